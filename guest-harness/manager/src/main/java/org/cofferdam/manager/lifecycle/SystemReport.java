package org.cofferdam.manager.lifecycle;

import java.util.List;

/**
 * What became of a system.
 *
 * @param cycles     the machine's time
 * @param partitions in the order of the configuration
 */
public record SystemReport(long cycles, List<PartitionReport> partitions) {
    public SystemReport {
        partitions = List.copyOf(partitions);
    }

    /** Whether nothing went wrong with any partition. */
    public boolean sound() {
        return partitions.stream().allMatch(PartitionReport::sound);
    }
}
