package org.cofferdam.guests.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads which archive mirror this system's apt uses, from {@code sources.list} (one-line format) and
 * {@code sources.list.d/*.list|*.sources} (deb822 format); see sources.list(5). Nothing is ever written there.
 */
final class AptSources {
    private AptSources() {}

    /** One archive of binary packages: where, which suites, which components. */
    record Archive(String uri, List<String> suites, List<String> components) {
        /** Debian's main archive rather than security, backports of another vendor, or a third party's. */
        boolean isDebianMain() {
            String path = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
            return path.endsWith("/debian") && components.contains("main") && !suites.isEmpty();
        }
    }

    /** The mirror of Debian's main archive that the apt configuration below {@code etc} (as /etc/apt) names first. */
    static Optional<String> mirror(Path etc) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(etc.resolve("sources.list"));
        Path parts = etc.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file)) continue;
            String name = String.valueOf(file.getFileName());
            List<Archive> archives;
            if (name.endsWith(".list")) archives = oneLine(Files.readAllLines(file));
            else if (name.endsWith(".sources")) archives = deb822(Files.readAllLines(file));
            else continue;
            for (Archive archive : archives) {
                if (archive.isDebianMain()) return Optional.of(archive.uri());
            }
        }
        return Optional.empty();
    }

    /** {@code deb [options] uri suite component…}, one a line. */
    static List<Archive> oneLine(List<String> lines) {
        List<Archive> archives = new ArrayList<>();
        for (String line : lines) {
            String text = line.replaceFirst("#.*", "")
                    .replaceFirst("\\[[^\\]]*\\]", " ")
                    .strip();
            List<String> words = words(text);
            if (words.size() >= 4 && words.getFirst().equals("deb")) {
                archives.add(new Archive(words.get(1), List.of(words.get(2)), words.subList(3, words.size())));
            }
        }
        return archives;
    }

    /** Stanzas of {@code Field: value} with continuation lines, separated by empty lines. */
    static List<Archive> deb822(List<String> lines) {
        List<Archive> archives = new ArrayList<>();
        Map<String, String> stanza = new LinkedHashMap<>();
        String field = "";
        for (String line : Stream.concat(lines.stream(), Stream.of("")).toList()) {
            if (line.startsWith("#")) continue;
            if (line.isBlank()) {
                archives.addAll(archivesOf(stanza));
                stanza.clear();
            } else if (Character.isWhitespace(line.charAt(0))) {
                stanza.merge(field, line.strip(), (before, more) -> before + " " + more);
            } else if (line.indexOf(':') > 0) {
                field = line.substring(0, line.indexOf(':')).strip();
                stanza.put(field, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return archives;
    }

    private static List<Archive> archivesOf(Map<String, String> stanza) {
        if (!words(stanza.getOrDefault("Types", "")).contains("deb")
                || stanza.getOrDefault("Enabled", "yes").equals("no")) {
            return List.of();
        }
        List<String> suites = words(stanza.getOrDefault("Suites", ""));
        List<String> components = words(stanza.getOrDefault("Components", ""));
        return words(stanza.getOrDefault("URIs", "")).stream()
                .map(uri -> new Archive(uri, suites, components))
                .toList();
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
