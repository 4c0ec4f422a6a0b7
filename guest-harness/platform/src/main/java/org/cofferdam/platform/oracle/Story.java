package org.cofferdam.platform.oracle;

import java.util.List;

/** A difference as people can read it: what was called, what the specification makes of it, what is otherwise. */
final class Story {
    private static final int MOST = 12;

    private Story() {}

    static String of(long calls, Surroundings system, String what, List<Act> acts, List<String> objections) {
        StringBuilder text = new StringBuilder();
        text.append("ISOLATION BROKEN at call %,d of the core, cycle %,d%n"
                .formatted(calls, system.harts().getFirst().cycle));
        text.append("  What happened: %s.%n".formatted(what));
        if (acts.isEmpty()) {
            text.append("  The specification: nothing changes.%n".formatted());
        }
        for (Act act : acts) {
            text.append("  The specification: %s ends in %s.%n".formatted(act.action(), act.outcome()));
        }
        objections.stream()
                .limit(MOST)
                .forEach(each -> text.append("  But: ").append(each).append(System.lineSeparator()));
        if (objections.size() > MOST) {
            text.append("  And %,d more.%n".formatted(objections.size() - MOST));
        }
        return text.toString().stripTrailing();
    }
}
