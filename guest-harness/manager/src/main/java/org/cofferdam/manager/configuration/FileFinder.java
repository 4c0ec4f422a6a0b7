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
    Optional<Path> field(Fields fields, Field<Kind<String>> field) {
        return fields.value(field).flatMap(text -> find(text, fields.at(field), fields.path(field)));
    }

    /** The readable regular file of that name. */
    Optional<Path> find(String text, Position at, String field) {
        return resolve(text, at, field).filter(path -> isReadable(path, at, field));
    }

    /** The file of that name, whether it is there or not. */
    Optional<Path> resolve(String text, Position at, String field) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            problems.add(at, field, "not a path (" + e.getReason() + ")", "name a file");
            return Optional.empty();
        }
    }

    private boolean isReadable(Path path, Position at, String field) {
        if (!Files.isRegularFile(path)) {
            String wrong = Files.exists(path) ? "not a regular file: " : "no such file: ";
            problems.add(at, field, wrong + path, "name an existing file, relative to the folder of this one");
            return false;
        }
        if (!Files.isReadable(path)) {
            problems.add(at, field, "may not be read: " + path, "change its permissions");
            return false;
        }
        return true;
    }
}
