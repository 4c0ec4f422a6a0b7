package org.cofferdam.platform.oracle;

import java.util.List;
import java.util.Locale;
import org.cofferdam.isolation.language.Specification;

/** A difference as people can read it: what was called, what the specification makes of it, what is otherwise. */
final class Story {
    private static final int MOST = 12;

    private Story() {}

    /**
     * Tells a story.
     *
     * @param calls how many calls of the core there have been, this one among them
     * @param cycle the machine's time
     * @param acts  the steps that the specification has for it
     */
    static String of(
            Specification specification, long calls, long cycle, String what, List<Act> acts, List<String> objections) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "ISOLATION BROKEN at call %,d of the core, cycle %,d", calls, cycle));
        line(text, "What happened:    ", what);
        if (acts.isEmpty()) {
            line(text, "What is specified:", "nothing changes");
        }
        for (Act act : acts) {
            line(text, "What is specified:", Wording.step(specification, act));
        }
        objections.stream().limit(MOST).forEach(each -> line(text, "But:              ", each));
        if (objections.size() > MOST) {
            line(text, "And:              ", objections.size() - MOST + " more like these");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(System.lineSeparator())
                .append("  ")
                .append(label)
                .append(' ')
                .append(content);
    }
}
