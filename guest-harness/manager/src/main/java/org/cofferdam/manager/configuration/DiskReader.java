package org.cofferdam.manager.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the disks of all partitions. Two disks in one file, one of them writable, would be a channel between
 * partitions that nobody granted, so that is refused.
 */
final class DiskReader {
    private static final int MOST_DISKS = 7;

    private final FileFinder finder;
    private final Problems problems;
    private final Map<Path, Use> uses = new HashMap<>();

    DiskReader(FileFinder finder, Problems problems) {
        this.finder = finder;
        this.problems = problems;
    }

    private record Use(String partition, boolean readOnly) {}

    List<PartitionConfiguration.Disk> read(Fields partition, String name) {
        List<PartitionConfiguration.Disk> disks = new ArrayList<>();
        for (Fields.Item item : partition.list("disks")) {
            disk(item).ifPresent(disk -> {
                check(disk, item, name);
                disks.add(disk);
            });
        }
        if (disks.size() > MOST_DISKS) {
            partition.problem("disks", disks.size() + " disks", "give at most " + MOST_DISKS);
        }
        return disks;
    }

    private Optional<PartitionConfiguration.Disk> disk(Fields.Item item) {
        if (item.node() instanceof Node.Mapping) {
            return Fields.of(item.node(), item.path(), problems).flatMap(this::group);
        }
        return Fields.scalar(item.node(), item.path(), Kind.TEXT, problems)
                .flatMap(text -> finder.find(text, item.node().at(), item.path()))
                .map(file -> new PartitionConfiguration.Disk(file, false));
    }

    private Optional<PartitionConfiguration.Disk> group(Fields fields) {
        fields.require("file", "a raw disk image");
        boolean readOnly = fields.optional("read-only", Kind.SWITCH).orElse(false);
        Optional<Path> file = finder.field(fields, "file");
        fields.done();
        return file.map(path -> new PartitionConfiguration.Disk(path, readOnly));
    }

    private void check(PartitionConfiguration.Disk disk, Fields.Item item, String partition) {
        Position at = item.node().at();
        if (!disk.readOnly() && !Files.isWritable(disk.file())) {
            String remedy = "change its permissions, or write {file: " + disk.file() + ", read-only: true}";
            problems.add(at, item.path(), "may not be written: " + disk.file(), remedy);
        }
        Use previous = uses.putIfAbsent(identity(disk.file()), new Use(partition, disk.readOnly()));
        if (previous != null && !(previous.readOnly() && disk.readOnly())) {
            String wrong = disk.file() + " is also a disk of " + previous.partition() + ": that would be a channel";
            problems.add(at, item.path(), wrong, "copy the file, or make both read-only: true");
        }
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException _) {
            return file; // It was there a moment ago; opening it will fail with its own message.
        }
    }
}
