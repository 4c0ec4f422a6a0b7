package org.cofferdam.manager.lifecycle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cofferdam.manager.network.PortReport;

/**
 * What became of a system.
 *
 * @param cycles     the machine's time
 * @param partitions in the order of the configuration
 * @param networks   by name, their ports
 */
public record SystemReport(
        long cycles, List<PartitionReport> partitions, SequencedMap<String, List<PortReport>> networks) {
    public SystemReport {
        partitions = List.copyOf(partitions);
        networks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(networks));
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
