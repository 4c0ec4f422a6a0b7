package org.cofferdam.microkernel.hardware;

import java.util.List;
import java.util.Optional;

/**
 * The machine that the core is given. Before the core is made, M-mode has set for every hart: medeleg and mideleg so
 * that the traps of guests reach HS-mode, mcounteren.TM and IR, menvcfg.STCE, SE0 and
 * ENVCFG of mstateen0, and PMP open for the memory range.
 *
 * @param harts the physical harts; a hart's number is its place in the list
 * @param memory physical memory
 * @param base machine-physical address where the core's memory starts, a multiple of 2 MiB
 * @param size bytes of the core's memory, a multiple of 4 KiB; all of it is the core's to give to partitions;
 *     its contents at start are unknown
 * @param tickLength length of a tick of the timebase in nanoseconds
 * @param devices what it takes to hand out devices, if there is any to hand out
 */
public record Hardware(
        List<HartPort> harts, MemoryPort memory, long base, long size, long tickLength, Optional<Devices> devices) {
    public Hardware {
        harts = List.copyOf(harts);
        if (harts.isEmpty() || base < 0 || size <= 0 || base % 0x20_0000 != 0 || size % 0x1000 != 0) {
            throw new IllegalArgumentException("a core needs a hart and memory that is aligned");
        }
    }

    /** A machine whose devices are none of the core's business. */
    public Hardware(List<HartPort> harts, MemoryPort memory, long base, long size, long tickLength) {
        this(harts, memory, base, size, tickLength, Optional.empty());
    }

    /**
     * An IOMMU and an interrupt controller, at reset.
     *
     * @param port their registers, and those of the devices behind them
     * @param iommu machine-physical address of an IOMMU (RISC-V IOMMU 1.0) that translates all DMA of devices that are handed out
     * @param plic machine-physical address of the PLIC
     * @param contexts the PLIC's number of each hart's S-mode context
     */
    public record Devices(DevicePort port, long iommu, long plic, List<Integer> contexts) {
        public Devices {
            contexts = List.copyOf(contexts);
        }
    }
}
