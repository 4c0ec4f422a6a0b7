package org.cofferdam.guests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cofferdam.guests.conformance.ConformanceRun.Result;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class ConformanceRunTest {
    private static final Map<String, Integer> HTIF = Map.of("tohost", 0x1000, "fromhost", 0x1040);

    @Parameter
    private Engine engine;

    @TempDir
    private Path folder;

    private Result run(Map<String, Integer> symbols, String... lines) throws IOException {
        return new ConformanceRun(1, 4 << 20, 100_000, engine)
                .run(TinyElf.write(folder.resolve("program"), symbols, lines));
    }

    @Test
    void oneAtTohostIsSuccessAtThatInstruction() throws IOException {
        Result result = run(HTIF, "auipc a0, 1", "addi a1, zero, 1", "sw a1, 0(a0)", "jal zero, 0");
        assertEquals(new Verdict.Passed(), result.verdict());
        assertEquals(3, result.retired());
    }

    @Test
    void theTranslatorTranslatesWhatIsShort() throws IOException {
        Result result = run(
                HTIF,
                "auipc a0, 1",
                "addi a2, zero, 100",
                "addi a2, a2, -1",
                "bne a2, zero, -4",
                "addi a1, zero, 1",
                "sw a1, 0(a0)",
                "jal zero, 0");
        assertEquals(new Verdict.Passed(), result.verdict());
        assertEquals(204, result.retired());
        assertEquals(engine == Engine.translator, result.translated() > 100);
    }

    @Test
    void otherOddNumbersAtTohostAreTheCodeOfAFailure() throws IOException {
        Result result = run(HTIF, "auipc a0, 1", "addi a1, zero, 667", "sd a1, 0(a0)", "jal zero, 0");
        assertEquals(new Verdict.Failed(333), result.verdict());
    }

    @Test
    void theTestFinisherIsHeardToo() throws IOException {
        Result result = run(Map.of(), "lui a0, 0x100", "lui a1, 0x73", "addi a1, a1, 0x333", "sw a1, 0(a0)");
        assertEquals(new Verdict.Failed(7), result.verdict());
    }

    @Test
    void programsWithoutAnEndAreStopped() throws IOException {
        assertEquals(new Verdict.Endless(), run(HTIF, "jal zero, 0").verdict());
        assertEquals(new Verdict.Asleep(), run(HTIF, "wfi", "jal zero, -4").verdict());
    }

    @Test
    void storesBesideTohostSayNothing() throws IOException {
        Result result = run(HTIF, "auipc a0, 1", "addi a1, zero, 1", "sd a1, 8(a0)", "sd a1, -8(a0)", "jal zero, 0");
        assertEquals(new Verdict.Endless(), result.verdict());
    }

    @Test
    void charactersAreTakenAndAcknowledged() throws IOException {
        Result result = run(
                HTIF,
                "auipc a0, 1",
                "addi a1, zero, 257",
                "slli a1, a1, 48",
                "addi a2, a1, 72",
                "sd a2, 0(a0)",
                "addi a2, a1, 105",
                "ld a3, 0(a0)", // zero once taken
                "bne a3, zero, 0",
                "sd a2, 0(a0)",
                "addi a1, zero, 1",
                "sd a1, 0(a0)");
        assertEquals(new Verdict.Passed(), result.verdict());
        assertEquals("Hi", result.output());
    }

    /** The block of the call is at 0x80 from a0, its text the word at a0 + 0x88. */
    private static String[] call(String number, String address, String length) {
        return new String[] {
            "auipc a0, 1",
            "addi a1, zero, " + number,
            "sd a1, 0x80(a0)",
            "lui a4, 0x20796",
            "addi a4, a4, 0x548",
            "sw a4, 0x100(a0)",
            address,
            "sd a2, 0x90(a0)",
            "addi a2, zero, " + length,
            "sd a2, 0x98(a0)",
            "addi a2, a0, 0x80",
            "sd a2, 0(a0)",
            "ld a3, 0x40(a0)", // fromhost becomes 1
            "beq a3, zero, 0",
            "ld a3, 0x80(a0)", // the result, as twice itself plus one
            "slli a3, a3, 1",
            "addi a3, a3, 1",
            "slli a3, a3, 20",
            "srli a3, a3, 20",
            "sd a3, 0(a0)"
        };
    }

    @Test
    void textIsWrittenByACall() throws IOException {
        Result result = run(HTIF, call("64", "addi a2, a0, 0x100", "3"));
        assertEquals("Hey", result.output());
        assertEquals(new Verdict.Failed(3), result.verdict());
    }

    @Test
    void wildCallsAreAnsweredWithAnError() throws IOException {
        for (String[] wild : List.of(
                call("64", "addi a2, zero, -3", "3"),
                call("64", "addi a2, zero, 0", "3"),
                call("1", "addi a2, zero, 0", "0"))) {
            Result result = run(HTIF, wild);
            assertEquals(new Verdict.Failed(Integer.MAX_VALUE), result.verdict());
            assertEquals("", result.output());
        }
        Result nowhere = run(HTIF, "auipc a0, 1", "addi a1, zero, 8", "sd a1, 0(a0)", "jal zero, 0");
        assertEquals(new Verdict.Endless(), nowhere.verdict());
    }

    @Test
    void signaturesAreReadAndCompared() throws IOException {
        Map<String, Integer> symbols = Map.of("tohost", 0x1000, "begin_signature", 0, "end_signature", 8);
        Result result = run(symbols, "auipc a0, 1", "addi a1, zero, 1", "sw a1, 0(a0)");
        assertEquals(List.of("00001517", "00100593"), result.signature().words());
        assertEquals(new Verdict.Passed(), result.against(result.signature()).verdict());
        Signature other = new Signature(List.of("00001517", "00100594"));
        Signature longer = new Signature(List.of("00001517", "00100593", "00000000"));
        Signature shorter = new Signature(List.of("00001517"));
        for (Signature wrong : List.of(other, longer, shorter)) {
            assertInstanceOf(Verdict.Differs.class, result.against(wrong).verdict());
        }
        assertEquals(
                "FAILED: line 2 of the signature is 00100593, not 00100594",
                result.against(other).verdict().toString());
    }

    @Test
    void lyingSymbolsDoNoHarm() throws IOException {
        Map<String, Integer> symbols =
                Map.of("tohost", -4096, "fromhost", -1, "begin_signature", -8, "end_signature", 0x7fff_ffff);
        Result result = run(symbols, "jal zero, 0");
        assertEquals(new Verdict.Endless(), result.verdict());
        assertEquals(List.of(), result.signature().words());
    }

    @Test
    void filesThatAreNoProgramDoNotStart() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Result result = new ConformanceRun(1, 4 << 20, 1000, engine).run(empty);
        assertEquals(new Verdict.Unusable("is empty"), result.verdict());
    }
}
