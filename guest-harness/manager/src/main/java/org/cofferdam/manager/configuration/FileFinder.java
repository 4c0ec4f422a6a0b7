package org.cofferdam.manager.configuration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Resolves the files that a configuration names against the folder it lies in, and notes those that are not there. */
final class FileFinder {
    private final Path folder;
    private final Problems problems;

    FileFinder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The readable regular file that a field names. */
    Optional<Path> field(Fields fields, String name) {
        return fields.optional(name, Kind.TEXT).flatMap(text -> find(text, fields.at(name), fields.path(name)));
    }

    /** The readable regular file of that name. */
    Optional<Path> find(String text, Position at, String field) {
        Path path;
        try {
            path = folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            problems.add(at, field, "not a path (" + e.getReason() + ")", "name a file");
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            String wrong = Files.exists(path) ? "not a regular file: " : "no such file: ";
            problems.add(at, field, wrong + path, "name an existing file, relative to the folder of this one");
            return Optional.empty();
        }
        if (!Files.isReadable(path)) {
            problems.add(at, field, "may not be read: " + path, "change its permissions");
            return Optional.empty();
        }
        return Optional.of(path);
    }
}
