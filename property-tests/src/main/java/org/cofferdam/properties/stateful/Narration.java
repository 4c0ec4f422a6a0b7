package org.cofferdam.properties.stateful;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cofferdam.platform.CallWatcher;

/** Has a trace happen, and tells it step by step: what was asked, what the core made of it, what was allowed, what has changed. */
final class Narration implements CallWatcher {
    /** What a switch changes, which happens all the time. */
    private static final List<String> OF_WINDOWS = List.of("on(", "root(", "hgatp(");

    private final PrintWriter out;
    private final boolean windows;
    private final List<Judgement> judgements = new ArrayList<>();

    private record Judgement(String what, List<String> specified, List<String> changed) {}

    /** @param windows whether each switch to another window is told as well */
    Narration(PrintWriter out, boolean windows) {
        this.out = out;
        this.windows = windows;
    }

    /** What fails, if anything does. */
    Optional<Finding> tell(Trace trace) {
        StageText.lines(trace.stage()).forEach(out::println);
        World world = World.watched(trace.stage(), this);
        try {
            for (Step step : trace.steps()) {
                out.printf(Locale.ROOT, "%n%3d. %s%n", world.trace().steps().size() + 1, step);
                judgements.clear();
                String said = world.perform(step);
                tellJudgements();
                out.println("     answer:   " + (said.isEmpty() ? "none is waited for" : said));
            }
            out.printf(
                    Locale.ROOT,
                    "%n%3d. everything is taken apart%n",
                    trace.steps().size() + 1);
            judgements.clear();
            world.end();
            tellJudgements();
            return Optional.empty();
        } catch (Broken broken) {
            tellJudgements();
            out.println();
            out.println(broken.getMessage());
            return Optional.of(new Finding(world.trace(), broken.getMessage()));
        }
    }

    @Override
    public void judged(String what, List<String> specified, List<String> changed) {
        judgements.add(new Judgement(what, specified, changed));
    }

    private void tellJudgements() {
        int switches = 0;
        for (Judgement judgement : judgements) {
            List<String> changed = judgement.changed().stream()
                    .filter(line -> windows
                            || OF_WINDOWS.stream()
                                    .noneMatch(line.replace("no longer ", "").replace("now ", "")::startsWith))
                    .toList();
            List<String> specified = judgement.specified().stream()
                    .filter(step -> windows || !(step.startsWith("core.dispatch") || step.startsWith("machine.")))
                    .toList();
            if (changed.isEmpty() && specified.isEmpty()) {
                switches += judgement.changed().isEmpty() ? 0 : 1;
                continue;
            }
            out.println("     happened: " + judgement.what());
            specified.forEach(step -> out.println("     allowed:  " + step));
            changed.forEach(line -> out.println("     changed:  " + line));
        }
        if (switches > 0) {
            out.println("     switches: " + switches + " to another window, or to nobody");
        }
    }
}
