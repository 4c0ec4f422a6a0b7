package org.cofferdam.properties.suites;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.core.Coverage;
import org.cofferdam.isolation.core.Coverage.Engine;

/** Isolation properties and what checks each of them, as a table in Markdown. */
final class Matrix {
    private static final String YES = "yes";

    private Matrix() {}

    /** @param tested tests by property */
    static String of(SortedMap<Integer, List<String>> tested) {
        StringBuilder text = new StringBuilder(
                "| # | Property | Proved | Explored | Oracle | Tested by |\n|---|---|---|---|---|---|\n");
        for (Coverage.Row row : Coverage.rows(CoreSpecification.CORE)) {
            int number = row.property().number();
            List<String> tests = tested.getOrDefault(number, List.of());
            text.append("| %d | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            number,
                            row.property().title(),
                            mark(row, Engine.PROVER),
                            mark(row, Engine.EXPLORER),
                            mark(row, Engine.ORACLE),
                            tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "))));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** What follows from others by a theorem, or is defined, is not stated once more. */
    private static String mark(Coverage.Row row, Engine engine) {
        return row.engines().contains(engine) ? YES : engine == Engine.PROVER && follows(row) ? "follows" : "";
    }

    private static boolean follows(Coverage.Row row) {
        return row.remark().startsWith("follows") || row.remark().startsWith("by definition");
    }
}
