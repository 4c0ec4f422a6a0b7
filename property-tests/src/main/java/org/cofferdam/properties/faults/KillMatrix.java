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
    /** How many engines have to notice a fault, so that one of them may rot without anybody being the worse for it. */
    static final int WANTED = 2;

    /** Characters of a complaint in a paper's table. */
    private static final int LONGEST = 140;

    private final List<Engine> engines;
    private final boolean markdown;
    private final int enough;
    private final List<String> byNone = new ArrayList<>();
    private final List<String> byOne = new ArrayList<>();
    private int faults;

    /**
     * A matrix without rows.
     *
     * @param markdown print rows of a table for a paper, with what each fault is, and not columns
     * @param enough   ask no more engines when so many have noticed
     */
    KillMatrix(List<Engine> engines, boolean markdown, int enough) {
        this.enough = enough;
        this.engines = List.copyOf(engines);
        this.markdown = markdown;
    }

    /** A fault in two lines. */
    static String describe(Fault fault) {
        return "%-4s %s%n     breaks %s; after %s"
                .formatted(fault.id(), fault.wrong(), properties(fault), fault.modelledOn());
    }

    private static String properties(Fault fault) {
        return fault.properties().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    void printHead(PrintWriter out) {
        if (markdown) {
            String names = engines.stream().map(Engine::name).collect(Collectors.joining(" | "));
            out.println("| fault | what is wrong | breaks | " + names + " | what was said first |");
            out.println("|---".repeat(engines.size() + 4) + "|");
        } else {
            out.print("fault");
            engines.forEach(engine -> out.printf(Locale.ROOT, "  %-14s", engine.name()));
            out.println("  first complaint");
        }
        out.flush();
    }

    void attempt(Fault fault, Path classes, PrintWriter out) throws IOException, InterruptedException {
        faults++;
        int caught = 0;
        String complaint = "";
        if (markdown) {
            out.print("| %s | %s | %s".formatted(fault.id(), fault.wrong(), properties(fault)));
        } else {
            out.printf(Locale.ROOT, "%-5s", fault.id());
        }
        for (Engine engine : engines) {
            Verdict verdict = caught < enough ? engine.attempt(fault, classes) : Verdict.SPARED;
            if (markdown) {
                out.print(" | " + text(verdict));
            } else {
                out.printf(Locale.ROOT, "  %-14s", text(verdict));
            }
            out.flush();
            caught += verdict.outcome() == Verdict.Outcome.CAUGHT ? 1 : 0;
            if (complaint.isEmpty() && !verdict.firstFailure().isEmpty()) {
                complaint = engine.name() + ": " + verdict.firstFailure();
            }
        }
        out.println(markdown ? " | " + cell(complaint) + " |" : "  " + complaint);
        out.flush();
        if (caught < WANTED) {
            (caught == 0 ? byNone : byOne).add(fault.id());
        }
    }

    /** A complaint that fits into a table: without the names of exceptions, and not too long. */
    private static String cell(String complaint) {
        String said = complaint.replaceAll("[\\w.]+\\.[A-Z]\\w*Error: ", "").replace("|", "\\|");
        return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "...";
    }

    private String text(Verdict verdict) {
        return switch (verdict.outcome()) {
            case CAUGHT -> String.format(Locale.ROOT, "%s%.1f s", markdown ? "" : "caught ", verdict.seconds());
            case MISSED -> "missed";
            case NOT_HERE -> "not here";
            case SPARED -> "spared";
            case NOT_ASKED -> markdown ? "·" : "-";
        };
    }

    void printFoot(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s%d of %d faults caught, %d by %d engines or more%s%s%n",
                markdown ? "\n" : "",
                faults - byNone.size(),
                faults,
                faults - byNone.size() - byOne.size(),
                WANTED,
                byOne.isEmpty() ? "" : "; by one engine alone: " + String.join(", ", byOne),
                byNone.isEmpty() ? "" : "; by no engine: " + String.join(", ", byNone));
        out.flush();
    }

    boolean allCaught() {
        return byNone.isEmpty();
    }
}
