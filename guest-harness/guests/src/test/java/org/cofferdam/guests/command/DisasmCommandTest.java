package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cofferdam.guests.bundled.BundledGuest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code disasm} prints: what GNU objdump does, where that is installed; and what it says of files that lie. */
class DisasmCommandTest {
    private static final String OBJDUMP = "riscv64-unknown-elf-objdump";

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {}

    private static Result disasm(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new DisasmCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private Path guest(BundledGuest guest) throws IOException {
        return Files.write(folder.resolve(guest.guestName()), guest.image());
    }

    private static List<String> objdump(String... arguments) throws IOException, InterruptedException {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, OBJDUMP)));
        assumeTrue(installed, OBJDUMP + " is not installed");
        String[] command = new String[arguments.length + 1];
        command[0] = OBJDUMP;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().toList();
    }

    @Test
    void bundledGuestsReadAsInObjdump() throws Exception {
        for (BundledGuest guest : BundledGuest.values()) {
            String file = guest(guest).toString();
            assertEquals(objdump("-d", file), disasm(file).out().lines().toList(), guest.guestName());
            // objdump has no name of its own for the one that everybody uses
            List<String> plain = objdump("-d", "-M", "no-aliases", file).stream()
                    .map(line -> line.replace("\tc.addi\tzero,0", "\tc.nop"))
                    .toList();
            assertEquals(plain, disasm("--no-aliases", file).out().lines().toList());
        }
    }

    @Test
    void aRangeReadsAsInObjdump() throws Exception {
        String file = guest(BundledGuest.PROBE).toString();
        String[] range = {"--start-address=0x80200020", "--stop-address=0x8020003e"};
        assertEquals(
                objdump("-d", range[0], range[1], file),
                disasm(range[0], range[1], file).out().lines().toList());
    }

    @Test
    void flatBinariesBeginWhereTheyAreSaidTo() throws IOException {
        Path file =
                Files.write(folder.resolve("flat"), new byte[] {0x05, 0x45, (byte) 0x82, (byte) 0x80, 0x6f, 0, 0, 0});
        assertEquals(
                """

                %s:     file format binary


                Disassembly of section .data:

                0000000080000000 <.data>:
                    80000000:\t4505                \tli\ta0,1
                    80000002:\t8082                \tret
                    80000004:\t0000006f          \tj\t0x80000004
                """.formatted(file),
                disasm("--address", "0x80000000", file.toString()).out());
    }

    @Test
    void halfAnInstructionAtTheEndIsData() throws IOException {
        Path file = Files.write(folder.resolve("flat"), new byte[] {0x6f, 0x01, 0x02});
        List<String> lines = disasm(file.toString()).out().lines().toList();
        assertEquals("   0:\t016f                \t.short\t0x016f", lines.get(lines.size() - 2));
        assertEquals("   2:\t02                      \t.byte\t0x02", lines.getLast());
    }

    private void assertRefused(String complaint, String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        Result result = disasm(file.toString());
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertEquals("cofferdam: %s %s%n".formatted(file, complaint), result.err());
    }

    @Test
    void filesThatLieAreRefusedInOneLine() throws IOException {
        byte[] elf = BundledGuest.PROBE.image();
        assertRefused("is empty", "empty", new byte[0]);
        assertRefused("is a truncated ELF file: 5 bytes, no header", "short", Arrays.copyOf(elf, 5));
        byte[] otherMachine = elf.clone();
        otherMachine[18] = 62;
        assertRefused("is an ELF file for another machine (number 62, RISC-V is 243)", "x86", otherMachine);
        byte[] core = elf.clone();
        core[16] = 4;
        assertRefused("is an ELF file of type 4, neither a program nor an object", "core", core);
        byte[] stripped = elf.clone();
        Arrays.fill(stripped, 60, 62, (byte) 0);
        assertRefused("is an ELF file without executable sections", "stripped", stripped);
        Result missing = disasm(folder.resolve("missing").toString());
        assertEquals(2, missing.code());
        assertEquals("cofferdam: %s does not exist%n".formatted(folder.resolve("missing")), missing.err());
    }

    /** Whatever is wrong with a file, it is a listing or one line. */
    @Test
    void damagedFilesNeverDoAnythingElse() throws IOException {
        byte[] elf = BundledGuest.PROBE.image();
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(elf, random.nextInt(elf.length)) : elf.clone();
            int sectionHeaders = elf.length - 64 * 16;
            for (int hits = random.nextInt(4); hits > 0 && damaged.length > 64; hits--) {
                int from = random.nextBoolean() ? 0 : Math.max(0, Math.min(sectionHeaders, damaged.length - 1));
                damaged[from + random.nextInt(Math.min(1024, damaged.length - from))] = (byte) random.nextInt();
            }
            Result result =
                    disasm(Files.write(folder.resolve("damaged"), damaged).toString());
            assertTrue(result.code() == 0 || result.code() == 2, result.err());
            if (result.code() == 2) {
                refused++;
                assertEquals(1, result.err().lines().count(), result.err());
            }
            assertFalse(result.err().contains("Exception"), result.err());
        }
        assertTrue(refused > 50 && refused < 300, refused + " refused");
    }
}
