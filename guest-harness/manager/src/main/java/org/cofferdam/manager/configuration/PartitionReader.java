package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the list of partitions. What cannot be read is noted and stands in for itself with a harmless value. */
final class PartitionReader {
    private static final long MOST_HARTS = 8;

    /** Without a schedule each has a window. */
    private static final int MOST_PARTITIONS = 1000;

    private static final long DEFAULT_MEMORY = 64L << 20;

    /** Left to the core for page tables and what else it keeps. */
    private static final long CORE_RESERVE = 16L << 20;

    private final long machineMemory;
    private final Problems problems;
    private final FileFinder finder;
    private final DiskReader disks;
    private final Kind<String> bundledGuest;
    private final Map<String, Position> names = new HashMap<>();
    private long taken = CORE_RESERVE;

    PartitionReader(long machineMemory, Set<String> bundledGuests, FileFinder finder, Problems problems) {
        this.machineMemory = machineMemory;
        this.problems = problems;
        this.finder = finder;
        this.disks = new DiskReader(finder, problems);
        this.bundledGuest =
                new Kind<>("one of " + String.join(", ", new TreeSet<>(bundledGuests)), text -> Optional.of(text)
                        .filter(bundledGuests::contains));
    }

    List<PartitionConfiguration> read(Fields root) {
        root.require("partitions", "a list of at least one partition");
        List<PartitionConfiguration> partitions = new ArrayList<>();
        List<Fields.Item> items = root.list("partitions");
        for (Fields.Item item : items) {
            Fields.of(item.node(), item.path(), problems).map(this::partition).ifPresent(partitions::add);
        }
        if (items.size() > MOST_PARTITIONS) {
            root.problem("partitions", items.size() + " partitions", "give at most " + MOST_PARTITIONS);
        }
        if (items.isEmpty() && root.has("partitions")) {
            root.problem("partitions", "there is none", "list at least one partition");
        }
        return partitions;
    }

    private PartitionConfiguration partition(Fields fields) {
        String name = fields.required("name", Kind.PARTITION_NAME).orElse("");
        Position previous = name.isEmpty() ? null : names.putIfAbsent(name, fields.at("name"));
        if (previous != null) {
            fields.problem("name", "'" + name + "' is taken by line " + previous.line(), "choose another name");
        }
        PartitionConfiguration partition = new PartitionConfiguration(
                name,
                memory(fields),
                fields.optional("harts", Kind.count(1, MOST_HARTS)).orElse(1L).intValue(),
                image(fields),
                fields.optional("append", Kind.ANY_TEXT).orElse(""),
                disks.read(fields, name),
                devices(fields),
                fields.source());
        fields.done();
        return partition;
    }

    private long memory(Fields fields) {
        long memory = fields.optional("memory", Kind.SIZE_IN_PAGES).orElse(DEFAULT_MEMORY);
        if (memory > machineMemory - taken) {
            long left = Math.max(0, machineMemory - taken) >> 20;
            String wrong = "only " + left + "M of the machine's " + (machineMemory >> 20) + "M are left here";
            fields.problem("memory", wrong, "give this or an earlier partition less, or raise machine.memory");
        } else {
            taken += memory;
        }
        return memory;
    }

    private PartitionConfiguration.Image image(Fields fields) {
        boolean bundled = fields.has("guest");
        boolean files = fields.has("kernel");
        if (bundled == files) {
            String wrong = bundled ? "both guest and kernel are given" : "nothing to run is given";
            String remedy = "give either guest: with a bundled guest's name, or kernel: with a file";
            problems.add(fields.at(), fields.path(), wrong, remedy);
        }
        if (bundled && fields.has("initrd")) {
            fields.problem("initrd", "a bundled guest takes none", "remove it");
        }
        Optional<Path> kernel = finder.field(fields, "kernel");
        Optional<Path> initrd = finder.field(fields, "initrd");
        String guest = fields.optional("guest", bundledGuest).orElse("");
        return bundled
                ? new PartitionConfiguration.Bundled(guest)
                : new PartitionConfiguration.Files(kernel.orElse(Path.of("")), initrd);
    }

    private Set<DeviceKind> devices(Fields fields) {
        if (!fields.has("devices")) {
            return EnumSet.of(DeviceKind.UART);
        }
        EnumSet<DeviceKind> devices = EnumSet.noneOf(DeviceKind.class);
        for (Fields.Item item : fields.list("devices")) {
            Fields.scalar(item.node(), item.path(), DeviceKind.KIND, problems).ifPresent(device -> {
                if (!devices.add(device)) {
                    problems.add(item.node().at(), item.path(), device.word() + " is given twice", "keep one");
                }
            });
        }
        return devices;
    }
}
