package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole system as its file describes it, checked.
 *
 * @param file       where it came from; relative paths in it were resolved against its folder
 * @param networks   names of the virtual switches
 * @param policy     who may learn from whom
 * @param partitions in the order of the file, at least one
 */
public record SystemConfiguration(
        Path file,
        MachineConfiguration machine,
        List<String> networks,
        Policy policy,
        ScheduleConfiguration schedule,
        List<PartitionConfiguration> partitions) {
    public SystemConfiguration {
        networks = List.copyOf(networks);
        partitions = List.copyOf(partitions);
    }

    /** The same system with one partition less, whose windows stay empty. */
    public SystemConfiguration without(String partition) {
        List<PartitionConfiguration> others = partitions.stream()
                .filter(other -> !other.name().equals(partition))
                .toList();
        return new SystemConfiguration(
                file, machine, networks, policy.without(partition), schedule.without(partition), others);
    }
}
