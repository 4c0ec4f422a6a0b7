package org.cofferdam.guests.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.debug.InstructionTrace;
import org.cofferdam.machine.debug.TraceOutput;
import org.cofferdam.machine.debug.TrapTrace;
import org.cofferdam.machine.hart.Hart;
import picocli.CommandLine.Option;

/** The flags that show what the harts do. */
final class TraceOptions {
    private static final int BUFFER = 1 << 16;

    /** What is shown. */
    enum Kind {
        exits,
        instructions
    }

    @Option(
            names = "--trace",
            paramLabel = "exits|instructions",
            description = {
                "Show on standard error traps, interrupts and returns; or these and each instruction with what it writes.",
                "Up to the semicolon a line for an instruction is as in Spike's --log-commits; behind it stand the cycle,",
                "the mode, the assembly text and what is loaded."
            })
    private Kind kind;

    @Option(names = "--trace-file", paramLabel = "FILE", description = "Write the trace to a file instead.")
    private Path file;

    @Option(
            names = "--trace-from",
            paramLabel = "N",
            defaultValue = "0",
            description = "Show what happens from a hart's cycle N on.")
    private long from;

    @Option(
            names = "--trace-count",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Show no more than N lines.")
    private long most;

    /** Whether limits make sense. */
    boolean valid() {
        return from >= 0 && most >= 0 && (kind != null || file == null);
    }

    /** Whether anything is shown. */
    boolean wanted() {
        return kind != null;
    }

    /** Opens what is traced to; null if nothing is. */
    Trace open() throws BadFileException {
        if (kind == null) {
            return null;
        }
        try {
            OutputStream to = file == null ? new FileOutputStream(FileDescriptor.err) : Files.newOutputStream(file);
            return new Trace(new PrintStream(new BufferedOutputStream(to, BUFFER), false, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BadFileException(file, "cannot be written");
        }
    }

    /** A trace that is being written. */
    final class Trace implements AutoCloseable {
        private final PrintStream stream;
        private final TraceOutput output;

        private Trace(PrintStream stream) {
            this.stream = stream;
            output = new TraceOutput(stream, "", from, most);
            Runtime.getRuntime().addShutdownHook(new Thread(stream::flush));
        }

        /** Has a board's harts shown. */
        void show(VirtBoard board) {
            for (Hart hart : board.harts()) {
                hart.probe()
                        .show(
                                switch (kind) {
                                    case exits -> new TrapTrace(output);
                                    case instructions -> new InstructionTrace(output, hart, board.ram());
                                },
                                from);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
