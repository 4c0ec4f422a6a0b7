package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cofferdam.guests.conformance.TinyElf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConformanceCommandTest {
    private static final Map<String, Integer> SYMBOLS =
            Map.of("tohost", 0x1000, "begin_signature", 0, "end_signature", 4);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aSuite() throws IOException {
        Path below = Files.createDirectories(folder.resolve("suite/below"));
        TinyElf.write(below.resolve("good"), SYMBOLS, "auipc a0, 1", "addi a1, zero, 1", "sw a1, 0(a0)");
        TinyElf.write(folder.resolve("suite/wrong"), SYMBOLS, "auipc a0, 1", "addi a1, zero, 5", "sw a1, 0(a0)");
        Files.writeString(folder.resolve("suite/Makefile"), "all:");
    }

    private int run(String... arguments) {
        return new CommandLine(new ConformanceCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String suite() {
        return folder.resolve("suite").toString();
    }

    @Test
    void aTableNamesEachProgramAndTheCodeSaysThatOneFailed() {
        assertEquals(1, run(suite(), "--memory", "4M", "--engine", "interpreter"));
        assertEquals("""
                good                 3  passed
                wrong                3  FAILED with code 2
                2 programs: 1 passed, 1 failed
                """, out.toString());
    }

    @Test
    void theTranslatorSaysHowMuchItExecuted() throws IOException {
        TinyElf.write(
                folder.resolve("suite/long"),
                SYMBOLS,
                "auipc a0, 1",
                "addi a2, zero, 100",
                "addi a2, a2, -1",
                "bne a2, zero, -4",
                "addi a1, zero, 1",
                "sw a1, 0(a0)");
        assertEquals(0, run(suite(), "--match", "long", "--memory", "4M", "--engine", "translator"));
        assertTrue(
                out.toString().matches("(?s).*\\n1[0-9][0-9] of 204 instructions in translations\\n"), out.toString());
    }

    @Test
    void theCodeIsZeroIfAllPass() {
        assertEquals(0, run(suite(), "--match", "g*", "--memory", "4M", "--engine", "interpreter"));
        assertTrue(out.toString().endsWith("1 program: 1 passed, 0 failed\n"), out.toString());
    }

    @Test
    void signaturesWrittenAreReferencesThatHold() throws IOException {
        String signatures = folder.resolve("signatures").toString();
        assertEquals(0, run(suite(), "--match", "good", "--signatures", signatures));
        assertEquals(0, run(suite(), "--match", "good", "--references", signatures));
        Files.writeString(folder.resolve("signatures/good.signature"), "00000000\n");
        assertEquals(1, run(suite(), "--match", "good", "--references", signatures));
        assertTrue(out.toString().contains("line 1 of the signature is 00001517, not 00000000"), out.toString());
    }

    @Test
    void badInputIsOneLineAndTwo() {
        for (String[] bad : new String[][] {
            {folder.resolve("none").toString()},
            {suite(), "--match", "nothing"},
            {suite(), "--references", folder.toString()}
        }) {
            err.getBuffer().setLength(0);
            assertEquals(2, run(bad));
            assertEquals(1, err.toString().lines().count(), err.toString());
        }
        assertEquals(2, run(suite(), "--harts", "9"));
        assertEquals("", out.toString());
    }
}
