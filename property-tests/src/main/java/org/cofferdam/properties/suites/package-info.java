/**
 * Which tests check which isolation property, beside the engines of the specification. The tests themselves are in the package of the
 * same name among the tests: at least one for each property, in the property's own terms, with walkers that share no code with the oracle's.
 */
package org.cofferdam.properties.suites;
