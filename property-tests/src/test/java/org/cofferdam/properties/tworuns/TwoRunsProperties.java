package org.cofferdam.properties.tworuns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Assertions;

@Checks({1, 2, 3, 5, 7, 9, 17, 25})
class TwoRunsProperties {
    private static final Path FOLDER = Path.of("target", "tworuns");

    private final TwoRuns runs = new TwoRuns();

    /** Of two runs that differ only where the observer may not look. Shrunk by words; the message says how to replay it. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noObserverCanTellTwoRunsApart(@ForAll("systems") Recipe system) throws IOException {
        Optional<Difference> found = runs.check("", system);
        if (found.isPresent()) {
            Files.createDirectories(FOLDER);
            Path file = FOLDER.resolve("%08x.txt".formatted(system.text().hashCode()));
            Files.writeString(file, system.text());
            Assertions.fail("./cofferdam tworuns --file property-tests/%s%n%s"
                    .formatted(file, String.join("\n", runs.story(system))));
        }
    }

    @Provide
    Arbitrary<Recipe> systems() {
        Arbitrary<Long> words = Arbitraries.longs();
        Arbitrary<List<List<Long>>> programs = words.list().ofMaxSize(24).list().ofSize(Plan.MOST_PARTITIONS);
        Arbitrary<List<Long>> acts = words.list().ofMaxSize(8);
        return Combinators.combine(words, programs, programs, acts, acts, acts).as(Recipe::new);
    }
}
