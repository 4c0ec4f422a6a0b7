package org.cofferdam.papers.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that has ended.
 *
 * @param wall seconds from its start to its end
 * @param processor seconds of all its threads, as the shell reports them
 * @param thread seconds of the thread that executes the guest
 * @param marks what it has said each time that the guest's work was done; where it boots, once
 * @param output what it wrote
 */
record Execution(double wall, double processor, double thread, List<Mark> marks, String output) {
    /** Longer than anything that is measured takes on a busy machine: a guest that hangs must not do so for ever. */
    private static final int LONGEST_SECONDS = 900;

    private static final int LOOK_MILLISECONDS = 100;

    /** What a line says when work has been done: a result, or what Debian's first program writes when it is about to switch off. */
    private static final Pattern RESULT = Pattern.compile("[0-9a-f]{16}|cofferdam-guest ready.*");

    private static final Pattern BARE = Pattern.compile("(\\d+) instructions retired, .* state ([0-9a-f]+)");
    private static final Pattern PARTITION =
            Pattern.compile("(?m)^\\S+ +stopped +.* ([0-9,]+) +[0-9,]+ +[0-9,]+ +0 +0\\r?$");
    private static final Pattern PARTITION_STATE = Pattern.compile("(?m)^\\S+ +([0-9a-f]{64})\\r?$");
    private static final Pattern TIMES = Pattern.compile("times ([0-9.]+) ([0-9.]+) ([0-9.]+)\\s*$");

    /**
     * A line with the result of the guest's work.
     *
     * @param wall seconds since the process's start
     * @param processor seconds of all threads that there are
     * @param thread seconds of the thread that executes the guest
     */
    record Mark(double wall, double processor, double thread, String result) {}

    /** The same before it is known which thread that is. */
    private record Line(double wall, ThreadTimes times, String result) {}

    /**
     * Runs a command.
     *
     * @throws IOException if it cannot be started, fails, or does not end
     */
    static Execution of(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='times %R %U %S'; time \"$@\"", "bash"));
        timed.addAll(command);
        long begin = System.nanoTime();
        Process shell = new ProcessBuilder(timed).redirectErrorStream(true).start();
        shell.getOutputStream().close();
        Onlooker onlooker = new Onlooker(shell.toHandle());
        Thread looking = Thread.ofPlatform().daemon().name("onlooker").start(onlooker);
        List<Line> lines = new ArrayList<>();
        String output = read(shell.getInputStream(), begin, onlooker, lines);
        int code = shell.waitFor();
        looking.join();
        Matcher times = TIMES.matcher(output);
        if (onlooker.failure != null) {
            throw onlooker.failure;
        }
        if (code != 0 || !times.find()) {
            throw new IOException("%s ended with %d: %s".formatted(String.join(" ", command), code, output.strip()));
        }
        String busiest = onlooker.last.busiest();
        double thread = onlooker.last.seconds(busiest);
        return new Execution(
                Double.parseDouble(times.group(1)),
                Double.parseDouble(times.group(2)) + Double.parseDouble(times.group(3)),
                thread,
                lines.stream()
                        .map(line ->
                                new Mark(line.wall, line.times.seconds(), line.times.seconds(busiest), line.result))
                        .toList(),
                output);
    }

    private static String read(InputStream in, long begin, Onlooker onlooker, List<Line> lines) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            all.write(octet);
            if (octet == '\n') {
                String text = line.toString().strip();
                if (RESULT.matcher(text).matches()) {
                    lines.add(new Line((System.nanoTime() - begin) / 1e9, onlooker.look(), text));
                }
                line.setLength(0);
            } else {
                line.append((char) octet);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** The instructions that an engine of ours says it has retired; none if it is not one of ours. */
    Optional<Long> retired() {
        return group(BARE, 1).or(() -> group(PARTITION, 1)).map(digits -> Long.valueOf(digits.replace(",", "")));
    }

    /** The hash of the state that an engine of ours says it has ended in. */
    Optional<String> state() {
        return group(BARE, 2).or(() -> group(PARTITION_STATE, 1));
    }

    private Optional<String> group(Pattern pattern, int number) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(number)) : Optional.empty();
    }

    /** Looks now and then at what the command's threads have used: nobody tells once it has ended. */
    private static final class Onlooker implements Runnable {
        private static final ThreadTimes NONE = new ThreadTimes(Map.of());

        private final ProcessHandle shell;
        /** Null until the shell has started it. */
        private ProcessHandle command;

        private ThreadTimes last = NONE;
        private IOException failure;

        Onlooker(ProcessHandle shell) {
            this.shell = shell;
        }

        synchronized ThreadTimes look() throws IOException {
            if (command == null) {
                command = shell.children().findFirst().orElse(null);
            }
            ThreadTimes now = command == null ? NONE : ThreadTimes.of(command.pid());
            last = last.updated(now);
            return last;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            try {
                while (shell.isAlive()) {
                    look();
                    if (System.nanoTime() > end) {
                        shell.descendants().forEach(ProcessHandle::destroyForcibly);
                        failure = new IOException("a command has not ended after " + LONGEST_SECONDS + " s");
                        return;
                    }
                    Thread.sleep(LOOK_MILLISECONDS);
                }
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                failure = new IOException("interrupted", e);
            }
        }
    }
}
