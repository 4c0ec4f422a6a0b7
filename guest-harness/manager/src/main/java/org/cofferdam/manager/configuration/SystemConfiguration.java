package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole system as its file describes it, checked.
 *
 * @param file       where it came from; relative paths in it were resolved against its folder
 * @param partitions in the order of the file, at least one
 */
public record SystemConfiguration(
        Path file,
        MachineConfiguration machine,
        ScheduleConfiguration schedule,
        List<PartitionConfiguration> partitions) {
    public SystemConfiguration {
        partitions = List.copyOf(partitions);
    }

    /** The same system with one partition less, whose windows stay empty. */
    public SystemConfiguration without(String partition) {
        List<PartitionConfiguration> others = partitions.stream()
                .filter(other -> !other.name().equals(partition))
                .toList();
        return new SystemConfiguration(file, machine, schedule.without(partition), others);
    }
}
