package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.manager.configuration.ChannelConfiguration.Doorbell;
import org.cofferdam.manager.configuration.ChannelConfiguration.Port;
import org.cofferdam.manager.configuration.ChannelConfiguration.Region;
import org.cofferdam.manager.configuration.ChannelConfiguration.View;
import org.cofferdam.microkernel.Channels.PortKind;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.hardware.Rights;

/** Reads what joins partitions, each part of which the policy has to allow. */
final class ChannelReader {
    private static final int DEFAULT_MESSAGE = 64;
    private static final int DEFAULT_DEPTH = 8;

    private final Map<String, PartitionConfiguration> partitions = new TreeMap<>();
    private final Map<String, List<MemoryRange>> taken = new TreeMap<>();
    private final Kind<String> partition;
    private final Policy policy;
    private final Problems problems;

    ChannelReader(List<PartitionConfiguration> partitions, Policy policy, Problems problems) {
        partitions.forEach(one -> {
            this.partitions.put(one.name(), one);
            taken.put(
                    one.name(), new ArrayList<>(List.of(new MemoryRange(0, MemoryRegion.DEFAULT_BASE + one.memory()))));
        });
        Set<String> names = this.partitions.keySet();
        this.partition = Kind.NAME.among("the name of a partition: " + String.join(", ", names), names);
        this.policy = policy;
        this.problems = problems;
    }

    ChannelConfiguration read(Fields root) {
        return root.group(Vocabulary.CHANNELS).map(this::channels).orElse(ChannelConfiguration.NONE);
    }

    private ChannelConfiguration channels(Fields fields) {
        List<Port> ports = new ArrayList<>();
        for (Fields.Item item : fields.list(Vocabulary.Channels.PORTS)) {
            Fields.of(Vocabulary.Ports.GROUP, item.node(), item.path(), problems)
                    .flatMap(this::port)
                    .ifPresent(ports::add);
        }
        List<Doorbell> doorbells = new ArrayList<>();
        for (Fields.Item item : fields.list(Vocabulary.Channels.DOORBELLS)) {
            Fields.of(Vocabulary.Doorbells.GROUP, item.node(), item.path(), problems)
                    .flatMap(this::doorbell)
                    .ifPresent(doorbells::add);
        }
        List<Region> regions = new ArrayList<>();
        for (Fields.Item item : fields.list(Vocabulary.Channels.REGIONS)) {
            Fields.of(Vocabulary.Regions.GROUP, item.node(), item.path(), problems)
                    .map(this::region)
                    .ifPresent(regions::add);
        }
        return new ChannelConfiguration(ports, doorbells, regions);
    }

    private Optional<Port> port(Fields fields) {
        Optional<String> from = fields.value(Vocabulary.Ports.FROM.with(partition));
        Optional<String> to = fields.value(Vocabulary.Ports.TO.with(partition));
        Optional<PortKind> kind = fields.value(Vocabulary.Ports.KIND);
        int message = fields.value(Vocabulary.Ports.MESSAGE)
                .orElse((long) DEFAULT_MESSAGE)
                .intValue();
        boolean sampling = kind.orElse(PortKind.QUEUING) == PortKind.SAMPLING;
        if (sampling && fields.has(Vocabulary.Ports.DEPTH)) {
            fields.problem(Vocabulary.Ports.DEPTH, "a sampling port keeps one message", "remove it");
        }
        int depth = fields.value(Vocabulary.Ports.DEPTH)
                .orElse((long) DEFAULT_DEPTH)
                .intValue();
        if (from.isEmpty() || to.isEmpty() || kind.isEmpty() || !flows(fields, from.get(), to.get())) {
            return Optional.empty();
        }
        return Optional.of(new Port(from.get(), to.get(), kind.get(), message, sampling ? 1 : depth));
    }

    private Optional<Doorbell> doorbell(Fields fields) {
        Optional<String> from = fields.value(Vocabulary.Doorbells.FROM.with(partition));
        Optional<String> to = fields.value(Vocabulary.Doorbells.TO.with(partition));
        Optional<Long> bit = fields.value(Vocabulary.Doorbells.BIT);
        if (from.isEmpty() || to.isEmpty() || bit.isEmpty() || !flows(fields, from.get(), to.get())) {
            return Optional.empty();
        }
        return Optional.of(new Doorbell(from.get(), to.get(), bit.get().intValue()));
    }

    private Region region(Fields fields) {
        long size = fields.value(Vocabulary.Regions.SIZE).orElse(4096L);
        List<View> views = new ArrayList<>();
        for (Fields.Item item : fields.list(Vocabulary.Regions.SEEN_BY)) {
            Fields.of(Vocabulary.Views.GROUP, item.node(), item.path(), problems)
                    .flatMap(view -> view(view, size, views))
                    .ifPresent(views::add);
        }
        return new Region(size, views);
    }

    private Optional<View> view(Fields fields, long size, List<View> others) {
        Optional<String> viewer = fields.value(Vocabulary.Views.PARTITION.with(partition));
        Optional<Long> address = fields.value(Vocabulary.Views.ADDRESS);
        Optional<Rights> rights = fields.value(Vocabulary.Views.RIGHTS);
        if (viewer.isEmpty() || address.isEmpty() || rights.isEmpty()) {
            return Optional.empty();
        }
        for (View other : others) {
            if (other.partition().equals(viewer.get())) {
                fields.problem(Vocabulary.Views.PARTITION, viewer.get() + " sees it already", "keep one");
                return Optional.empty();
            }
            boolean sound = !rights.get().include(Rights.READ_WRITE) || flows(fields, viewer.get(), other.partition());
            if (other.rights().include(Rights.READ_WRITE)) {
                sound &= flows(fields, other.partition(), viewer.get());
            }
            if (!sound) {
                return Optional.empty();
            }
        }
        checkPlace(fields, viewer.get(), address.get(), size);
        return Optional.of(new View(viewer.get(), address.get(), rights.get()));
    }

    private void checkPlace(Fields fields, String viewer, long address, long size) {
        long limit = partitions.get(viewer).translation().limit();
        if (address > limit - size) {
            fields.problem(
                    Vocabulary.Views.ADDRESS,
                    "ends behind 0x%x, where the addresses of %s end".formatted(limit, viewer),
                    "choose a lower one, or a larger translation:");
            return;
        }
        for (MemoryRange other : taken.get(viewer)) {
            if (address < other.base() + other.size() && other.base() < address + size) {
                fields.problem(
                        Vocabulary.Views.ADDRESS,
                        "overlaps what " + viewer + " has up to 0x" + Long.toHexString(other.base() + other.size()),
                        "choose a higher one");
                return;
            }
        }
        taken.get(viewer).add(new MemoryRange(address, size));
    }

    /** Whether the policy allows it; a denied flow is noted. */
    private boolean flows(Fields fields, String from, String to) {
        if (from.equals(to)) {
            problems.add(fields.at(), fields.path(), from + " to itself", "name two different partitions");
        } else if (!policy.allows(from, to)) {
            problems.add(
                    fields.at(),
                    fields.path(),
                    "the policy does not allow %s to %s".formatted(from, to),
                    "add {from: %s, to: %s} to policy:, or remove it".formatted(from, to));
        }
        return policy.allows(from, to);
    }
}
