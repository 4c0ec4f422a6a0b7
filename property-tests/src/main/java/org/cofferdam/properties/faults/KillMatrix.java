package org.cofferdam.properties.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Fault by engine: who noticed, how soon, and what it said first. */
final class KillMatrix {
    private final List<Engine> engines;
    private final List<String> missed = new ArrayList<>();
    private int faults;

    KillMatrix(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    /** A fault in two lines. */
    static String describe(Fault fault) {
        return "%-4s %s%n     breaks %s; after %s"
                .formatted(
                        fault.id(),
                        fault.wrong(),
                        fault.properties().stream()
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                        fault.modelledOn());
    }

    void printHead(PrintWriter out) {
        out.print("fault");
        engines.forEach(engine -> out.printf(Locale.ROOT, "  %-14s", engine.name()));
        out.println("  first complaint");
        out.flush();
    }

    void attempt(Fault fault, Path classes, PrintWriter out) throws IOException, InterruptedException {
        faults++;
        boolean caught = false;
        String complaint = "";
        out.printf(Locale.ROOT, "%-5s", fault.id());
        for (Engine engine : engines) {
            Verdict verdict = engine.attempt(fault, classes);
            out.printf(Locale.ROOT, "  %-14s", text(verdict));
            out.flush();
            caught |= verdict.outcome() == Verdict.Outcome.CAUGHT;
            complaint = complaint.isEmpty() ? verdict.firstFailure() : complaint;
        }
        out.println("  " + complaint);
        out.flush();
        if (!caught) {
            missed.add(fault.id());
        }
    }

    private static String text(Verdict verdict) {
        return switch (verdict.outcome()) {
            case CAUGHT ->
                String.format(Locale.ROOT, "caught %.1f s", verdict.time().toMillis() / 1000.0);
            case MISSED -> "missed";
            case NOT_HERE -> "not here";
            case NOT_ASKED -> "-";
        };
    }

    void printFoot(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d of %d faults caught%s%n",
                faults - missed.size(),
                faults,
                missed.isEmpty() ? "" : "; by no engine: " + String.join(", ", missed));
        out.flush();
    }

    boolean allCaught() {
        return missed.isEmpty();
    }
}
