package org.cofferdam.manager.configuration;

import java.util.Comparator;

/** One partition may learn from another, by whatever channel a configuration gives them. */
public record Flow(String from, String to) implements Comparable<Flow> {
    private static final Comparator<Flow> ORDER =
            Comparator.comparing(Flow::from).thenComparing(Flow::to);

    @Override
    public int compareTo(Flow other) {
        return ORDER.compare(this, other);
    }
}
