package org.cofferdam.manager.configuration;

import java.util.List;
import org.cofferdam.microkernel.Channels.PortKind;
import org.cofferdam.microkernel.hardware.Rights;

/** What joins partitions, by their names: checked against the policy. */
public record ChannelConfiguration(List<Port> ports, List<Doorbell> doorbells, List<Region> regions) {
    /** Nothing joins anybody. */
    public static final ChannelConfiguration NONE = new ChannelConfiguration(List.of(), List.of(), List.of());

    public ChannelConfiguration {
        ports = List.copyOf(ports);
        doorbells = List.copyOf(doorbells);
        regions = List.copyOf(regions);
    }

    /**
     * A port.
     *
     * @param message most bytes of a message
     * @param depth   most messages that wait
     */
    public record Port(String from, String to, PortKind kind, int message, int depth) {}

    /** A doorbell; ringing sets {@code bit} of the receiver's register. */
    public record Doorbell(String from, String to, int bit) {}

    /** Memory that several partitions see, in bytes. */
    public record Region(long size, List<View> views) {
        public Region {
            views = List.copyOf(views);
        }
    }

    /** Where a partition sees a region, guest-physical, and what it may do there. */
    public record View(String partition, long address, Rights rights) {}

    /** The number by which a partition knows its first doorbell to another one, or -1 if it may ring none. */
    public int doorbell(String from, String to) {
        return doorbells.stream()
                .filter(bell -> bell.from.equals(from))
                .map(Doorbell::to)
                .toList()
                .indexOf(to);
    }
}
