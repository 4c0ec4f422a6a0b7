package org.cofferdam.properties.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Seed after seed for so many seconds, each kind of work in turn; then a short report. */
public final class Campaign {
    private static final long SAVED_EVERY = 5;
    private static final int BAR = 30;

    private final Path folder;
    private final PrintWriter out;
    private final long seconds;
    private final Progress progress;
    private final List<String> failures = new ArrayList<>();
    private final long start = System.nanoTime();

    /**
     * A campaign.
     *
     * @param folder with its place and with what fails
     * @throws IOException if the place cannot be read
     */
    public Campaign(Path folder, long seconds, PrintWriter out) throws IOException {
        this.folder = folder;
        this.seconds = seconds;
        this.out = out;
        progress = new Progress(folder);
    }

    /**
     * Goes on.
     *
     * @return what failed, with the commands that show it
     */
    public List<String> run(int threads) throws IOException, InterruptedException {
        Map<String, Progress.Count> before = new LinkedHashMap<>();
        Work.all().forEach(work -> before.put(work.name(), progress.count(work)));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(pool.submit(() -> {
                    work();
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                while (!isDone(one)) {
                    progress.save(passed());
                    bar();
                }
            }
        }
        progress.save(passed());
        report(before);
        return List.copyOf(failures);
    }

    private static boolean isDone(Future<Void> one) throws IOException, InterruptedException {
        try {
            one.get(SAVED_EVERY, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException failure) {
            throw new IOException("the campaign ended: " + failure.getCause(), failure);
        }
    }

    private long passed() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    private void work() throws IOException {
        List<Work> works = Work.all();
        while (passed() < seconds) {
            for (Work work : works) {
                long seed = progress.take(work);
                Work.Done done = work.of(seed, folder);
                progress.done(work, seed, done);
                done.failure().ifPresent(this::fail);
            }
        }
    }

    private void fail(String failure) {
        synchronized (failures) {
            failures.add(failure);
        }
        out.println("\rFAILS: " + failure);
        out.flush();
    }

    private void bar() {
        int full = (int) (BAR * Math.min(passed(), seconds) / seconds);
        StringBuilder text = new StringBuilder("\r[" + "#".repeat(full) + "-".repeat(BAR - full) + "]");
        text.append(" %d of %d s".formatted(Math.min(passed(), seconds), seconds));
        for (Work work : Work.all()) {
            Progress.Count count = progress.count(work);
            text.append(String.format(Locale.ROOT, ", %s %,d", work.name(), count.seeds()));
        }
        out.print(text);
        out.flush();
    }

    private void report(Map<String, Progress.Count> before) {
        long time = Math.max(1, passed());
        out.println();
        for (Work work : Work.all()) {
            Progress.Count then = before.get(work.name());
            Progress.Count now = progress.count(work);
            long seeds = now.seeds() - then.seeds();
            out.println(String.format(
                    Locale.ROOT,
                    "%-8s seeds %,d to %,d: %,d seeds, %,d %s, %.1f seeds a second, %d failed; in all campaigns %,d seeds, %,d failed",
                    work.name(),
                    then.next(),
                    now.next() - 1,
                    seeds,
                    now.steps() - then.steps(),
                    work.unit(),
                    (double) seeds / time,
                    now.failures() - then.failures(),
                    now.seeds(),
                    now.failures()));
        }
        out.println(String.format(
                Locale.ROOT,
                "%d minutes and %d seconds; %,d seconds in all campaigns",
                time / 60,
                time % 60,
                progress.seconds() + time));
        failures.forEach(failure -> out.println("FAILS: " + failure));
        out.flush();
    }
}
