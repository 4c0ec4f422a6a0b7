/**
 * The explorer: every state that a small world can reach, or every state at all that satisfies the invariants. A specification is
 * ground over the world, packed into bits and followed breadth-first. {@code Exploration} and {@code Induction} are the ways in;
 * read {@code SmallWorld}, {@code Expressions}, {@code GroundSystem}, {@code Exploration} in this order.
 */
package org.cofferdam.isolation.explore;
