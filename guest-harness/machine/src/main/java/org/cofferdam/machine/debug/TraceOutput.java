package org.cofferdam.machine.debug;

import java.io.PrintStream;

/** Where the lines of a trace go, from a cycle on and up to a number of them; shared by the harts of a board. */
public final class TraceOutput {
    private final PrintStream out;
    private final String prefix;
    private final long fromCycle;
    private long left;

    /**
     * An output that lets through some lines.
     *
     * @param prefix what each line begins with
     * @param fromCycle the cycle of a hart from which on it is shown
     * @param most the number of lines after which nothing follows
     */
    public TraceOutput(PrintStream out, String prefix, long fromCycle, long most) {
        this.out = out;
        this.prefix = prefix;
        this.fromCycle = fromCycle;
        left = most;
    }

    /** The cycle before which nothing is shown. */
    public long fromCycle() {
        return fromCycle;
    }

    /** Whether it takes another line. */
    boolean open() {
        return left > 0;
    }

    /** Writes a line, if it is still open. */
    void line(CharSequence text) {
        if (open()) {
            left--;
            out.append(prefix).append(text).append('\n');
        }
    }
}
