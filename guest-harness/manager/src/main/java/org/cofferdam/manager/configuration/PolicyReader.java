package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads who may learn from whom. */
final class PolicyReader {
    private final Kind<String> partition;
    private final Problems problems;
    private final TreeSet<Flow> flows = new TreeSet<>();

    PolicyReader(Collection<String> partitions, Problems problems) {
        TreeSet<String> names = new TreeSet<>(partitions);
        partition = Kind.NAME.among("the name of a partition: " + String.join(", ", names), names);
        this.problems = problems;
    }

    Policy read(Fields root) {
        for (Fields.Item item : root.list(Vocabulary.POLICY)) {
            Fields.of(Vocabulary.Flows.GROUP, item.node(), item.path(), problems)
                    .ifPresent(this::entry);
        }
        return new Policy(flows);
    }

    private void entry(Fields fields) {
        boolean oneWay = fields.has(Vocabulary.Flows.FROM) && fields.has(Vocabulary.Flows.TO);
        boolean half = fields.has(Vocabulary.Flows.FROM) || fields.has(Vocabulary.Flows.TO);
        boolean both = fields.has(Vocabulary.Flows.BOTH);
        if (both == half || half != oneWay) {
            String wrong = "it does not say from whom to whom";
            problems.add(fields.at(), fields.path(), wrong, "give either from: and to:, or both: with a list");
        }
        Optional<String> from = fields.value(Vocabulary.Flows.FROM.with(partition));
        Optional<String> to = fields.value(Vocabulary.Flows.TO.with(partition));
        if (from.isPresent() && to.isPresent()) {
            add(from.get(), to.get(), fields.at(), fields.path());
        }
        both(fields);
    }

    private void both(Fields fields) {
        List<String> members = new ArrayList<>();
        List<Fields.Item> items = fields.list(Vocabulary.Flows.BOTH);
        for (Fields.Item item : items) {
            Optional<String> name = Fields.scalar(item.node(), item.path(), partition, problems);
            if (name.isPresent()) {
                for (String other : members) {
                    add(other, name.get(), item.node().at(), item.path());
                    add(name.get(), other, item.node().at(), item.path());
                }
                members.add(name.get());
            }
        }
        if (fields.has(Vocabulary.Flows.BOTH) && items.size() == 1) {
            fields.problem(Vocabulary.Flows.BOTH, "one partition alone", "name at least two");
        }
    }

    private void add(String from, String to, Position at, String path) {
        if (from.equals(to)) {
            problems.add(at, path, from + " to itself", "name two different partitions");
        } else if (!flows.add(new Flow(from, to))) {
            problems.add(at, path, "from " + from + " to " + to + " is allowed already", "keep one of the entries");
        }
    }
}
