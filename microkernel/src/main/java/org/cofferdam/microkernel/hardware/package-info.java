/**
 * What the core needs of a machine: harts, physical memory, and the numbers the architecture gives to registers. The
 * platform implements these ports; only the core uses them.
 */
package org.cofferdam.microkernel.hardware;
