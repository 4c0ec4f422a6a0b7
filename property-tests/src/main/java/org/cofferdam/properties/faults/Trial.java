package org.cofferdam.properties.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is let loose on a fault.
 *
 * @param exitValue what it ended with; {@link #HUNG} if it did not end
 * @param lines     what it said
 * @param time      processor time that it took
 */
record Trial(int exitValue, List<String> lines, Duration time) {
    static final int HUNG = -1;

    /**
     * Far more than any engine takes with a sound product. Of processor time, because on a machine that does other things as well a slow
     * run is no fault caught; and of the clock's, for a process that waits for ever.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration STANDSTILL = Duration.ofMinutes(60);

    /** Runs a process to its end, or until patience is lost. */
    static Trial of(ProcessBuilder builder, Fault fault) throws IOException, InterruptedException {
        Path output = Files.createTempFile("cofferdam-fault-" + fault.id() + "-", ".txt");
        try {
            long start = System.nanoTime();
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Duration used = Duration.ZERO;
            boolean ended = false;
            while (!ended && used.compareTo(PATIENCE) < 0 && System.nanoTime() - start < STANDSTILL.toNanos()) {
                ended = process.waitFor(100, TimeUnit.MILLISECONDS);
                used = process.info().totalCpuDuration().orElse(used);
            }
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return new Trial(ended ? process.exitValue() : HUNG, lines, used);
        } finally {
            Files.delete(output);
        }
    }

    /** What was said last, if nothing better is to be had. */
    String lastWords() {
        if (exitValue == HUNG) {
            return "did not end in " + PATIENCE.toMinutes() + " minutes of processor time";
        }
        return lines.isEmpty() ? "ended without a word" : lines.getLast().strip();
    }
}
