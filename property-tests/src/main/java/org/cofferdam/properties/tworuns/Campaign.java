package org.cofferdam.properties.tworuns;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Seed after seed for so many minutes. A file says which is next, so that a campaign goes on where the last one ended. */
final class Campaign {
    private static final String PLACE = "next-seed";
    private static final long SAVED_EVERY = 50;
    private static final int BAR = 40;

    private final Path folder;
    private final PrintWriter out;

    Campaign(Path folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    /** Whether no observer could tell. */
    boolean run(int minutes) throws IOException {
        Files.createDirectories(folder);
        Path place = folder.resolve(PLACE);
        long first =
                Files.exists(place) ? Long.parseLong(Files.readString(place).trim()) : 1;
        long start = System.nanoTime();
        long length = TimeUnit.MINUTES.toNanos(minutes);
        TwoRuns runs = new TwoRuns();
        int found = 0;
        long seed = first;
        for (long passed = 0; passed < length; passed = System.nanoTime() - start) {
            Optional<Difference> difference = runs.check(seed);
            seed++;
            if (difference.isPresent()) {
                found++;
                Findings.tell(runs, difference.get(), folder, out);
            }
            if (seed % SAVED_EVERY == 0) {
                Files.writeString(place, seed + "\n");
                bar(passed, length, seed - first, found);
            }
        }
        Files.writeString(place, seed + "\n");
        out.println();
        out.println(
                "seeds %d to %d: %d systems run twice, %d told apart".formatted(first, seed - 1, seed - first, found));
        return found == 0;
    }

    private void bar(long passed, long length, long systems, int found) {
        int full = (int) (BAR * passed / length);
        out.print("\r[%s%s] %d systems, %d told apart"
                .formatted("#".repeat(full), "-".repeat(BAR - full), systems, found));
        out.flush();
    }
}
