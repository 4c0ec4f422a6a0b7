package org.cofferdam.properties.stateful;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final Path FOLDER = Path.of("src/test/resources/replays/loan-that-nobody-accepted");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private void assertTold(String... parts) {
        for (String part : parts) {
            assertTrue(out.toString().contains(part), () -> "no \"" + part + "\" in: " + out);
        }
    }

    @Test
    void whatHoldsIsToldStepByStep() {
        assertEquals(0, run(FOLDER.toString()));
        assertTold(
                "  5. call 0.0 GRANT_LEND 1 0x80001000 1 3",
                "happened: partition 0 called GRANT_LEND on hart 0",
                "allowed:  hypercall.GRANT_LEND",
                "changed:  no longer mapped(partition 0, frame 0x",
                "answer:   0, a1 0x0",
                "HOLDS: all 7 steps were as specified");
    }

    @Test
    void whatFailsEndsWithTheFirstDifference() throws Exception {
        String told = FaultyWorld.tell(
                UndoneMendings.all().get("loan-that-nobody-accepted"),
                folder,
                Files.readString(FOLDER.resolve("trace")));
        assertTrue(told.endsWith("exit code 1"), told);
        assertTrue(told.contains("every byte of frame 0x") && told.contains("FAILS at step 6 of 7"), told);
    }

    @Test
    void aBadFileIsToldByItsLine() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad"), "machine 320 100\npartitions 2\n");
        assertEquals(2, run(bad.toString()));
        assertTrue(err.toString().contains("bad:2: partitions: begins no line of a system"), err::toString);
        assertEquals(2, run(folder.resolve("missing").toString()));
        assertTrue(err.toString().contains("missing cannot be read"), err::toString);
    }
}
