package org.cofferdam.isolation.explore;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says how far a run is, and what came of it. Times are for people: no result depends on them. */
final class Report {
    private final PrintWriter out;
    private final PrintWriter progress;
    private final long began = System.nanoTime();
    private final Duration cpuBefore = cpu();

    Report(PrintWriter out, PrintWriter progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Before the run. */
    void begin(int bits, long symmetries, int claims) {
        out.printf("%d claims; %d bits a state; %d renamings make states the same%n", claims, bits, symmetries);
        out.flush();
    }

    /** A level is complete. */
    void level(int depth, int states, int waiting, long transitions) {
        progress.printf(
                Locale.ROOT,
                "depth %d: %,d states, %,d waiting, %,d transitions, %.1f s%n",
                depth,
                states,
                waiting,
                transitions,
                seconds());
        progress.flush();
    }

    /** A batch of states has been tried. */
    void batch(long states, long transitions) {
        progress.printf(Locale.ROOT, "%,d states, %,d transitions, %.1f s%n", states, transitions, seconds());
        progress.flush();
    }

    /** After an exploration: returns the exit code. */
    int end(Exploration run) {
        out.printf(
                Locale.ROOT,
                "%,d states, %,d transitions, depth %d%s%n",
                run.states(),
                run.transitions(),
                run.depth(),
                run.isComplete() ? "" : " (not all explored)");
        speed(run.states());
        out.printf(
                Locale.ROOT,
                "%.1f bytes a state, %,.0f MB of memory%n",
                (double) run.bytes() / Math.max(1, run.states()),
                memory() / 1e6);
        Coverage coverage = run.coverage();
        out.printf(
                "%d outcomes happened; %d need more than this world has; %d cannot change what these claims are about%n",
                coverage.happened().size(),
                coverage.impossible().size(),
                coverage.unseen().size());
        if (run.isViolated()) {
            return violated(run.story().orElseThrow());
        }
        if (run.isComplete()) {
            list("never happened", coverage.never());
            list("never shown", run.missing().stream().map(Sometimes::name).toList());
        }
        return holds("in every state that was reached");
    }

    /** After an induction: returns the exit code. */
    int end(Induction run) {
        out.printf(Locale.ROOT, "%,d states, %,d transitions%n", run.states(), run.transitions());
        speed(run.states());
        if (run.story().isPresent()) {
            return violated(run.story().orElseThrow());
        }
        return holds("after every step from every state that satisfies the invariants");
    }

    private void speed(long states) {
        double cpu = cpu().minus(cpuBefore).toNanos() / 1e9;
        out.printf(
                Locale.ROOT,
                "%.1f s (%.1f s of processor time), %,.0f states a second%n",
                seconds(),
                cpu,
                states / seconds());
    }

    private void list(String what, List<String> names) {
        if (!names.isEmpty()) {
            out.println(what + ":");
            names.forEach(name -> out.println("  " + name));
        }
    }

    private int violated(Story story) {
        out.print(story.text());
        out.flush();
        return 1;
    }

    private int holds(String where) {
        out.println("all claims hold " + where);
        out.flush();
        return 0;
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private static long memory() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
