package org.cofferdam.platform.oracle;

import java.util.List;
import java.util.Optional;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.iommu.Iommu;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Inspection;
import org.cofferdam.microkernel.Schedule;

/**
 * The running system that an oracle looks at.
 *
 * @param memory     the core's memory, all of RAM
 * @param harts      by number
 * @param iommu      if devices are handed out
 * @param inspection what the core has written down
 * @param control    to ask it; the oracle gives no orders
 * @param channels   what the system was configured with
 * @param schedule   whose time it is on each hart
 * @param partitions how many there can be
 */
public record Surroundings(
        PhysicalMemory memory,
        List<Hart> harts,
        Optional<Iommu> iommu,
        Inspection inspection,
        Control control,
        Channels channels,
        Schedule schedule,
        int partitions) {
    public Surroundings {
        harts = List.copyOf(harts);
    }

    /** Frames of RAM. */
    int frames() {
        return (int) (memory.size() / PhysicalMemory.PAGE);
    }

    /** The number of the frame that a physical address lies in, from the start of RAM; -1 outside. */
    int frame(long address) {
        return memory.contains(address, 1) ? (int) ((address - memory.base()) / PhysicalMemory.PAGE) : -1;
    }

    /** Where a frame begins. */
    long address(int frame) {
        return memory.base() + frame * PhysicalMemory.PAGE;
    }
}
