package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cofferdam.machine.board.InputDoor.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final MachineIdentity MACHINE =
            new MachineIdentity().put("harts", 2).put("append", "two\nlines");

    @TempDir
    private Path folder;

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("recording"), text);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file = folder.resolve("recording");
        Delivery first = new Delivery(5, 0, "61");
        Delivery second = new Delivery(5, 1, "00ff");
        try (Recording.Writer writer = Recording.Writer.begin(file, MACHINE)) {
            writer.input(first);
            writer.input(second);
            writer.restart();
            writer.input(first);
            writer.end(10, 9);
            assertTrue(writer.complete());
        }
        Recording read = Recording.read(file);
        assertEquals(new Recording(MACHINE.text(), List.of(List.of(first, second), List.of(first)), 10, 9), read);
        assertEquals(Optional.empty(), MACHINE.difference(read.machine()));
    }

    @Test
    void aRecordingThatWasCutOffHasNoEnd() throws Exception {
        Recording read = Recording.read(written("cofferdam recording 1\nharts 2\n\ninput 5 0 61\n"));
        assertEquals(Long.MAX_VALUE, read.end());
        assertEquals(1, read.lives().getFirst().size());
    }

    @Test
    void whatIsNoRecordingIsRefusedWithItsLine() throws Exception {
        assertRefused("does not begin with", "");
        assertRefused("does not begin with", "cofferdam recording 2\n\n");
        assertRefused("ends within its header", "cofferdam recording 1\nharts 2");
        for (String line : new String[] {
            "hello",
            "",
            "input",
            "input 5 0",
            "input x 0 61",
            "input 5 0 6",
            "input 5 0 ",
            "input 5 0 zz",
            "input -5 0 61",
            "input 5 -1 61",
            "input 3 0 61",
            "input 99999999999999999999 0 61",
            "input 5 0 61 7",
            "restart 5",
            "end 3 0",
            "end 5",
            "end 5 -1",
            "end 9 9\ninput 10 0 61"
        }) {
            int at = 4 + (int) line.lines().count();
            assertRefused(
                    "has a line " + Math.max(at, 5), "cofferdam recording 1\nharts 2\n\ninput 4 0 61\n" + line + "\n");
        }
    }

    private void assertRefused(String complaint, String text) throws IOException {
        Path file = written(text);
        var refusal = assertThrows(BadFileException.class, () -> Recording.read(file), text);
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void differencesAreNamed() throws BadFileException {
        MachineIdentity one = new MachineIdentity().put("harts", 1).put("seed", 3);
        assertEquals(Optional.empty(), one.difference(one.text()));
        assertEquals(
                Optional.of("harts is 1 here and was 2 there"),
                one.difference(
                        new MachineIdentity().put("harts", 2).put("seed", 3).text()));
        assertEquals(Optional.of("drive0 is none here and was abc there"), one.difference(one.text() + "drive0 abc\n"));
        assertEquals(
                Optional.of("seed is 3 here and was none there"),
                one.difference(new MachineIdentity().put("harts", 1).text()));
        assertThrows(BadFileException.class, () -> one.putFile("kernel", folder.resolve("none")));
    }
}
