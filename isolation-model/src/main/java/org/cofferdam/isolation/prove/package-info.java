/**
 * The prover: claims of a specification for any number of frames, partitions, devices and harts, by an SMT solver; and for what
 * does not hold, the smallest world and step that show it.
 */
package org.cofferdam.isolation.prove;
