package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;

/**
 * Which outcomes of actions have happened.
 *
 * @param happened those that did
 * @param never those that did not, though they could here
 * @param impossible those for which this world does not have what they need, such as a device
 * @param unseen those that change nothing that is kept: to the run they are no steps
 */
public record Coverage(List<String> happened, List<String> never, List<String> impossible, List<String> unseen) {
    public Coverage {
        happened = List.copyOf(happened);
        never = List.copyOf(never);
        impossible = List.copyOf(impossible);
        unseen = List.copyOf(unseen);
    }

    static Coverage of(GroundSystem system, BitSet stepsTaken) {
        List<String> happened = new ArrayList<>();
        List<String> never = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        Set<String> possible = new LinkedHashSet<>();
        for (int step = 0; step < system.steps().size(); step++) {
            for (GroundStep.Label label : system.steps().get(step).labels()) {
                String name = name(label.action(), label.outcome());
                possible.add(name);
                if (stepsTaken.get(step)) {
                    taken.add(name);
                }
            }
        }
        for (Action action : system.specification().actions()) {
            for (Outcome outcome : action.outcomes()) {
                String name = name(action, outcome);
                if (taken.contains(name)) {
                    happened.add(name);
                } else if (possible.contains(name)) {
                    never.add(name);
                } else if (Cone.matters(outcome, system.kept())) {
                    impossible.add(name);
                } else if (!outcome.isError() && !outcome.updates().isEmpty()) {
                    unseen.add(name);
                }
            }
        }
        return new Coverage(happened, never, impossible, unseen);
    }

    private static String name(Action action, Outcome outcome) {
        return action.name() + ": " + outcome.result();
    }
}
