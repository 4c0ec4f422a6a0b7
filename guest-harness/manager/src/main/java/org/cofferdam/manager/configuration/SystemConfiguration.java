package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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

    /**
     * The same system, in which these partitions run another guest of Cofferdam's: nothing else changes, so that what joins
     * them to others is still there.
     */
    public SystemConfiguration running(Set<String> names, String guest) {
        List<PartitionConfiguration> changed = partitions.stream()
                .map(partition -> names.contains(partition.name())
                        ? partition.running(new PartitionConfiguration.Bundled(guest))
                        : partition)
                .toList();
        return new SystemConfiguration(file, machine, networks, policy, channels, schedule, changed);
    }
}
