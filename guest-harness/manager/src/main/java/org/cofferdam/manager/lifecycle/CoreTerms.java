package org.cofferdam.manager.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cofferdam.manager.configuration.ChannelConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.monitor.VirtualBoard;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.platform.PartitionedMachine;

/** What a configuration says of policy, channels and devices, as the core says it: partitions have numbers. */
final class CoreTerms {
    private final SystemConfiguration configuration;
    private final List<String> names;

    private CoreTerms(SystemConfiguration configuration) {
        this.configuration = configuration;
        this.names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
    }

    static Channels channels(SystemConfiguration configuration) {
        CoreTerms terms = new CoreTerms(configuration);
        ChannelConfiguration channels = configuration.channels();
        return new Channels(
                terms.policy(),
                channels.ports().stream().map(terms::port).toList(),
                channels.doorbells().stream().map(terms::doorbell).toList(),
                channels.regions().stream().map(terms::region).toList(),
                terms.devices());
    }

    private FlowPolicy policy() {
        Set<FlowPolicy.Flow> flows = configuration.policy().flows().stream()
                .map(flow -> new FlowPolicy.Flow(number(flow.from()), number(flow.to())))
                .collect(Collectors.toSet());
        return new FlowPolicy(flows);
    }

    private Channels.Port port(ChannelConfiguration.Port port) {
        return new Channels.Port(number(port.from()), number(port.to()), port.kind(), port.message(), port.depth());
    }

    private Channels.Doorbell doorbell(ChannelConfiguration.Doorbell bell) {
        return new Channels.Doorbell(number(bell.from()), number(bell.to()), bell.bit());
    }

    private Channels.Region region(ChannelConfiguration.Region region) {
        return new Channels.Region(
                region.size() / 4096,
                region.views().stream()
                        .map(view -> new Channels.Attachment(number(view.partition()), view.address(), view.rights()))
                        .toList());
    }

    private List<Channels.Device> devices() {
        List<Channels.Device> devices = new ArrayList<>();
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (int index = 0; index < partition.assigned().size(); index++) {
                int slot = configuration.firstAssignedSlot(partition.name()) + index;
                devices.add(
                        PartitionedMachine.disk(slot, number(partition.name()), VirtualBoard.assignedAddress(index)));
            }
        }
        return devices;
    }

    private int number(String name) {
        return names.indexOf(name);
    }
}
