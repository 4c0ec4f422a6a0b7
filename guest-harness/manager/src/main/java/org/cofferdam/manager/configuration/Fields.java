package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes the fields of one mapping by name. A field that nobody asked for is a mistake, found by {@link #done()}.
 * A field that cannot be read is noted and reads as absent, so that one mistake hides no other.
 */
final class Fields {
    private final Node.Mapping mapping;
    private final String path;
    private final Problems problems;
    private final TreeSet<String> known = new TreeSet<>();

    private Fields(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** The fields of a node, which is noted as a mistake and nothing returned unless it is a mapping. */
    static Optional<Fields> of(Node node, String path, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(new Fields(mapping, path, problems));
        }
        problems.add(node.at(), path, "expected a group of fields, found " + node.kind(), "write name: value lines");
        return Optional.empty();
    }

    Position at() {
        return mapping.at();
    }

    String path() {
        return path;
    }

    /** Where all of this stood. */
    Source source() {
        Map<String, Position> places = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> places.put(name, entry.value().at()));
        return new Source(problems.file(), path, mapping.at(), places);
    }

    boolean has(String name) {
        known.add(name);
        return mapping.entries().containsKey(name);
    }

    /** Where a field's value stands; where the mapping begins if it is not there. */
    Position at(String name) {
        Node.Entry entry = mapping.entries().get(name);
        return entry == null ? mapping.at() : entry.value().at();
    }

    /** Notes a mistake in a field. */
    void problem(String name, String wrong, String remedy) {
        problems.add(at(name), path(name), wrong, remedy);
    }

    <T> Optional<T> optional(String name, Kind<T> kind) {
        return node(name).flatMap(node -> scalar(node, path(name), kind, problems));
    }

    <T> Optional<T> required(String name, Kind<T> kind) {
        require(name, kind.expected());
        return optional(name, kind);
    }

    /** Notes a mistake if there is no such field. */
    void require(String name, String expected) {
        if (!has(name)) {
            problems.add(mapping.at(), path(name), "missing", "add " + name + ": with " + expected);
        }
    }

    Optional<Fields> group(String name) {
        return node(name).flatMap(node -> of(node, path(name), problems));
    }

    /** The items of a list, empty if the field is absent. */
    List<Item> list(String name) {
        List<Item> items = new ArrayList<>();
        node(name).ifPresent(node -> {
            if (node instanceof Node.Sequence sequence) {
                for (Node item : sequence.items()) {
                    items.add(new Item(item, path(name) + "[" + items.size() + "]"));
                }
            } else {
                problems.add(node.at(), path(name), "expected a list, found " + node.kind(), "begin each item with -");
            }
        });
        return items;
    }

    /** Ends the reading of this mapping: what is left over is unknown. */
    void done() {
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                String guess = known.stream()
                        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= 2)
                        .filter(candidate -> distance(candidate, name) <= 2)
                        .findFirst()
                        .map(near -> "did you mean " + near + "?")
                        .orElse("known here: " + String.join(", ", known));
                problems.add(entry.at(), path(name), "unknown field", guess);
            }
        });
    }

    static <T> Optional<T> scalar(Node node, String path, Kind<T> kind, Problems problems) {
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(node.at(), path, "expected a single value, found " + node.kind(), "write " + kind.expected());
            return Optional.empty();
        }
        Optional<T> value = kind.parse().apply(scalar.text());
        if (value.isEmpty()) {
            String wrong = scalar.text().isEmpty() ? "has no value" : "'" + scalar.text() + "' is not accepted";
            problems.add(node.at(), path, wrong, "write " + kind.expected());
        }
        return value;
    }

    private Optional<Node> node(String name) {
        return has(name) ? Optional.of(mapping.entries().get(name).value()) : Optional.empty();
    }

    /** The path of a field of this mapping. */
    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** An item of a list with its path. */
    record Item(Node node, String path) {}

    /** Levenshtein's distance: how many letters to change, add or drop. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
