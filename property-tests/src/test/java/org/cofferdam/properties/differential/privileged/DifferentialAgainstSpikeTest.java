package org.cofferdam.properties.differential.privileged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.properties.differential.OwnMachine;
import org.junit.jupiter.api.Test;

/**
 * Privileged programs end as on Spike, the reference for the hypervisor extension: as it answered when the recording was
 * made, and beside it where {@code -Dcofferdam.spike=} names an executable. There, {@code -Ddifferential.seed=} and
 * {@code -Ddifferential.programs=} choose other programs, and {@code -Ddifferential.record=FILE} makes a recording of
 * Spike's answers.
 */
final class DifferentialAgainstSpikeTest {

    private static final String SPIKE = System.getProperty("cofferdam.spike", "");
    private static final String RECORDING = System.getProperty("differential.record", "");
    private static final long SEED = Long.getLong("differential.seed", 0);
    private static final int PROGRAMS = Integer.getInteger("differential.programs", 1000);
    private static final String RESOURCE = "spike-states.txt";
    private static final int FEWEST_RECORDED = 1000;

    private static final String REPLAY = "mvn test -pl property-tests -am -Dtest=DifferentialAgainstSpikeTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcofferdam.spike=PATH -Ddifferential.programs=1"
            + " -Ddifferential.seed=%d";

    @Test
    void programsEndAsSpikeHasRecorded() throws IOException {
        List<RecordedState> recorded = recorded();
        assertTrue(recorded.size() >= FEWEST_RECORDED, recorded.size() + " states are recorded");
        for (int i = 0; i < recorded.size(); i += Dialect.SPIKE.slots()) {
            List<RecordedState> states = recorded.subList(i, Math.min(i + Dialect.SPIKE.slots(), recorded.size()));
            PrivilegedBatch batch =
                    PrivilegedBatch.of(Dialect.SPIKE, states.getFirst().seed(), states.size());
            List<RecordedState> own = RecordedState.of(batch, new OwnMachine().run(batch.image()));
            for (int j = 0; j < states.size(); j++) {
                requireRecorded(states.get(j), batch.programs().get(j), own.get(j));
            }
        }
    }

    private static void requireRecorded(RecordedState expected, PrivilegedProgram program, RecordedState own) {
        List<String> differences = expected.differences(own);
        if (differences.contains(RecordedState.PARTS.getFirst())) {
            throw new AssertionError("seed %d gives another program than when Spike ran it: record again, see %s"
                    .formatted(program.seed(), DifferentialAgainstSpikeTest.class.getSimpleName()));
        }
        assertEquals(
                List.of(),
                differences,
                () -> "the program of seed %d leaves other %s than on Spike:%n%s%nin what, and what it takes: %s"
                        .formatted(program.seed(), differences, program.text(), REPLAY.formatted(program.seed())));
    }

    @Test
    void programsEndAsOnSpike() throws IOException, InterruptedException {
        assumeTrue(!SPIKE.isEmpty(), "no Spike is given by -Dcofferdam.spike=");
        Spike spike = new Spike(Path.of(SPIKE));
        Comparison comparison = new Comparison("Spike", Dialect.SPIKE, spike::run);
        List<String> lines = new ArrayList<>();
        for (int done = 0; done < PROGRAMS; done += Dialect.SPIKE.slots()) {
            PrivilegedBatch batch =
                    PrivilegedBatch.of(Dialect.SPIKE, SEED + done, Math.min(PROGRAMS - done, Dialect.SPIKE.slots()));
            RecordedState.of(batch, comparison.requireSame(batch, REPLAY)).forEach(state -> lines.add(state.line()));
        }
        if (!RECORDING.isEmpty()) {
            Files.write(Path.of(RECORDING), lines);
        }
    }

    private static List<RecordedState> recorded() throws IOException {
        try (InputStream in = DifferentialAgainstSpikeTest.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(RecordedState::parse)
                    .toList();
        }
    }
}
