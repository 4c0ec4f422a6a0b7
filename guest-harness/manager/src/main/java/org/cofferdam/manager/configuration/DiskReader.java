package org.cofferdam.manager.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.guests.storage.DiskException;
import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.guests.storage.DiskSource;

/**
 * Reads the disks of all partitions. Two disks that use one file, one of them writing there, would be a channel between
 * partitions that nobody granted, so that is refused; backing files and overlays count.
 */
final class DiskReader {
    private static final String IN_MEMORY = "memory";

    private final FileFinder finder;
    private final Problems problems;
    private final Map<Object, User> users = new HashMap<>();

    DiskReader(FileFinder finder, Problems problems) {
        this.finder = finder;
        this.problems = problems;
    }

    private record User(String partition, boolean writes) {}

    List<DiskSource> read(Fields partition, Field<Form.ListOf> field, String name) {
        List<DiskSource> disks = new ArrayList<>();
        for (Fields.Item item : partition.list(field)) {
            disk(item).ifPresent(disk -> {
                check(disk, item, name);
                disks.add(disk);
            });
        }
        return disks;
    }

    private Optional<DiskSource> disk(Fields.Item item) {
        if (item.node() instanceof Node.Mapping) {
            return Fields.of(Vocabulary.Disks.GROUP, item.node(), item.path(), problems)
                    .flatMap(fields -> group(fields, item));
        }
        return Fields.scalar(item.node(), item.path(), Kind.TEXT, problems)
                .flatMap(text -> finder.find(text, item.node().at(), item.path()))
                .map(file -> {
                    checkFormatIsGiven(file, item);
                    return DiskSource.of(file, DiskFormat.RAW, false);
                });
    }

    private Optional<DiskSource> group(Fields fields, Fields.Item item) {
        boolean readOnly = fields.value(Vocabulary.Disks.READ_ONLY).orElse(false);
        Optional<DiskFormat> format = fields.value(Vocabulary.Disks.FORMAT);
        Optional<DiskSource.Overlay> overlay = overlay(fields);
        if (readOnly && overlay.isPresent()) {
            fields.problem(Vocabulary.Disks.READ_ONLY, "an overlay is there to be written", "remove one of both");
        }
        Optional<Path> file = finder.field(fields, Vocabulary.Disks.FILE);
        if (!fields.has(Vocabulary.Disks.FORMAT)) {
            file.ifPresent(path -> checkFormatIsGiven(path, item));
        }
        DiskSource.Overlay written = overlay.orElse(new DiskSource.None());
        return file.map(path -> new DiskSource(path, format.orElse(DiskFormat.RAW), readOnly, written));
    }

    private Optional<DiskSource.Overlay> overlay(Fields fields) {
        return fields.value(Vocabulary.Disks.OVERLAY)
                .flatMap(text -> text.equals(IN_MEMORY)
                        ? Optional.of(new DiskSource.InMemory())
                        : finder.resolve(
                                        text,
                                        fields.at(Vocabulary.Disks.OVERLAY),
                                        fields.path(Vocabulary.Disks.OVERLAY))
                                .map(DiskSource.InFile::new));
    }

    private void checkFormatIsGiven(Path file, Fields.Item item) {
        try {
            if (DiskFormat.looksLikeQcow2(file)) {
                String remedy =
                        "write {file: %s, format: qcow2}, or format: raw if a guest put that there".formatted(file);
                problems.add(item.node().at(), item.path(), file + " begins as a qcow2 image does", remedy);
            }
        } catch (IOException e) {
            problems.add(item.node().at(), item.path(), "cannot be read (" + e.getMessage() + ")", "check the file");
        }
    }

    private void check(DiskSource disk, Fields.Item item, String partition) {
        Position at = item.node().at();
        try {
            for (DiskSource.Use use : disk.uses()) {
                if (use.written() && !isWritable(use, item)) {
                    continue;
                }
                User previous = users.putIfAbsent(identity(use.file()), new User(partition, use.written()));
                if (previous != null && (previous.writes() || use.written())) {
                    String wrong =
                            use.file() + " is also a disk of " + previous.partition() + ": that would be a channel";
                    problems.add(
                            at,
                            item.path(),
                            wrong,
                            "copy the file, or let neither write: read-only: true, or an overlay");
                }
            }
        } catch (DiskException e) {
            problems.add(at, item.path(), e.getMessage(), "mend the image, or name another");
        } catch (IOException e) {
            problems.add(at, item.path(), "cannot be read (" + e.getMessage() + ")", "check the file");
        }
    }

    private boolean isWritable(DiskSource.Use use, Fields.Item item) {
        Position at = item.node().at();
        Path folder = use.file().toAbsolutePath().getParent();
        if (Files.exists(use.file()) ? !Files.isRegularFile(use.file()) : !Files.isDirectory(folder)) {
            problems.add(at, item.path(), "cannot be an overlay: " + use.file(), "name a file in an existing folder");
            return false;
        }
        if (!Files.isWritable(Files.exists(use.file()) ? use.file() : folder)) {
            String remedy = "change its permissions, or write {file: " + use.file() + ", read-only: true}";
            problems.add(at, item.path(), "may not be written: " + use.file(), remedy);
            return false;
        }
        return true;
    }

    /** Equal for two names of one file, hard links included. */
    private static Object identity(Path file) throws IOException {
        if (!Files.exists(file)) {
            return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        }
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }
}
