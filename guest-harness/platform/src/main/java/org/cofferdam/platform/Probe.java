package org.cofferdam.platform;

import java.util.List;
import java.util.Optional;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.iommu.Iommu;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.Inspection;

/**
 * What probes on the board show: bytes of RAM, what is in translation caches, where tables begin. For whoever checks the walls from
 * outside with walkers of its own; it changes nothing, and no guest and no monitor has it.
 */
public final class Probe {
    private final PhysicalMemory memory;
    private final List<Hart> harts;
    private final Optional<Iommu> iommu;
    private final Inspection inspection;

    Probe(PhysicalMemory memory, List<Hart> harts, Optional<Iommu> iommu, Inspection inspection) {
        this.memory = memory;
        this.harts = harts;
        this.iommu = iommu;
        this.inspection = inspection;
    }

    /** Whether an address lies in RAM. */
    public boolean isRam(long address) {
        return memory.contains(address, 1);
    }

    /** The double-word at a machine-physical address in RAM, a multiple of 8. */
    public long word(long address) {
        return memory.loadDouble(address);
    }

    /** The bytes of a page of RAM. */
    public byte[] page(long address) {
        byte[] bytes = new byte[(int) PhysicalMemory.PAGE];
        memory.read(address, bytes, 0, bytes.length);
        return bytes;
    }

    /** The value of {@code hgatp}, without a VMID, that selects a partition's tables; 0 if there is no such partition. */
    public long tables(int partition) {
        return inspection.tables(partition);
    }

    /** What a hart remembers of guests. */
    public List<TlbEntry> translations(int hart) {
        return harts.get(hart).memory.cachedTranslations().stream()
                .filter(TlbEntry::virtualized)
                .toList();
    }

    /** What the IOMMU remembers; nothing if there is none. */
    public List<TlbEntry> deviceTranslations() {
        return iommu.map(Iommu::cachedTranslations).orElse(List.of());
    }

    /** Register {@code ddtp} of the IOMMU; 0 if there is none. */
    public long directoryPointer() {
        return iommu.map(Iommu::directoryPointer).orElse(0L);
    }
}
