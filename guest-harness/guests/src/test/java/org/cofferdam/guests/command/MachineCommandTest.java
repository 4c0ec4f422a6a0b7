package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cofferdam.guests.command.MachineProcess.Result;
import org.cofferdam.guests.command.MachineProcess.Step;
import org.cofferdam.machine.instructions.Rv64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MachineCommandTest {
    /** Ends with 7 through the finisher. */
    private static final String[] FAIL_7 = {"lui a0, 0x100", "lui a1, 0x73", "addi a1, a1, 0x333", "sw a1, 0(a0)"};

    /** Asks for a shutdown through the SBI; the ECALL does not retire. */
    private static final String[] SBI_SHUTDOWN = {
        "lui a7, 0x53525", "addi a7, a7, 0x354", "addi a6, zero, 0", "addi a0, zero, 0", "addi a1, zero, 0", "ecall"
    };

    /** Prints an 'A', then echoes; ends at 'q'. */
    private static final String[] ECHO = {
        "lui s0, 0x10000",
        "lui s1, 0x100",
        "lui a2, 0x5",
        "addi a2, a2, 0x555",
        "addi t1, zero, 113",
        "addi t0, zero, 65",
        "sb t0, 0(s0)",
        "lbu t0, 5(s0)",
        "andi t0, t0, 1",
        "beq t0, zero, -8",
        "lbu t0, 0(s0)",
        "bne t0, t1, -20",
        "sw a2, 0(s1)"
    };

    @TempDir
    private Path folder;

    private Path flat(String... lines) throws IOException {
        ByteBuffer code = ByteBuffer.allocate(4 * lines.length).order(ByteOrder.LITTLE_ENDIAN);
        for (String line : lines) {
            code.putInt(Rv64.instructions().encode(line));
        }
        return Files.write(folder.resolve("flat"), code.array());
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return MachineProcess.run(folder, List.of(), arguments);
    }

    @Test
    void theGuestsFailureIsTheExitCode() throws IOException, InterruptedException {
        String qemu = "-bios none -m 4M -nographic -M virt,aclint=on -cpu rv64,h=true -serial mon:stdio -monitor none"
                + " -display none -accel tcg -smp cpus=2 -device virtio-rng-device,rng=r -object rng-builtin,id=r";
        Result result = run(with(qemu.split(" "), "-kernel", flat(FAIL_7).toString()));
        assertEquals("", result.err());
        assertEquals(7, result.code());
    }

    @Test
    void aShutdownThroughTheSbiIsSuccess() throws IOException, InterruptedException {
        Result result = run("--kernel", flat(SBI_SHUTDOWN).toString(), "--memory", "4M", "--harts", "3", "--hash");
        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertTrue(result.out().matches("5 instructions retired, \\d+ cycles, state [0-9a-f]{64}\\R"), result.out());
    }

    @Test
    void pipesAreAConsole() throws IOException, InterruptedException {
        Result result = MachineProcess.run(
                folder,
                List.of(new Step("A", "x\u0001"), new Step("x\u0001", "q")),
                "--bios=none",
                "--kernel",
                flat(ECHO).toString(),
                "-m",
                "4M");
        assertEquals(new Result(0, "Ax\u0001", ""), result);
    }

    @Test
    void aGuestThatWaitsForNothingIsReported() throws IOException, InterruptedException {
        Result result =
                run("--bios", "none", "--kernel", flat("wfi", "jal zero, -4").toString(), "-m", "4M");
        assertEquals(1, result.code());
        assertEquals(
                "cofferdam: every hart waits, and nothing will wake one",
                result.err().strip());
    }

    @Test
    void aRunCanBeLimited() throws IOException, InterruptedException {
        Result result = run(
                "--bios",
                "none",
                "--kernel",
                flat("jal zero, 0").toString(),
                "-m",
                "4M",
                "--stop-after",
                "12345",
                "--hash");
        assertEquals(0, result.code());
        assertTrue(result.out().startsWith("12345 instructions retired, 12345 cycles"), result.out());
    }

    private static final String[] COUNT = {"addi a0, a0, 1", "sw a0, 0(s0)", "jal zero, -8"};

    @Test
    void aSavedMachineGoesOnAsIfItHadNotStopped() throws IOException, InterruptedException {
        String kernel = flat(COUNT).toString();
        String state = folder.resolve("state").toString();
        String[] machine = {"--bios", "none", "-m", "4M", "--hash", "--seed", "7"};
        Result whole = run(with(machine, "--kernel", kernel, "--stop-after", "20001"));
        Result first = run(with(machine, "--kernel", kernel, "--stop-after", "7777", "--save-state", state));
        assertEquals(0, first.code(), first.err());
        Result second = run(with(machine, "--load-state", state, "--stop-after", "20001"));
        assertEquals(whole, second);
        assertTrue(Files.notExists(folder.resolve("state.part")));

        assertRefused("harts is 2 here and was 1 there", with(machine, "--load-state", state, "--harts", "2"));
        assertRefused("seed is 8 here and was 7 there", "--load-state", state, "-m", "4M", "--seed", "8");
        byte[] bytes = Files.readAllBytes(folder.resolve("state"));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("cut is truncated", with(machine, "--load-state", cut.toString()));
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(folder.resolve("changed"), bytes);
        assertRefused("changed is damaged", with(machine, "--load-state", changed.toString()));
        assertRefused("no saved state", with(machine, "--load-state", kernel));
        assertRefused(
                "does not exist",
                with(machine, "--load-state", folder.resolve("none").toString()));
        assertRefused("not a regular file", with(machine, "--load-state", folder.toString()));
    }

    @Test
    void theIommuIsPartOfTheMachineThatIsSaved() throws IOException, InterruptedException {
        String state = folder.resolve("state").toString();
        String[] readCapabilities = {"lui a1, 0x3010", "ld a0, 0(a1)", "addi a2, a2, 1", "jal zero, -4"};
        String[] machine = {"--bios", "none", "-m", "4M", "--hash", "--iommu"};
        String kernel = flat(readCapabilities).toString();
        Result whole = run(with(machine, "--kernel", kernel, "--stop-after", "2001"));
        Result without = run("--bios", "none", "-m", "4M", "--hash", "--kernel", kernel, "--stop-after", "2001");
        assertNotEquals(whole.out(), without.out(), "a0 differs");
        run(with(machine, "--kernel", kernel, "--stop-after", "777", "--save-state", state));
        assertEquals(whole, run(with(machine, "--load-state", state, "--stop-after", "2001")));
        assertRefused("iommu is none here and was true there", "--bios", "none", "-m", "4M", "--load-state", state);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void aRecordedRunIsRepeatedWithoutItsInput() throws IOException, InterruptedException {
        Path recording = folder.resolve("recording");
        String[] machine = {"--bios=none", "--kernel", flat(ECHO).toString(), "-m", "4M", "--hash"};
        Result live = MachineProcess.run(
                folder,
                List.of(new Step("A", "hello"), new Step("hello", "q")),
                with(machine, "--record", recording.toString()));
        assertEquals(0, live.code(), live.err());
        assertTrue(live.out().startsWith("Ahello"), live.out());
        assertEquals(live, run(with(machine, "--replay", recording.toString())));

        String text = Files.readString(recording);
        assertRefused("rtc is", with(machine, "--replay", recording.toString(), "--rtc", "2026-01-01"));
        Path lie = Files.writeString(folder.resolve("lie"), text.replaceFirst("end (\\d+) \\d+", "end $1 5"));
        Result other = run(with(machine, "--replay", lie.toString()));
        assertEquals(1, other.code());
        assertTrue(other.err().contains("another way"), other.err());
        assertRefused("exclude each other", with(machine, "--replay", "a", "--record", "b"));
        assertRefused("is no recording", with(machine, "--replay", machine[2]));
        assertRefused("cannot be written", with(machine, "--record", folder.toString()));
    }

    @Test
    void aRestartBeginsAgainUnlessItIsToEnd() throws IOException, InterruptedException {
        String[] restart = {"lui a0, 0x100", "lui a1, 0x7", "addi a1, a1, 0x777", "sw a1, 0(a0)"};
        String kernel = flat(restart).toString();
        Result once = run("--bios=none", "-m", "4M", "--no-reboot", "--hash", "--kernel", kernel);
        assertEquals(0, once.code());
        assertTrue(once.out().startsWith("4 instructions"), once.out());
    }

    @Test
    void theDeviceTreeCanBeHad() throws IOException, InterruptedException {
        Path tree = folder.resolve("tree");
        Result result = run("--kernel", flat(COUNT).toString(), "--harts", "8", "--dump-dtb", tree.toString());
        assertEquals(new Result(0, "", ""), result);
        byte[] bytes = Files.readAllBytes(tree);
        assertEquals(0xd00dfeed, ByteBuffer.wrap(bytes).getInt());

        String kernel = folder.resolve("flat").toString();
        Path again = folder.resolve("again");
        run("--kernel", kernel, "--dtb", tree.toString(), "--dump-dtb", again.toString());
        assertArrayEquals(bytes, Files.readAllBytes(again));
        Files.write(tree, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused("no flattened device tree", "--kernel", kernel, "--dtb", tree.toString());
        assertRefused("as it is", "--kernel", kernel, "--dtb", again.toString(), "--append", "quiet");
        assertRefused("no room for 65536 MiB", "--kernel", kernel, "--dump-dtb", again.toString(), "-m", "64G");
    }

    @Test
    void whatCannotBeRepeatedIsNotRecorded() throws IOException {
        String[] machine = {"--kernel", flat(COUNT).toString(), "--harts", "2", "--parallel", "--stop-after", "1000"};
        String file = folder.resolve("run").toString();
        assertRefused("cannot be repeated", with(machine, "--record", file));
        assertRefused("cannot be repeated", with(machine, "--replay", file));
        assertRefused("cannot be repeated", with(machine, "--gdb", "1234"));
        assertRefused("cannot be repeated", with(machine, "--trace", "exits"));
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void twoMachinesAtOnceShareNothingThatCanBeWritten() throws IOException {
        String[] machine = {"--kernel", flat(COUNT).toString(), "--lockstep", "--stop-after", "1000"};
        String file = folder.resolve("run").toString();
        assertRefused("no recordings and no saved states", with(machine, "--record", file));
        assertRefused("no recordings and no saved states", with(machine, "--replay", file));
        assertRefused("no recordings and no saved states", with(machine, "--save-state", file));
        assertRefused("no recordings and no saved states", with(machine, "--load-state", file));
        assertRefused("neither --parallel, --gdb nor --trace", with(machine, "--parallel"));
        assertRefused("neither --parallel, --gdb nor --trace", with(machine, "--gdb", "1234"));
        assertRefused("neither --parallel, --gdb nor --trace", with(machine, "--trace", "exits"));
        String disk = Files.write(folder.resolve("disk"), new byte[512]).toString();
        assertRefused("drives must be readonly=on", with(machine, "--drive", disk));
        assertRefused("no network for both", with(machine, "--net", "listen=:0"));
    }

    private void assertRefused(String complaint, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new MachineCommand()).setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((failure, _) -> {
            failure.getCommandLine().getErr().println(failure.getMessage());
            return 2;
        });
        assertEquals(2, line.execute(arguments));
        assertTrue(err.toString().contains(complaint), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void badInputIsRefusedInOneLine() throws IOException {
        String kernel = flat(FAIL_7).toString();
        Path large = folder.resolve("large");
        Files.write(large, new byte[2 << 20]);
        assertRefused("nothing to run");
        assertRefused("does not exist", "--kernel", folder.resolve("none").toString());
        assertRefused("not a regular file", "--kernel", folder.toString());
        assertRefused("not a regular file", "--kernel", kernel, "--initrd", "/dev/zero", "-m", "4M");
        assertRefused("outside memory", "--kernel", large.toString(), "-m", "2M");
        assertRefused(
                "no room in memory for the initial RAM disk",
                "--kernel",
                kernel,
                "--initrd",
                large.toString(),
                "--bios",
                "none",
                "-m",
                "2M");
        assertRefused(
                "does not exist",
                "--kernel",
                kernel,
                "--drive",
                folder.resolve("none").toString());
        assertRefused("is a directory", "--kernel", kernel, "--drive", "readonly=on,file=" + folder);
        for (String harts : new String[] {"9", "0", "-1", "two", "99999999999"}) {
            assertRefused("1 to 8 harts", "--kernel", kernel, "--harts", harts);
        }
        assertRefused(
                "is empty",
                "--kernel",
                Files.write(folder.resolve("empty"), new byte[0]).toString());
        assertRefused("between 1M and 64G", "--kernel", kernel, "--memory", "0");
        assertRefused("connect to 127.0.0.1:1", "--kernel", kernel, "--net", "connect=127.0.0.1:1");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused("cannot listen at", "--kernel", kernel, "--net", "listen=:" + taken.getLocalPort());
        }
        assertRefused("no time such as", "--kernel", kernel, "--rtc", "soon");
        assertRefused("cannot be written", "--kernel", kernel, "--dump-dtb", folder.toString());
        assertRefused(
                "no room in memory for the device tree",
                "--kernel",
                kernel,
                "-m",
                "4M",
                "--append",
                "x".repeat(5 << 20));
        for (String[] words : new String[][] {
            {"the board is virt", "-M", "sifive_u"},
            {"the harts are rv64", "-cpu", "rv32"},
            {"standard input and output", "-serial", "pty"},
            {"no monitor", "-monitor", "stdio"},
            {"no device virtio-gpu-device", "-device", "virtio-gpu-device"},
            {"no object", "-object", "memory-backend-ram,size=1M"},
            {"emulated", "-accel", "kvm"}
        }) {
            assertRefused(words[0], "--kernel", kernel, words[1], words[2]);
        }
        assertRefused(
                "8 virtio slots",
                "--kernel",
                kernel,
                "--console",
                "virtio",
                "-drive",
                "a",
                "-drive",
                "b",
                "-drive",
                "c",
                "-drive",
                "d",
                "-drive",
                "e",
                "-drive",
                "f",
                "-drive",
                "g",
                "-drive",
                "h");
        assertRefused("lies where the firmware is", "--kernel", large.toString(), "--bios", biggerThanItsPlace());
        assertRefused("no size", "--kernel", kernel, "-m", "much");
        assertRefused("a number of cycles", "--kernel", kernel, "--stop-after", "-1");
    }

    private String biggerThanItsPlace() throws IOException {
        return Files.write(folder.resolve("firmware"), new byte[(2 << 20) + 1]).toString();
    }
}
