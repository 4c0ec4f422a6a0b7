package org.cofferdam.guests.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lets every key through to us while it is on. It is restored however the process ends, short of being killed. */
public final class RawMode implements AutoCloseable {
    private final String saved;
    private final Thread restorer = new Thread(this::restore, "terminal restorer");

    private RawMode(String saved) {
        this.saved = saved;
    }

    /**
     * Switches standard input to raw, if it is a terminal.
     *
     * @return null if it is none, or there is no stty(1) to switch it
     */
    public static RawMode enter() {
        try {
            RawMode mode = new RawMode(stty("-g").strip());
            Runtime.getRuntime().addShutdownHook(mode.restorer);
            stty("raw", "-echo");
            return mode;
        } catch (IOException notATerminal) {
            return null;
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(restorer);
        restore();
    }

    private void restore() {
        try {
            stty(saved);
        } catch (IOException e) {
            System.err.println("the terminal could not be restored: try 'stty sane'");
        }
    }

    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("stty failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return answer;
    }
}
