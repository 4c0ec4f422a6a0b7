package org.cofferdam.papers.speed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of the threads of a process, as Linux's scheduler counts it.
 *
 * @param nanoseconds by the threads' numbers
 */
record ThreadTimes(Map<String, Long> nanoseconds) {
    /**
     * The threads of a process now; none if it has ended.
     *
     * @throws IOException if this system does not tell
     */
    static ThreadTimes of(long process) throws IOException {
        Map<String, Long> times = new HashMap<>();
        Path folder = Path.of("/proc/" + process + "/task");
        if (!Files.exists(folder)) {
            return new ThreadTimes(times);
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder)) {
            for (Path thread : threads) {
                read(thread, times);
            }
        } catch (DirectoryIteratorException | IOException e) {
            if (Files.exists(folder)) {
                throw e instanceof IOException failure ? failure : (IOException) e.getCause();
            }
        }
        return new ThreadTimes(times);
    }

    /** A thread may end while we look at it. */
    private static void read(Path thread, Map<String, Long> times) throws IOException {
        try {
            String[] fields = Files.readString(thread.resolve("schedstat")).split(" ", -1);
            times.put(thread.getFileName().toString(), Long.parseLong(fields[0]));
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
        }
    }

    /** These, but for threads of which {@code later} knows more: those that have ended keep what they had. */
    ThreadTimes updated(ThreadTimes later) {
        Map<String, Long> all = new HashMap<>(nanoseconds);
        all.putAll(later.nanoseconds);
        return new ThreadTimes(all);
    }

    /** The thread that has used most: that which executes the guest. */
    String busiest() {
        return nanoseconds.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Seconds of one thread; 0 if it is not there. */
    double seconds(String thread) {
        return nanoseconds.getOrDefault(thread, 0L) / 1e9;
    }

    /** Seconds of all threads. */
    double seconds() {
        return nanoseconds.values().stream().mapToLong(Long::longValue).sum() / 1e9;
    }
}
