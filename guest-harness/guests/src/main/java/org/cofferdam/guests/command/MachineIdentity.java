package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run follows from, apart from its input: names and values, files by their SHA-256. Its text is one line for each, name and value
 * separated by a blank.
 */
final class MachineIdentity {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds a value; line ends in it become blanks. */
    MachineIdentity put(String name, Object value) {
        values.put(name, value.toString().replaceAll("\\R", " "));
        return this;
    }

    /** Adds a file by its content; null stands for none. */
    MachineIdentity putFile(String name, Path file) throws BadFileException {
        return put(name, file == null ? "none" : sha256(file));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /** What differs from another identity's text, in words for a person; empty if nothing does. */
    Optional<String> difference(String other) {
        Map<String, String> theirs = new LinkedHashMap<>();
        other.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            theirs.put(blank < 0 ? line : line.substring(0, blank), line.substring(blank + 1));
        });
        Map<String, String> all = new LinkedHashMap<>(theirs);
        values.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            String here = values.get(name);
            String there = theirs.get(name);
            if (!Objects.equals(here, there)) {
                return Optional.of("%s is %s here and was %s there".formatted(name, orNone(here), orNone(there)));
            }
        }
        return Optional.empty();
    }

    private static String orNone(String value) {
        return value == null ? "none" : value.isEmpty() ? "empty" : value;
    }

    private static String sha256(Path file) throws BadFileException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new BadFileException(file, "cannot be read");
        }
    }
}
