package org.cofferdam.microkernel;

/**
 * Guest-physical addresses that the partition's monitor answers for. Any values can be stated; {@link Control#create}
 * checks them.
 *
 * @param base guest-physical address in bytes, a multiple of 8
 * @param size bytes, a multiple of 8 greater than 0; base + size is inside the format of the table
 */
public record DeviceWindow(long base, long size) {}
