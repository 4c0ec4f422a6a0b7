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

    /**
     * The report on one partition.
     *
     * @throws java.util.NoSuchElementException if there is none of that name
     */
    public PartitionReport partition(String name) {
        return partitions.stream()
                .filter(partition -> partition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether nothing went wrong with any partition. */
    public boolean sound() {
        return partitions.stream().allMatch(PartitionReport::sound);
    }
}
