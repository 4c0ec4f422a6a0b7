package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the fields of one mapping. What its {@link Group} does not declare, and what it requires and is not there, is noted at
 * once; a field that cannot be read is noted and reads as absent, so that one mistake hides no other.
 */
final class Fields {
    private final Node.Mapping mapping;
    private final String path;
    private final Problems problems;

    private Fields(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** The fields of a node, which is noted as a mistake and nothing returned unless it is a mapping. */
    static Optional<Fields> of(Group group, Node node, String path, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            Fields fields = new Fields(mapping, path, problems);
            fields.checkNames(group);
            return Optional.of(fields);
        }
        problems.add(node.at(), path, "expected a group of fields, found " + node.kind(), "write name: value lines");
        return Optional.empty();
    }

    private void checkNames(Group group) {
        Set<String> known = new LinkedHashSet<>();
        for (Field<?> field : group.fields()) {
            known.add(field.name());
            if (field.required() && !has(field)) {
                String remedy = "add " + field.name() + ": with " + field.form().expected();
                problems.add(mapping.at(), path(field), "missing", remedy);
            }
        }
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.add(entry.at(), path(name), "unknown field", guess(name, known));
            }
        });
    }

    private static String guess(String name, Set<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= 2)
                .filter(candidate -> distance(candidate, name) <= 2)
                .findFirst()
                .map(near -> "did you mean " + near + "?")
                .orElse("known here: " + String.join(", ", known));
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

    boolean has(Field<?> field) {
        return mapping.entries().containsKey(field.name());
    }

    /** Where a field's value stands; where the mapping begins if it is not there. */
    Position at(Field<?> field) {
        Node.Entry entry = mapping.entries().get(field.name());
        return entry == null ? mapping.at() : entry.value().at();
    }

    /** Notes a mistake in a field. */
    void problem(Field<?> field, String wrong, String remedy) {
        problems.add(at(field), path(field), wrong, remedy);
    }

    <T> Optional<T> value(Field<Kind<T>> field) {
        return node(field).flatMap(node -> scalar(node, path(field), field.form(), problems));
    }

    Optional<Fields> group(Field<Group> field) {
        return node(field).flatMap(node -> of(field.form(), node, path(field), problems));
    }

    /** The items of a list, empty if the field is absent. */
    List<Item> list(Field<Form.ListOf> field) {
        List<Item> items = new ArrayList<>();
        node(field).ifPresent(node -> {
            if (node instanceof Node.Sequence sequence) {
                for (Node item : sequence.items()) {
                    items.add(new Item(item, path(field) + "[" + items.size() + "]"));
                }
            } else {
                problems.add(node.at(), path(field), "expected a list, found " + node.kind(), "begin each item with -");
            }
        });
        if (items.size() > field.form().most()) {
            problem(
                    field,
                    items.size() + " " + field.name(),
                    "give at most " + field.form().most());
        }
        return items;
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

    private Optional<Node> node(Field<?> field) {
        return has(field) ? Optional.of(mapping.entries().get(field.name()).value()) : Optional.empty();
    }

    /** The path of a field of this mapping. */
    String path(Field<?> field) {
        return path(field.name());
    }

    private String path(String name) {
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
