package org.cofferdam.manager.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns: words to the left, numbers to the right. */
public final class ReportTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int left;

    /** A table whose first {@code left} columns hold words. */
    public ReportTable(int left) {
        this.left = left;
    }

    /** Adds a row, as {@link #add(List)} does. */
    public void add(Object... cells) {
        add(List.of(cells));
    }

    /** Adds a row of as many cells as the first has; a Long comes out in groups of three digits. */
    public void add(List<?> cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : cell.toString());
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ").append(column < left ? cell + space : space + cell);
        }
        return line.toString().stripTrailing();
    }
}
