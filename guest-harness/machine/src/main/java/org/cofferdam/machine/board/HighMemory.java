package org.cofferdam.machine.board;

import org.cofferdam.machine.memory.PhysicalMemory;

/** Hands out RAM from its end downwards, in whole pages, and never reaches what is already there. */
final class HighMemory {
    private static final long APART = 2 << 20;

    private final PhysicalMemory ram;
    private final long floor;
    private long top;

    /** @param floor first address behind what must stay clear */
    HighMemory(PhysicalMemory ram, long floor) {
        this.ram = ram;
        this.floor = floor;
        top = ram.base() + ram.size();
    }

    /**
     * As {@link #place(String, byte[], int)}, at a multiple of 2 MiB if there is one, as QEMU does: EDK2 reads a megabyte behind the end of
     * a device tree that it copies.
     */
    long placeApart(String what, byte[] bytes, int room) throws BootException {
        long address = (top - bytes.length - room) & -APART;
        if (address < floor) {
            return place(what, bytes, room);
        }
        top = address + bytes.length;
        return place(what, bytes);
    }

    /**
     * Puts bytes into RAM.
     *
     * @param what named in the message
     * @return their address
     * @throws BootException if they do not fit
     */
    long place(String what, byte[] bytes) throws BootException {
        return place(what, bytes, 0);
    }

    /**
     * Puts bytes into RAM, with {@code room} more behind them that nobody else gets; otherwise like {@link #place}.
     */
    long place(String what, byte[] bytes, int room) throws BootException {
        long address = (top - bytes.length - room) & -PhysicalMemory.PAGE;
        if (address < floor) {
            throw new BootException("no room in memory for %s of %d bytes: %d bytes are free between 0x%x and 0x%x"
                    .formatted(what, bytes.length, Math.max(0, top - floor), floor, top));
        }
        ram.write(address, bytes, 0, bytes.length);
        top = address;
        return address;
    }
}
