/**
 * How much one partition learns from another where equality is not the question: mutual information and capacity of declared
 * channels, estimated from samples, with a bound that says what chance alone would give.
 */
package org.cofferdam.properties.statistics;
