package org.cofferdam.papers.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that has ended.
 *
 * @param wall seconds from its start to its end
 * @param processor seconds of all its threads, as the shell reports them
 * @param output what it wrote
 */
record Execution(double wall, double processor, String output) {

    private static final Pattern REPORT = Pattern.compile("(\\d+) instructions retired, .* state ([0-9a-f]+)");
    private static final Pattern TIMES = Pattern.compile("times ([0-9.]+) ([0-9.]+) ([0-9.]+)\\s*$");

    /**
     * Runs a command.
     *
     * @throws IOException if it cannot be started, or fails
     */
    static Execution of(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='times %R %U %S'; time \"$@\"", "bash"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher times = TIMES.matcher(output);
        if (code != 0 || !times.find()) {
            throw new IOException("%s ended with %d: %s".formatted(command.getFirst(), code, output.strip()));
        }
        return new Execution(
                Double.parseDouble(times.group(1)),
                Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3)),
                output);
    }

    /** The instructions that an engine of ours says it has retired. */
    long retired() throws IOException {
        return Long.parseLong(report().group(1));
    }

    /** The hash of the state that an engine of ours has ended in. */
    String state() throws IOException {
        return report().group(2);
    }

    private Matcher report() throws IOException {
        Matcher report = REPORT.matcher(output);
        if (!report.find()) {
            throw new IOException("no count of instructions in: " + output);
        }
        return report;
    }
}
