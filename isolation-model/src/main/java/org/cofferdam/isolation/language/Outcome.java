package org.cofferdam.isolation.language;

import java.util.List;

/**
 * One way in which an action can end.
 *
 * @param result what the actor is told, such as {@code OK} or {@code AGAIN}; unique within the action
 * @param isError whether it is told that nothing was done
 * @param when conditions, all of which hold before
 */
public record Outcome(String result, boolean isError, List<Formula> when, List<Update> updates) {
    public Outcome {
        when = List.copyOf(when);
        updates = List.copyOf(updates);
    }

    /** All conditions as one. */
    public Formula guard() {
        return when.size() == 1 ? when.getFirst() : new Formula.And(when);
    }
}
