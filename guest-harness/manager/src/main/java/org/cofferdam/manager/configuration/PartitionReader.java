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
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.microkernel.hardware.GStageMode;

/** Reads the list of partitions. What cannot be read is noted and stands in for itself with a harmless value. */
final class PartitionReader {
    private static final long DEFAULT_MEMORY = 64L << 20;
    private static final long DEFAULT_TABLES = 64L << 10;

    /** Left to the core for page tables and what else it keeps. */
    private static final long CORE_RESERVE = 16L << 20;

    private final long machineMemory;
    private final Problems problems;
    private final FileFinder finder;
    private final DiskReader disks;
    private final CardReader cards;
    private final Kind<String> bundledGuest;
    private final Map<String, Position> names = new HashMap<>();
    private long taken = CORE_RESERVE;
    private int slotsAssigned;

    PartitionReader(
            long machineMemory, Set<String> bundledGuests, FileFinder finder, CardReader cards, Problems problems) {
        this.machineMemory = machineMemory;
        this.problems = problems;
        this.finder = finder;
        this.disks = new DiskReader(finder, problems);
        this.cards = cards;
        this.bundledGuest = Kind.TEXT.among("one of " + String.join(", ", new TreeSet<>(bundledGuests)), bundledGuests);
    }

    List<PartitionConfiguration> read(Fields root) {
        List<PartitionConfiguration> partitions = new ArrayList<>();
        List<Fields.Item> items = root.list(Vocabulary.PARTITIONS);
        for (int number = 0; number < items.size(); number++) {
            Fields.Item item = items.get(number);
            int position = number;
            Fields.of(Vocabulary.Partition.GROUP, item.node(), item.path(), problems)
                    .map(fields -> partition(fields, position))
                    .ifPresent(partitions::add);
        }
        if (items.isEmpty() && root.has(Vocabulary.PARTITIONS)) {
            root.problem(Vocabulary.PARTITIONS, "there is none", "list at least one partition");
        }
        return partitions;
    }

    private PartitionConfiguration partition(Fields fields, int number) {
        String name = fields.value(Vocabulary.Partition.NAME).orElse("");
        Position previous = name.isEmpty() ? null : names.putIfAbsent(name, fields.at(Vocabulary.Partition.NAME));
        if (previous != null) {
            String wrong = "'" + name + "' is taken by line " + previous.line();
            fields.problem(Vocabulary.Partition.NAME, wrong, "choose another name");
        }
        PartitionConfiguration partition = new PartitionConfiguration(
                name,
                memory(fields),
                fields.value(Vocabulary.Partition.HARTS).orElse(1L).intValue(),
                fields.value(Vocabulary.Partition.WEIGHT).orElse(0L).intValue(),
                image(fields),
                fields.value(Vocabulary.Partition.APPEND).orElse(""),
                disks.read(fields, Vocabulary.Partition.DISKS, name),
                cards.read(fields, name, number),
                devices(fields),
                assigned(fields, name),
                fields.value(Vocabulary.Partition.TABLES).orElse(DEFAULT_TABLES),
                fields.value(Vocabulary.Partition.TRANSLATION).orElse(GStageMode.SV39X4),
                FaultReader.read(fields),
                fields.value(Vocabulary.Partition.ON_REBOOT).orElse(OnReboot.RESTART),
                fields.source());
        checkSlots(partition, fields);
        return partition;
    }

    private List<DiskSource> assigned(Fields fields, String name) {
        List<DiskSource> assigned = disks.read(fields, Vocabulary.Partition.ASSIGNED, name);
        slotsAssigned += assigned.size();
        if (slotsAssigned > BoardSetup.VIRTIO_SLOTS) {
            fields.problem(
                    Vocabulary.Partition.ASSIGNED,
                    "the machine has " + BoardSetup.VIRTIO_SLOTS + " slots for all partitions together",
                    "make some of them disks:");
        }
        return assigned;
    }

    private long memory(Fields fields) {
        long memory = fields.value(Vocabulary.Partition.MEMORY).orElse(DEFAULT_MEMORY);
        if (memory > machineMemory - taken) {
            long left = Math.max(0, machineMemory - taken) >> 20;
            String wrong = "only " + left + "M of the machine's " + (machineMemory >> 20) + "M are left here";
            fields.problem(
                    Vocabulary.Partition.MEMORY,
                    wrong,
                    "give this or an earlier partition less, or raise machine.memory");
        } else {
            taken += memory;
        }
        return memory;
    }

    private PartitionConfiguration.Image image(Fields fields) {
        boolean bundled = fields.has(Vocabulary.Partition.GUEST);
        boolean files = fields.has(Vocabulary.Partition.KERNEL);
        if (bundled == files) {
            String wrong = bundled ? "both guest and kernel are given" : "nothing to run is given";
            String remedy = "give either guest: with a bundled guest's name, or kernel: with a file";
            problems.add(fields.at(), fields.path(), wrong, remedy);
        }
        if (bundled && fields.has(Vocabulary.Partition.INITRD)) {
            fields.problem(Vocabulary.Partition.INITRD, "a bundled guest takes none", "remove it");
        }
        Optional<Path> kernel = finder.field(fields, Vocabulary.Partition.KERNEL);
        Optional<Path> initrd = finder.field(fields, Vocabulary.Partition.INITRD);
        String guest =
                fields.value(Vocabulary.Partition.GUEST.with(bundledGuest)).orElse("");
        return bundled
                ? new PartitionConfiguration.Bundled(guest)
                : new PartitionConfiguration.Files(kernel.orElse(Path.of("")), initrd);
    }

    private Set<DeviceKind> devices(Fields fields) {
        if (!fields.has(Vocabulary.Partition.DEVICES)) {
            return EnumSet.of(DeviceKind.UART);
        }
        EnumSet<DeviceKind> devices = EnumSet.noneOf(DeviceKind.class);
        for (Fields.Item item : fields.list(Vocabulary.Partition.DEVICES)) {
            Fields.scalar(item.node(), item.path(), DeviceKind.KIND, problems).ifPresent(device -> {
                if (!devices.add(device)) {
                    problems.add(item.node().at(), item.path(), device.word() + " is given twice", "keep one");
                }
            });
        }
        return devices;
    }

    private void checkSlots(PartitionConfiguration partition, Fields fields) {
        long others = partition.devices().stream().filter(DeviceKind::isVirtio).count();
        long slots = partition.disks().size()
                + partition.assigned().size()
                + partition.cards().size()
                + others;
        if (slots > BoardSetup.VIRTIO_SLOTS) {
            String wrong = "%d virtio devices: %d disks, %d network cards, %d others"
                    .formatted(
                            slots,
                            partition.disks().size() + partition.assigned().size(),
                            partition.cards().size(),
                            others);
            problems.add(fields.at(), fields.path(), wrong, "give at most " + BoardSetup.VIRTIO_SLOTS);
        }
    }
}
