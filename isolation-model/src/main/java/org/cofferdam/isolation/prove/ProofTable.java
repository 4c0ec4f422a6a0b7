package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Answers as a table: a row for each action, a column for each isolation property. */
public final class ProofTable {
    /** The column of claims that state no property and only help to prove others. */
    private static final int HELPERS = 0;

    private final List<Answer> answers;
    private final TreeSet<Integer> columns = new TreeSet<>();

    public ProofTable(List<Answer> answers) {
        this.answers = List.copyOf(answers);
        answers.forEach(answer -> columns.addAll(properties(answer)));
    }

    private static List<Integer> properties(Answer answer) {
        List<Integer> properties = answer.question().claim().properties();
        return properties.isEmpty() ? List.of(HELPERS) : properties;
    }

    /** The lines of the table. */
    public List<String> lines() {
        Map<String, List<Answer>> byAction = new LinkedHashMap<>();
        answers.forEach(
                answer -> byAction.computeIfAbsent(answer.question().action().name(), _ -> new ArrayList<>())
                        .add(answer));
        int width = byAction.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(" ".repeat(width));
        columns.forEach(
                column -> head.append(String.format(Locale.ROOT, "%4s", column == HELPERS ? "+" : "" + column)));
        lines.add(head.append("      ms").toString());
        byAction.forEach((action, its) -> lines.add(row(String.format(Locale.ROOT, "%-" + width + "s", action), its)));
        return lines;
    }

    private String row(String name, List<Answer> its) {
        StringBuilder row = new StringBuilder(name);
        for (int column : columns) {
            List<Verdict> verdicts = its.stream()
                    .filter(answer -> properties(answer).contains(column))
                    .map(Answer::verdict)
                    .toList();
            row.append(String.format(Locale.ROOT, "%4s", sign(verdicts)));
        }
        long microseconds = its.stream().mapToLong(Answer::microseconds).sum();
        return row.append(String.format(Locale.ROOT, "%8d", microseconds / 1000))
                .toString();
    }

    private static String sign(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(Verdict.Refuted.class::isInstance)) {
            return "NO";
        }
        if (verdicts.stream().anyMatch(Verdict.Unknown.class::isInstance)) {
            return "?";
        }
        return verdicts.stream().anyMatch(Verdict.Proved.class::isInstance) ? "yes" : "·";
    }

    /** Those that are not proved. */
    public List<Answer> open() {
        return answers.stream()
                .filter(answer ->
                        answer.verdict() instanceof Verdict.Refuted || answer.verdict() instanceof Verdict.Unknown)
                .toList();
    }

    /** How many answers are of a kind. */
    public long count(Class<? extends Verdict> kind) {
        return answers.stream()
                .filter(answer -> kind.isInstance(answer.verdict()))
                .count();
    }
}
