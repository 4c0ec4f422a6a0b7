/**
 * The machine against others in all modes: random programs that start in M-mode, with page tables of both stages, traps,
 * delegation and protection, run on ours, on QEMU and on Spike, and must leave the same registers, memory and traps.
 */
package org.cofferdam.properties.differential.privileged;
