package org.cofferdam.isolation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExploreCommandTest {
    private static final String[] LONELY = {"--partitions", "1", "--grants", "0", "--frames", "2"};

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int explore(String... more) {
        String[] arguments = new String[LONELY.length + more.length];
        System.arraycopy(LONELY, 0, arguments, 0, LONELY.length);
        System.arraycopy(more, 0, arguments, LONELY.length, more.length);
        out.getBuffer().setLength(0);
        CommandLine line = new CommandLine(new ExploreCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));
        line.setOverwrittenOptionsAllowed(true);
        return line.execute(arguments);
    }

    @Test
    void theCodeIsZeroIfAllClaimsHold() {
        assertEquals(0, explore());
        assertTrue(out.toString().contains("all claims hold in every state that was reached"), out.toString());
    }

    @Test
    void theCodeIsOneIfAClaimIsViolated() {
        assertEquals(1, explore("--fault", "t7"));
        assertTrue(out.toString().contains("violated: translationCoherence"), out.toString());
        assertTrue(out.toString().contains("  5. monitor.giveBack(d = d2, freed = {p1}): OK"), out.toString());
    }

    @Test
    void theCodeIsTwoIfSizesOrNamesAreWrong() {
        assertEquals(2, explore("--partitions", "0"));
        assertEquals(2, explore("--rights", "1"));
        assertEquals(2, explore("--threads", "0"));
        assertEquals(2, explore("--claims", "noSuchClaim"));
        assertEquals(2, explore("--claims", "stepConsistency"));
        assertEquals(2, explore("--fault", "T99"));
    }

    @Test
    void theFileOfAnotherRunIsRefused() {
        String file = folder.resolve("checkpoint").toString();
        assertEquals(0, explore("--depth", "2", "--checkpoint", file));
        assertEquals(0, explore("--depth", "3", "--checkpoint", file));
        assertEquals(2, explore("--no-symmetry", "--checkpoint", file));
    }

    @Test
    void theModelForSpinHasAnOptionForEachStep() {
        assertEquals(0, explore("--promela"));
        GroundSystem ground = Worlds.lonely(true).ground();
        long options =
                out.toString().lines().filter(line -> line.startsWith("  :: ")).count();
        assertEquals(ground.steps().size() + ground.initial().size(), options);
    }
}
