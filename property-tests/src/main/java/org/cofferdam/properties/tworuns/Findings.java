package org.cofferdam.properties.tworuns;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What becomes of a difference: it is shrunk, kept in a file, and told. */
final class Findings {
    private Findings() {}

    static void tell(TwoRuns runs, Difference found, Path folder, PrintWriter out) throws IOException {
        announce(found, out);
        Recipe smaller = runs.shrink(found.recipe());
        Files.createDirectories(folder);
        Path file = folder.resolve("%08x.txt".formatted(smaller.text().hashCode()));
        Files.writeString(file, smaller.text());
        out.println("of %d words %d are left; replay: ./cofferdam tworuns --file %s"
                .formatted(found.recipe().size(), smaller.size(), file));
        runs.story(smaller).forEach(out::println);
    }

    /** One line for whoever waits, before the rest is worked out. */
    static void announce(Difference found, PrintWriter out) {
        out.println("DIFFERS %s: %s"
                .formatted(found.replay(), shortened(found.seen().getFirst())));
        out.flush();
    }

    private static String shortened(String line) {
        return line.length() > 200 ? line.substring(0, 200) + " ..." : line;
    }
}
