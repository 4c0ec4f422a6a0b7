package org.cofferdam.properties.stateful;

import java.util.List;

/**
 * Steps in a system.
 *
 * @param stage the system
 * @param steps in order
 */
public record Trace(Stage stage, List<Step> steps) {
    public Trace {
        steps = List.copyOf(steps);
    }

    Trace with(List<Step> others) {
        return new Trace(stage, others);
    }
}
