package org.cofferdam.machine.hart;

/**
 * Bytes of the virtual address space whose explicit accesses stop a hart.
 *
 * @param length bytes, at least 1
 * @param loads whether loads stop
 * @param stores whether stores stop
 */
public record Watchpoint(long address, long length, boolean loads, boolean stores) {

    /** Whether any of {@code size} bytes from {@code from} is meant. */
    boolean meets(long from, long size) {
        return Long.compareUnsigned(from - address, length) < 0 || Long.compareUnsigned(address - from, size) < 0;
    }

    /** The first byte that this and an access from {@code from}, which meets it, have in common. */
    long firstCommon(long from) {
        return Long.compareUnsigned(from - address, length) < 0 ? from : address;
    }
}
