package org.cofferdam.properties.campaign;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a campaign has come, for each kind of work: which seed is next, and which of the ones before it are not done yet. A file
 * says it, so that the next campaign begins there. Many threads.
 */
final class Progress {
    private static final String FILE = "campaign.properties";

    /** Of one kind of work. */
    private static final class Place {
        long next = 1;
        long seeds;
        long steps;
        long failures;
        final SortedSet<Long> underWay = new TreeSet<>();

        /** Every seed before this one is done. */
        long done() {
            return underWay.isEmpty() ? next : underWay.first();
        }
    }

    /** Counts of one kind of work. */
    record Count(long next, long seeds, long steps, long failures) {}

    private final Path file;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private long seconds;

    Progress(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve(FILE);
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                kept.load(in);
            }
        }
        for (Work work : Work.all()) {
            Place place = new Place();
            place.next = number(kept, work.name() + ".next", 1);
            place.seeds = number(kept, work.name() + ".seeds", 0);
            place.steps = number(kept, work.name() + ".steps", 0);
            place.failures = number(kept, work.name() + ".failures", 0);
            places.put(work.name(), place);
        }
        seconds = number(kept, "seconds", 0);
    }

    private long number(Properties kept, String name, long otherwise) throws IOException {
        String value = kept.getProperty(name, Long.toString(otherwise));
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException bad) {
            throw new IOException(
                    "%s: %s: '%s' is no number; mend it, or remove the file to begin anew".formatted(file, name, value),
                    bad);
        }
    }

    /** The next seed, which is under way until it is done. */
    synchronized long take(Work work) {
        Place place = places.get(work.name());
        place.underWay.add(place.next);
        return place.next++;
    }

    synchronized void done(Work work, long seed, Work.Done done) {
        Place place = places.get(work.name());
        place.underWay.remove(seed);
        place.seeds++;
        place.steps += done.steps();
        place.failures += done.failure().isPresent() ? 1 : 0;
    }

    synchronized Count count(Work work) {
        Place place = places.get(work.name());
        return new Count(place.done(), place.seeds, place.steps, place.failures);
    }

    /** Seconds of all campaigns but the present one. */
    synchronized long seconds() {
        return seconds;
    }

    /**
     * Writes the place down, whole or not at all.
     *
     * @param more seconds that the present campaign has lasted
     */
    synchronized void save(long more) throws IOException {
        Properties kept = new Properties();
        places.forEach((name, place) -> {
            kept.setProperty(name + ".next", Long.toString(place.done()));
            kept.setProperty(name + ".seeds", Long.toString(place.seeds));
            kept.setProperty(name + ".steps", Long.toString(place.steps));
            kept.setProperty(name + ".failures", Long.toString(place.failures));
        });
        kept.setProperty("seconds", Long.toString(seconds + more));
        Path aside = file.resolveSibling(FILE + ".new");
        try (Writer out = Files.newBufferedWriter(aside)) {
            kept.store(out, null);
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
