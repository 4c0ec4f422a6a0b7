package org.cofferdam.machine.board;

/**
 * How to start what has been copied into RAM.
 *
 * @param firmware what runs first
 * @param entry physical address of the kernel's first instruction
 * @param end first address behind kernel and firmware: the device tree and the initial RAM disk are placed above it
 * @param arguments the kernel's command line, may be empty
 * @param initrd the initial RAM disk, empty for none
 * @param tree a flattened device tree to use as it is; empty to have one made that tells of this board, arguments and initial RAM disk
 */
@SuppressWarnings("ArrayRecordComponent") // the caller's array is copied into RAM, never kept or compared
public record BootRequest(Firmware firmware, long entry, long end, String arguments, byte[] initrd, byte[] tree) {
    private static final byte[] MADE_FROM_THE_BOARD = {};

    /** With the board's own device tree. */
    public BootRequest(Firmware firmware, long entry, long end, String arguments, byte[] initrd) {
        this(firmware, entry, end, arguments, initrd, MADE_FROM_THE_BOARD);
    }
}
