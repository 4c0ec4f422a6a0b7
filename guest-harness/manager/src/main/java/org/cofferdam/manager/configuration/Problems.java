package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one file, so that a person mends them all at once. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(Position at, String field, String wrong, String remedy) {
        found.add(new Problem(file, at, field, wrong, remedy));
    }

    /** For a mistake after which reading on makes no sense. */
    InvalidConfiguration fatal(Position at, String field, String wrong, String remedy) {
        add(at, field, wrong, remedy);
        return refusal();
    }

    void throwIfAny() throws InvalidConfiguration {
        if (!found.isEmpty()) {
            throw refusal();
        }
    }

    InvalidConfiguration refusal() {
        Comparator<Problem> byPlace =
                Comparator.<Problem>comparingInt(p -> p.at().line()).thenComparingInt(p -> p.at().column());
        return new InvalidConfiguration(found.stream().sorted(byPlace).toList());
    }
}
