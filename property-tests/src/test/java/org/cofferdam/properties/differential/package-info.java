/**
 * The machine against others: random programs run on ours and on QEMU's, and must leave the same registers and memory.
 */
package org.cofferdam.properties.differential;
