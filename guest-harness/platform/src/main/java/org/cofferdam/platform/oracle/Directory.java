package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.machine.iommu.Iommu;
import org.cofferdam.microkernel.Channels;

/**
 * The IOMMU's device directory as it lies in memory, and what the IOMMU remembers of it (RISC-V IOMMU 1.0, "Device-directory-table";
 * base format, one level).
 */
final class Directory {
    private static final long MODE = 0xF;
    private static final long OFF = 0;
    private static final long ONE_LEVEL = 2;
    private static final long NUMBER = (1L << 44) - 1;
    private static final int ENTRY = 32;
    private static final int SECOND_STAGE = 8;
    private static final long VALID = 1;

    private final Surroundings system;
    private final List<Channels.Device> devices;

    Directory(Surroundings system) {
        this.system = system;
        this.devices = system.channels().devices();
    }

    /** Whose translations a GSCID names: the core gives partition n the number n + 1. */
    static int partition(int gscid) {
        return gscid - 1 + FrameRecords.FIRST;
    }

    /** The device, by its place in the configuration, whose registers are at a physical address; or -1. */
    int device(long address) {
        for (int device = 0; device < devices.size(); device++) {
            long offset = address - devices.get(device).registers();
            if (offset >= 0 && offset < devices.get(device).size()) {
                return device;
            }
        }
        return -1;
    }

    /**
     * Collects which devices the directory lets in, and which the IOMMU remembers.
     *
     * @param owner whose tables a value of iohgatp selects
     */
    void add(Facts.Collection facts, LongToIntFunction owner) {
        if (system.iommu().isEmpty()) {
            return;
        }
        Iommu iommu = system.iommu().get();
        for (int device = 0; device < devices.size(); device++) {
            long entry = entry(iommu, devices.get(device).id());
            if (entry != 0 && (system.memory().loadDouble(entry) & VALID) != 0) {
                long root = system.memory().loadDouble(entry + SECOND_STAGE);
                facts.holds(Vocabulary.DIRECTORY, device, owner.applyAsInt(root));
            }
        }
        iommu.cachedContexts().forEach((id, context) -> {
            for (int device = 0; device < devices.size(); device++) {
                if (devices.get(device).id() == id) {
                    facts.holds(Vocabulary.CONTEXT, device, owner.applyAsInt(context.secondStage()));
                }
            }
        });
    }

    /** Where the entry of a device lies; 0 if the directory is not one that this reads. */
    private long entry(Iommu iommu, int id) {
        long pointer = iommu.directoryPointer();
        return (pointer & MODE) == ONE_LEVEL ? ((pointer >>> 10 & NUMBER) << Pte.PAGE_SHIFT) + (long) id * ENTRY : 0;
    }

    /** What the directory says that the specification has no word for. */
    List<String> oddities() {
        List<String> oddities = new ArrayList<>();
        if (system.iommu().isPresent()) {
            Iommu iommu = system.iommu().get();
            long mode = iommu.directoryPointer() & MODE;
            if (mode != OFF && mode != ONE_LEVEL) {
                oddities.add("the IOMMU's directory has mode " + mode);
            }
            for (int id : iommu.cachedContexts().keySet()) {
                if (devices.stream().noneMatch(device -> device.id() == id)) {
                    oddities.add("the IOMMU remembers an entry of device %d, which is nobody's".formatted(id));
                }
            }
        }
        return oddities;
    }
}
