package org.cofferdam.isolation.explore;

import java.util.List;

/**
 * A run that ends in a violation, to be read.
 *
 * @param claim the claim that is violated
 * @param beginning what is not as in most states: where the run begins
 * @param steps what happens, one after another
 */
public record Story(String claim, String meaning, List<String> beginning, List<Step> steps) {
    public Story {
        beginning = List.copyOf(beginning);
        steps = List.copyOf(steps);
    }

    /** What happens, and what it changes. */
    public record Step(String what, List<String> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /** The story as lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("violated: ").append(claim).append(": ").append(meaning).append('\n');
        text.append("in the beginning: ")
                .append(beginning.isEmpty() ? "nothing" : String.join(", ", beginning))
                .append('\n');
        for (int i = 0; i < steps.size(); i++) {
            text.append(String.format("%3d. %s%n", i + 1, steps.get(i).what));
            for (String change : steps.get(i).changes) {
                text.append("       ").append(change).append('\n');
            }
        }
        return text.toString();
    }
}
