package org.cofferdam.manager.demonstration;

import java.util.List;
import java.util.stream.Collectors;
import org.cofferdam.guests.bundled.AttackReport;
import org.cofferdam.manager.lifecycle.ReportText;

/** A demonstration for a person to read: every attempt, what was seen from outside, the partitions, the verdict. */
public final class DemonstrationText {
    private DemonstrationText() {}

    /** Several lines, the verdict last, without a line end after it. */
    public static String of(Demonstration demonstration) {
        List<AttackReport.Attempt> attempts = demonstration.attacks().attempts();
        List<Evidence> reported = attempts.stream()
                .map(attempt -> new Evidence(attempt.name(), attempt.happened(), attempt.held()))
                .toList();
        return "WHAT THE ATTACKER REPORTS\n"
                + table(reported)
                + "\n\nWHAT IS SEEN FROM OUTSIDE\n"
                + table(demonstration.outside())
                + "\n\n"
                + demonstration
                        .report()
                        .map(report -> ReportText.of(report) + "\n\n")
                        .orElse("")
                + demonstration.cost().map(cost -> cost.text() + "\n\n").orElse("")
                + verdict(demonstration);
    }

    private static String verdict(Demonstration demonstration) {
        List<AttackReport.Attempt> attempts = demonstration.attacks().attempts();
        long held = attempts.stream().filter(AttackReport.Attempt::held).count();
        long seen = demonstration.outside().stream().filter(Evidence::held).count();
        String word = demonstration.held() ? "HELD" : "ESCAPED";
        return "%s: %d of %d attempts held, %d of %d checks from outside"
                .formatted(
                        word,
                        held,
                        attempts.size(),
                        seen,
                        demonstration.outside().size());
    }

    private static String table(List<Evidence> rows) {
        int subject =
                rows.stream().mapToInt(row -> row.subject().length()).max().orElse(0);
        int observed =
                rows.stream().mapToInt(row -> row.observed().length()).max().orElse(0);
        String format = "  %-" + Math.max(1, subject) + "s  %-" + Math.max(1, observed) + "s  %s";
        return rows.stream()
                .map(row -> format.formatted(row.subject(), row.observed(), row.held() ? "held" : "ESCAPED"))
                .collect(Collectors.joining("\n"));
    }
}
