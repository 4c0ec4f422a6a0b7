package org.cofferdam.guests.command;

import java.io.Console;
import java.io.PrintWriter;
import org.cofferdam.guests.debian.Progress;

/** Shows a fetch: a bar that is redrawn in place on a terminal, one line a step elsewhere. */
final class FetchProgress implements Progress {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private String step = "";
    private int drawn = -1;

    private FetchProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25's own console is null again where there is no terminal
    static FetchProgress on(PrintWriter out) {
        Console console = System.console();
        return new FetchProgress(out, console != null && console.isTerminal());
    }

    @Override
    public void step(String what) {
        finish();
        step = what;
        if (terminal) draw(0);
        else out.println(what);
        out.flush();
    }

    @Override
    public void done(double fraction) {
        if (terminal) draw((int) (Math.clamp(fraction, 0, 1) * WIDTH));
    }

    private void draw(int filled) {
        if (filled <= drawn) return;
        drawn = filled;
        out.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + step);
        out.flush();
    }

    /** Completes the bar of the last step. */
    void finish() {
        if (terminal && !step.isEmpty()) {
            draw(WIDTH);
            out.println();
        }
        step = "";
        drawn = -1;
    }
}
