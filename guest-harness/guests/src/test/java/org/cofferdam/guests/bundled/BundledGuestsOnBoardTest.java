package org.cofferdam.guests.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.Boot;
import org.cofferdam.machine.board.BootRequest;
import org.cofferdam.machine.board.Firmware;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.FileStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled guests bare, in S-mode (so HS-mode) under the resident SBI: a machine without partitions. */
final class BundledGuestsOnBoardTest {
    private static final long MEMORY = 16 << 20;
    /** 20 seconds of the guest's time. */
    private static final long PATIENCE = 2_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void theProbeTellsWhatItSees() throws Exception {
        String console = run(BundledGuest.PROBE, "one two");
        assertTrue(console.contains("probe: SBI 2.0"), console);
        assertTrue(console.contains("probe: arguments \"one two\""), console);
        assertTrue(console.contains("probe: memory 0x80000000 to 0x81000000"), console);
        assertTrue(console.contains("probe: mhartid illegal instruction"), console);
        assertTrue(console.endsWith("probe: done\n"), console);
    }

    @Test
    void theTasksCheckThemselves() throws Exception {
        SelfCheck check =
                SelfCheck.read(run(BundledGuest.TASKS, "heartbeats=2")).orElseThrow();
        assertTrue(check.ok(), check.figures());
    }

    /** Where there is no wall the attacker must say so: HS-mode is above what a guest may do, flash can be executed, and only that. */
    @Test
    void theAttackerEscapesWhereNothingHoldsIt() throws Exception {
        AttackReport report = AttackReport.read(run(BundledGuest.ATTACKER, ""));
        assertTrue(report.isComplete(), report.toString());
        assertEquals(
                List.of(
                        "csrs.hypervisor",
                        "csrs.virtual-supervisor",
                        "csrs.sweep",
                        "instructions.hypervisor-fences",
                        "instructions.hypervisor-loads",
                        "instructions.random-system",
                        "sbi.remote-fences",
                        "devices.execute"),
                report.escapes().stream().map(AttackReport.Attempt::name).toList());
    }

    private String run(BundledGuest guest, String arguments) throws Exception {
        StringBuilder console = new StringBuilder();
        CharacterDevice serial = new CharacterDevice() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void write(int value) {
                console.append((char) value);
            }
        };
        Path kernel = Files.write(folder.resolve("guest.elf"), guest.image());
        Path disk = Files.write(folder.resolve("disk"), "a disk".repeat(2048).getBytes(StandardCharsets.US_ASCII));
        Image image = ImageReader.read(kernel, new MemoryRange(MemoryMap.RAM, MEMORY), BundledGuest.ENTRY);
        try (FileStorage storage = FileStorage.open(disk, false)) {
            VirtBoard board = new VirtBoard(BoardSetup.bare(1, MEMORY, serial).withDrives(List.of(storage)));
            image.segments().forEach(segment -> board.ram()
                    .write(segment.address(), segment.bytes(), 0, segment.bytes().length));
            Boot.prepare(
                    board,
                    new BootRequest(new Firmware.ResidentSbi(), image.entry(), image.end(), arguments, new byte[0]));
            Outcome outcome = board.run(PATIENCE, Pacer.IMMEDIATE);
            assertEquals(new Outcome.PoweredOff(0), outcome, console.toString());
        }
        return console.toString();
    }
}
