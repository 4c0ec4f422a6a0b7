/** The specification put to the test by breaking it: one guard, update or claim at a time, by machine, and after published faults. */
package org.cofferdam.isolation.mutate;
