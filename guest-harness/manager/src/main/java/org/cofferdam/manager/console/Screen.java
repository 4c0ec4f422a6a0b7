package org.cofferdam.manager.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the consoles of all partitions end: together, each line with its name before it, or one of them raw. Called on
 * the thread that runs the machine.
 */
public final class Screen {
    private static final int TOGETHER = -1;

    private final PrintStream out;
    private final List<String> names;
    private final List<Line> lines;
    private final List<Recent> recent;
    private final int width;
    private final String lineEnd;
    private int shown = TOGETHER;
    private boolean lineBegun;

    /**
     * A screen that shows all consoles together.
     *
     * @param lineEnd of the lines that are not the guests' own
     */
    public Screen(PrintStream out, List<String> names, String lineEnd) {
        this.lineEnd = lineEnd;
        this.out = out;
        this.names = List.copyOf(names);
        this.lines = names.stream().map(_ -> new Line()).toList();
        this.recent = names.stream().map(_ -> new Recent()).toList();
        this.width = names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The console that is shown raw, and gets what is typed; empty while all are shown together. */
    public Optional<String> shown() {
        return shown == TOGETHER ? Optional.empty() : Optional.of(names.get(shown));
    }

    /**
     * Shows one console raw.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public void show(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no console " + name);
        }
        shown = names.indexOf(name);
    }

    /** Shows the next console with its last output, and after the last console all of them together. */
    public void showNext() {
        flush(true);
        shown = shown + 1 == names.size() ? TOGETHER : shown + 1;
        if (shown == TOGETHER) {
            notice("all consoles");
        } else {
            notice("console of " + names.get(shown));
            recent.get(shown).bytes().forEach(out::write);
            lines.get(shown).take();
        }
        out.flush();
    }

    /** The last bytes that went to the console of this name, which exists. */
    IntStream recent(String name) {
        return recent.get(names.indexOf(name)).bytes();
    }

    /** A line of our own among the guests'. */
    public void notice(String text) {
        if (lineBegun) {
            out.print(lineEnd);
        }
        out.print("[cofferdam] " + text + lineEnd);
        lineBegun = false;
        out.flush();
    }

    /** A guest wrote a byte on the console of this name, which exists. */
    public void write(String name, int octet) {
        int index = names.indexOf(name);
        recent.get(index).add(octet);
        if (shown == index) {
            out.write(octet);
            lineBegun = octet != '\n';
        } else if (lines.get(index).add(octet)) {
            endLine(index);
        }
    }

    /** Brings out what has been written, and with {@code partial} also lines that have not ended. */
    public void flush(boolean partial) {
        for (int index = 0; partial && index < lines.size(); index++) {
            if (!lines.get(index).isEmpty()) {
                endLine(index);
            }
        }
        out.flush();
    }

    private void endLine(int index) {
        String text = lines.get(index).take();
        if (shown == TOGETHER) {
            String name = names.get(index);
            out.print("[" + name + "] " + " ".repeat(width - name.length()) + text + lineEnd);
        }
    }
}
