package org.cofferdam.manager.configuration;

import java.util.List;
import java.util.SequencedMap;

/** A YAML document as a tree that remembers where everything stood. */
sealed interface Node {
    Position at();

    /** What a person calls this kind of node. */
    String kind();

    /** A single value; {@code text} as written, without quotes. */
    record Scalar(Position at, String text) implements Node {
        @Override
        public String kind() {
            return "a single value";
        }
    }

    /** A list of nodes. */
    record Sequence(Position at, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Named fields, in the order of the file. */
    record Mapping(Position at, SequencedMap<String, Entry> entries) implements Node {
        @Override
        public String kind() {
            return "a group of fields";
        }
    }

    /** A field of a mapping: where its name stood, and its value. */
    record Entry(Position at, Node value) {}
}
