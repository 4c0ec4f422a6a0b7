package org.cofferdam.microkernel.hardware;

import java.util.List;

/**
 * The machine that the core is given. Before the core is made, M-mode has set for every hart: medeleg and mideleg so
 * that the traps of guests reach HS-mode, mcounteren.TM, menvcfg.STCE, and PMP open for the memory range.
 *
 * @param harts the physical harts; a hart's number is its place in the list
 * @param memory physical memory
 * @param base machine-physical address where the core's memory starts, a multiple of 2 MiB
 * @param size bytes of the core's memory, a multiple of 4 KiB; all of it is the core's to give to partitions;
 *     its contents at start are unknown
 */
public record Hardware(List<HartPort> harts, MemoryPort memory, long base, long size) {
    public Hardware {
        harts = List.copyOf(harts);
        if (harts.isEmpty() || base < 0 || size <= 0 || base % 0x20_0000 != 0 || size % 0x1000 != 0) {
            throw new IllegalArgumentException("a core needs a hart and memory that is aligned");
        }
    }
}
