/** Runs conformance suites: programs that say themselves whether they passed. For commands and tests. */
package org.cofferdam.guests.conformance;
