package org.cofferdam.machine.board;

import static org.cofferdam.machine.board.TestBoard.S0;
import static org.cofferdam.machine.board.TestBoard.S1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.junit.jupiter.api.Test;

class BoardStateTest {
    private static final int MIE = 0x304;
    private static final int MTVEC = 0x305;
    private static final int MSTATUS = 0x300;
    private static final String MACHINE = "a test's";
    private static final long HANDLER = MemoryMap.RAM + 0x100;
    private static final long END = 1_000_000;

    private static TestBoard fresh(int harts) {
        return new TestBoard(harts, setup -> setup.with(List.of(new Attachment.Entropy())));
    }

    /** Each hart counts in memory that all share, and its timer interrupts it again and again. */
    private static TestBoard busy(int harts) {
        TestBoard test = fresh(harts)
                .set(S0, MemoryMap.CLINT + 0x4000)
                .set(S1, MemoryMap.RAM + 0x2000)
                .program("lr.d t0, (s1)", "addi t0, t0, 1", "sc.d t1, t0, (s1)", "add a2, a2, t0", "jal zero, -16");
        test.write(
                HANDLER,
                "csrrs a0, 0xc01, zero",
                "addi a0, a0, 777",
                "sd a0, 0(s0)",
                "addi a3, a3, 1",
                "csrrs a4, 0x300, zero",
                "mret");
        test.board.harts().forEach(hart -> {
            hart.csrs.write(MIE, 1 << 7);
            hart.csrs.write(MTVEC, HANDLER);
            hart.csrs.write(MSTATUS, 1 << 3);
            hart.x[S0] += 8L * hart.id;
            test.board.clint().store(0x4000 + 8L * hart.id, 8, 100 + hart.id);
        });
        return test;
    }

    private static byte[] save(VirtBoard board) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        BoardState.save(board, MACHINE, file);
        return file.toByteArray();
    }

    private static void restore(VirtBoard board, byte[] file) throws IOException, StateException {
        BoardState.restore(board, saved -> assertEquals(MACHINE, saved), new ByteArrayInputStream(file));
    }

    @Test
    void aRunThatIsTakenUpEndsAsTheOneThatWasNotInterrupted() throws Exception {
        for (int harts : new int[] {1, 2, 5}) {
            TestBoard whole = busy(harts);
            whole.run(END);
            String expected = StateHash.of(whole.board);
            for (long cut : new long[] {0, 1, 12_345, 250_000, 777_777}) {
                TestBoard first = busy(harts);
                first.run(cut);
                byte[] file = save(first.board);
                TestBoard second = fresh(harts);
                restore(second.board, file);
                assertEquals(StateHash.of(first.board), StateHash.of(second.board));
                assertNotEquals(expected, StateHash.of(second.board));
                second.run(END);
                assertEquals(whole.board.retired(), second.board.retired());
                assertEquals(expected, StateHash.of(second.board), harts + " harts, saved at " + cut);
            }
        }
    }

    /** A store to a device's registers takes no other way than a guest's, and what it wrote must come back. */
    @Test
    void everyDeviceTakesUpWhatItWasLeftWith() throws Exception {
        TestBoard one = fresh(2);
        var random = new java.util.Random(42);
        for (Bus.Mapping mapping : one.board.bus().devices()) {
            for (int i = 0; i < 2000 && mapping.base() != MemoryMap.FINISHER; i++) {
                int range = random.nextBoolean() ? 0x100 : 0x4100;
                long offset = random.nextInt((int) Math.min(mapping.device().length(), range)) & -4;
                mapping.device().store(offset, 4, random.nextInt());
            }
        }
        byte[] file = save(one.board);
        TestBoard other = fresh(2);
        restore(other.board, file);
        List<Bus.Mapping> devices = one.board.bus().devices();
        for (int i = 0; i < devices.size(); i++) {
            StateWriter left = new StateWriter();
            devices.get(i).device().save(left);
            StateWriter taken = new StateWriter();
            other.board.bus().devices().get(i).device().save(taken);
            assertArrayEquals(left.toByteArray(), taken.toByteArray());
            for (long offset = 0; offset < Math.min(devices.get(i).device().length(), 0x4100); offset += 4) {
                assertEquals(
                        devices.get(i).device().load(offset, 4),
                        other.board.bus().devices().get(i).device().load(offset, 4),
                        devices.get(i).device().name() + " at " + offset);
            }
        }
    }

    @Test
    void theResidentFirmwareRemembersWhoWasStopped() throws Exception {
        TestBoard one = fresh(2);
        Boot.prepare(
                one.board,
                new BootRequest(new Firmware.ResidentSbi(), MemoryMap.RAM, MemoryMap.RAM + 4096, "", new byte[0]));
        // asks HSM for hart 1's status
        String[] code = {
            "lui a7, 0x485",
            "addi a7, a7, 0x34d",
            "addi a6, zero, 2",
            "addi a0, zero, 1",
            "ecall",
            "add s1, zero, a1",
            "jal zero, 0"
        };
        one.program(code);
        one.run(0);
        byte[] file = save(one.board);
        TestBoard other = fresh(2);
        restore(other.board, file);
        other.run(100_000);
        one.run(100_000);
        assertEquals(1, other.hart(0).x[S1], "stopped");
        assertEquals(StateHash.of(one.board), StateHash.of(other.board));
    }

    @Test
    void aStateThatIsTruncatedOrDamagedIsRefused() throws Exception {
        TestBoard test = busy(1);
        test.run(5_000);
        byte[] file = save(test.board);
        for (int length = 0; length < file.length; length += 1 + length / 20) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(StateException.class, () -> restore(fresh(1).board, cut));
        }
        for (int at = 0; at < file.length; at += 397) {
            byte[] changed = file.clone();
            changed[at] ^= 0x10;
            TestBoard other = fresh(1);
            try {
                restore(other.board, changed);
            } catch (StateException refused) {
                continue;
            }
            assertEquals(StateHash.of(test.board), StateHash.of(other.board), "a bit that means nothing");
        }
    }

    @Test
    void anotherMachineDoesNotTakeItUp() throws Exception {
        byte[] file = save(busy(1).board);
        BoardState.MachineCheck anotherMachine = saved -> {
            throw new StateException("not " + saved);
        };
        var refusal = assertThrows(
                StateException.class,
                () -> BoardState.restore(fresh(1).board, anotherMachine, new ByteArrayInputStream(file)));
        assertEquals("not " + MACHINE, refusal.getMessage());
        assertThrows(StateException.class, () -> restore(new TestBoard(2).board, file));
    }

    @Test
    void statesThatLieAboutADeviceAreRefused() {
        TestBoard test = fresh(1);
        for (Bus.Mapping mapping : test.board.bus().devices()) {
            StateWriter writer = new StateWriter();
            mapping.device().save(writer);
            byte[] honest = writer.toByteArray();
            if (honest.length > 0) {
                byte[] lie = new byte[honest.length];
                Arrays.fill(lie, (byte) 0xa5);
                var refusal = assertThrows(StateException.class, () -> mapping.device()
                        .restore(new StateReader(mapping.device().name(), lie)));
                assertTrue(refusal.getMessage()
                        .startsWith("the state of " + mapping.device().name()));
            }
        }
    }
}
