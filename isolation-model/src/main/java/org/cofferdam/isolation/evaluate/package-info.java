/**
 * The language on finite states: is a formula true here, and what does a step make of a state. The reference that the other
 * engines are compared with, and what the oracle uses.
 */
package org.cofferdam.isolation.evaluate;
