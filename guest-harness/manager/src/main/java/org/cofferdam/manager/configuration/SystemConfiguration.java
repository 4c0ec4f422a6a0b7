package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole system as its file describes it, checked.
 *
 * @param file       where it came from; relative paths in it were resolved against its folder
 * @param networks   names of the virtual switches
 * @param policy     who may learn from whom
 * @param channels   what else joins partitions
 * @param partitions in the order of the file, at least one
 */
public record SystemConfiguration(
        Path file,
        MachineConfiguration machine,
        List<String> networks,
        Policy policy,
        ChannelConfiguration channels,
        ScheduleConfiguration schedule,
        List<PartitionConfiguration> partitions) {
    public SystemConfiguration {
        networks = List.copyOf(networks);
        partitions = List.copyOf(partitions);
    }

    /** The machine's slot of the first disk that is assigned to a partition: slots go to partitions in the order of the file. */
    public int firstAssignedSlot(String partition) {
        int slot = 0;
        for (PartitionConfiguration other : partitions) {
            if (other.name().equals(partition)) {
                return slot;
            }
            slot += other.assigned().size();
        }
        return slot;
    }

    /** The same system with one partition less, whose windows stay empty. */
    public SystemConfiguration without(String partition) {
        List<PartitionConfiguration> others = partitions.stream()
                .filter(other -> !other.name().equals(partition))
                .toList();
        return new SystemConfiguration(
                file,
                machine,
                networks,
                policy.without(partition),
                channels.without(partition),
                schedule.without(partition),
                others);
    }
}
