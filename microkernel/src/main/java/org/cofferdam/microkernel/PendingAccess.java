package org.cofferdam.microkernel;

/**
 * A device access whose answer is awaited.
 *
 * @param instruction the load or store
 * @param pageFault scause of the trap
 * @param address guest-virtual address of the access
 */
record PendingAccess(LoadStore instruction, long pageFault, long address) {}
