package org.cofferdam.properties.tworuns;

import java.util.List;

/**
 * An observer could tell two runs apart.
 *
 * @param replay options of {@code ./cofferdam tworuns} that show it
 * @param recipe the system
 * @param seen   what was not the same, each in a line
 */
public record Difference(String replay, Recipe recipe, List<String> seen) {
    public Difference {
        seen = List.copyOf(seen);
    }
}
