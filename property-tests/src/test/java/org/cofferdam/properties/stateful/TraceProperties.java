package org.cofferdam.properties.stateful;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Assertions;

/** Whatever is asked of the core, in whatever order, it does what its specification says. */
@Checks({13, 14, 15, 16, 18, 19, 20, 22, 23})
class TraceProperties {
    private static final Path FOLDER = Path.of("target", "replays");
    private static final int STAGES = 500;

    /** The world of the last chain that was run: jqwik keeps it to itself if the chain fails. */
    private World last;

    /** What fails is made smaller as a campaign does it: of chains jqwik leaves nearly all steps. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theCoreDoesWhatItsSpecificationSays(@ForAll("traces") ActionChain<World> chain) throws IOException {
        try {
            chain.run().end();
        } catch (Throwable failure) {
            Broken broken = broken(failure);
            if (broken == null) {
                throw failure;
            }
            Finding finding = new TraceShrinker().shrink(new Finding(last.trace(), broken.getMessage()));
            Assertions.fail("./cofferdam replay property-tests/%s%n%s".formatted(kept(finding), finding.story()));
        }
    }

    private static Broken broken(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof Broken)) {
            cause = cause.getCause();
        }
        return (Broken) cause;
    }

    /** Each way of failing has one file. */
    private static Path kept(Finding finding) throws IOException {
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve("%08x.trace".formatted(finding.kind().hashCode()));
        Files.writeString(file, TraceText.of(finding.trace()));
        return file;
    }

    @Provide
    Arbitrary<ActionChain<World>> traces() {
        return Arbitraries.integers().between(1, STAGES).flatMap(seed -> {
            Stage stage = TraceMaker.stage(seed);
            ActionChainArbitrary<World> chain = ActionChain.startWith(() -> begin(stage));
            for (Verb verb : Verb.values()) {
                chain = chain.withAction(verb.weight(), new VerbAction(verb));
            }
            return chain.withMaxTransformations(40);
        });
    }

    private World begin(Stage stage) {
        last = new World(stage);
        TraceMaker.beginning(stage).forEach(last::perform);
        return last;
    }
}
