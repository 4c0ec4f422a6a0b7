package org.cofferdam.machine.board;

import static org.cofferdam.machine.board.TestBoard.A0;
import static org.cofferdam.machine.board.TestBoard.S0;
import static org.cofferdam.machine.board.TestBoard.S1;
import static org.cofferdam.machine.board.TestBoard.T0;
import static org.cofferdam.machine.board.TestBoard.T1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.instructions.Rv64;
import org.junit.jupiter.api.Test;

class VirtBoardTest {
    private static final int MIE = 0x304;
    private static final int MTVEC = 0x305;
    private static final int MSTATUS = 0x300;
    private static final long HANDLER = MemoryMap.RAM + 0x100;

    /** Echoes what comes in until an 'x' comes, then switches off. */
    private static TestBoard echo(TestBoard board) {
        return board.set(S0, MemoryMap.SERIAL)
                .set(S1, MemoryMap.FINISHER)
                .set(T1, 'x')
                .set(A0, 0x5555)
                .program(
                        "lbu t0, 5(s0)",
                        "andi t0, t0, 1",
                        "beq t0, zero, -8",
                        "lbu t0, 0(s0)",
                        "add a1, a1, t0",
                        "sb t0, 0(s0)",
                        "bne t0, t1, -24",
                        "sw a0, 0(s1)");
    }

    @Test
    void theFinisherEndsTheRunWithItsCode() {
        for (int code : new int[] {0x5555, 0x0007_3333, 0x7777}) {
            TestBoard board = new TestBoard(1).set(S1, MemoryMap.FINISHER).set(A0, code);
            board.program("sw a0, 0(s1)", "addi a1, zero, 1", "jal zero, 0");
            Outcome expected =
                    switch (code) {
                        case 0x5555 -> new Outcome.PoweredOff(0);
                        case 0x7777 -> new Outcome.RestartRequested();
                        default -> new Outcome.PoweredOff(7);
                    };
            assertEquals(expected, board.run(Long.MAX_VALUE));
            assertEquals(1, board.board.retired(), "the store is the last instruction");
        }
    }

    @Test
    void aRunStopsAtItsLimitAndGoesOn() {
        TestBoard board = new TestBoard(1).program("addi a0, a0, 1", "jal zero, -4");
        assertEquals(new Outcome.LimitReached(), board.run(12_345));
        assertEquals(12_345, board.board.retired());
        assertEquals(new Outcome.LimitReached(), board.run(30_001));
        assertEquals(15_001, board.hart(0).x[A0]);
    }

    @Test
    void aRequestStopsARun() {
        TestBoard board = new TestBoard(1).program("jal zero, 0");
        board.board.requestStop();
        assertEquals(new Outcome.StopRequested(), board.run(Long.MAX_VALUE));
        assertEquals(new Outcome.LimitReached(), board.run(100));
    }

    @Test
    void aBoardThatNothingCanWakeIsAsleep() {
        TestBoard board = new TestBoard(2).program("wfi", "jal zero, -4");
        assertEquals(new Outcome.Asleep(), board.run(Long.MAX_VALUE));
    }

    @Test
    void anIdleBoardJumpsToTheTimerAndWakesAtItsTick() {
        TestBoard board = new TestBoard(1).set(S0, MemoryMap.CLINT + 0x4000).set(T0, 1_000_000_007);
        board.hart(0).csrs.write(MIE, 1 << 7);
        board.program("sd t0, 0(s0)", "wfi", "csrrs a0, 0xc01, zero", "jal zero, 0");
        List<Long> idles = new ArrayList<>();
        assertEquals(new Outcome.LimitReached(), board.board.run(10_000_100_000L, cycles -> {
            idles.add(cycles);
            return cycles;
        }));
        assertEquals(1_000_000_007, board.hart(0).x[A0]);
        assertEquals(List.of(10_000_000_000L - Turns.TURN), idles);
    }

    @Test
    void serialInputReachesMachineModeThroughThePlic() {
        TestBoard board = new TestBoard(1).set(S0, MemoryMap.SERIAL).set(S1, MemoryMap.PLIC + 0x20_0000);
        var hart = board.hart(0);
        hart.csrs.write(MIE, 1 << 11);
        hart.csrs.write(MTVEC, HANDLER);
        hart.csrs.write(MSTATUS, 1 << 3);
        board.board.bus().deviceAt(MemoryMap.PLIC, 4).store(MemoryMap.PLIC + 4 * MemoryMap.SERIAL_SOURCE, 4, 1);
        board.board.bus().deviceAt(MemoryMap.PLIC, 4).store(MemoryMap.PLIC + 0x2000, 4, 1 << MemoryMap.SERIAL_SOURCE);
        board.board.serial().store(1, 1, 1);
        board.program("wfi", "jal zero, -4");
        board.write(HANDLER, "lwu a0, 4(s1)", "lbu a1, 0(s0)", "sw a0, 4(s1)", "addi t0, t0, 1", "mret");
        Pacer pacer = cycles -> Math.min(cycles - 1, Turns.POLL);
        board.board.run(2 * Turns.POLL, pacer);
        assertEquals(0, hart.x[T0]);
        board.terminal.type("q");
        board.board.run(4 * Turns.POLL, pacer);
        assertEquals(1, hart.x[T0]);
        assertEquals(MemoryMap.SERIAL_SOURCE, hart.x[A0]);
        assertEquals('q', hart.x[TestBoard.A1]);
    }

    @Test
    void oneHartWakesAnotherBySoftwareInterrupt() {
        TestBoard board = new TestBoard(2).set(S0, MemoryMap.CLINT + 4).set(T0, 1);
        board.hart(1).csrs.write(MIE, 1 << 3);
        board.hart(0).pc = MemoryMap.RAM + 0x40;
        board.program("wfi", "addi a0, zero, 7", "jal zero, 0");
        board.write(MemoryMap.RAM + 0x40, "sw t0, 0(s0)", "jal zero, 0");
        board.run(3 * Turns.TURN);
        assertEquals(7, board.hart(1).x[A0]);
        assertEquals(0, board.hart(0).x[A0]);
    }

    @Test
    void settingTheTimeSetsItForAllHartsAndTheirTimers() {
        TestBoard board = new TestBoard(2).set(S0, MemoryMap.CLINT + 0x4000).set(T0, 1_000_000);
        board.hart(0).csrs.write(MIE, 1 << 7);
        board.hart(1).pc = MemoryMap.RAM + 0x40;
        board.program("sd t0, 0(s0)", "wfi", "csrrs a0, 0xc01, zero", "jal zero, 0");
        board.write(
                MemoryMap.RAM + 0x40,
                "lui a1, 0x8",
                "add s0, s0, a1",
                "sd t0, -8(s0)",
                "csrrs a0, 0xc01, zero",
                "jal zero, 0");
        board.run(3 * Turns.TURN);
        assertEquals(1_000_000, board.hart(1).x[A0]);
        assertTrue(
                board.hart(0).x[A0] >= 1_000_000 && board.hart(0).x[A0] < 1_002_000, "woken: " + board.hart(0).x[A0]);
    }

    @Test
    void flashIsExecutedAndReadAtAnyAlignment() {
        TestBoard board = new TestBoard(1).set(S0, MemoryMap.FLASH + 0x101);
        var array = board.board.bus().arrays().getFirst();
        array.storeDouble(MemoryMap.FLASH + 0x101, 0x0123_4567_89ab_cdefL);
        array.storeWord(MemoryMap.FLASH, Rv64.instructions().encode("ld a0, 0(s0)"));
        array.storeWord(MemoryMap.FLASH + 4, Rv64.instructions().encode("jal zero, 0"));
        board.hart(0).pc = MemoryMap.FLASH;
        board.run(10);
        assertEquals(0x0123_4567_89ab_cdefL, board.hart(0).x[A0]);
        assertEquals(10, board.board.retired());
    }

    @Test
    void hartsShareTheTimeFairly() {
        TestBoard board = new TestBoard(3).program("addi a0, a0, 1", "jal zero, -4");
        board.run(1_000_000);
        board.board.harts().forEach(hart -> assertEquals(1_000_000, hart.retired));
    }

    @Test
    void theSameRunTwiceHasTheSameHashAndAnotherHasNot() {
        List<String> hashes = new ArrayList<>();
        for (String text : new String[] {"hello x", "hello x", "hallo x"}) {
            TestBoard board = echo(new TestBoard(2));
            board.terminal.type(text);
            assertEquals(new Outcome.PoweredOff(0), board.run(Long.MAX_VALUE));
            assertEquals(text, board.terminal.screen());
            hashes.add(StateHash.of(board.board));
        }
        assertEquals(hashes.get(0), hashes.get(1));
        assertNotEquals(hashes.get(0), hashes.get(2));
    }

    @Test
    void theHashCoversRegistersAndMemory() {
        TestBoard board = new TestBoard(1);
        String before = StateHash.of(board.board);
        board.hart(0).x[31] = 1;
        String other = StateHash.of(board.board);
        assertNotEquals(before, other);
        board.hart(0).x[31] = 0;
        assertEquals(before, StateHash.of(board.board));
        board.board.ram().storeByte(MemoryMap.RAM + (1 << 20) - 1, (byte) 1);
        assertNotEquals(before, StateHash.of(board.board));
    }

    /** Input that comes at odd moments, and an idle guest that a pacer wakes early: played back without either, the run is the same. */
    @Test
    void aRecordedRunReplays() {
        TestBoard live = sleepyEcho(new TestBoard(1));
        int[] calls = new int[1];
        Pacer pacer = cycles -> {
            if (++calls[0] % 3 == 0) {
                live.terminal.type(calls[0] > 20 ? "x" : "ab");
            }
            return Math.min(cycles - 1, 54_321L * calls[0]);
        };
        assertEquals(new Outcome.PoweredOff(0), live.board.run(Long.MAX_VALUE, pacer));
        assertTrue(live.deliveries.size() > 10);

        TestBoard again = sleepyEcho(new TestBoard(1, live.deliveries));
        assertEquals(new Outcome.PoweredOff(0), again.run(Long.MAX_VALUE));
        assertEquals(live.terminal.screen(), again.terminal.screen());
        assertEquals(live.deliveries, again.deliveries);
        assertEquals(StateHash.of(live.board), StateHash.of(again.board));
    }

    /** As {@link #echo}, but waits for interrupts in between. */
    private static TestBoard sleepyEcho(TestBoard board) {
        board.hart(0).csrs.write(MIE, 1 << 11);
        board.board.bus().deviceAt(MemoryMap.PLIC, 4).store(MemoryMap.PLIC + 4 * MemoryMap.SERIAL_SOURCE, 4, 1);
        board.board.bus().deviceAt(MemoryMap.PLIC, 4).store(MemoryMap.PLIC + 0x2000, 4, 1 << MemoryMap.SERIAL_SOURCE);
        board.board.serial().store(1, 1, 1);
        return board.set(S0, MemoryMap.SERIAL)
                .set(S1, MemoryMap.FINISHER)
                .set(T1, 'x')
                .set(A0, 0x5555)
                .set(15, MemoryMap.PLIC + 0x20_0000)
                .program(
                        "wfi",
                        "lw a4, 4(a5)",
                        "lbu t0, 5(s0)",
                        "andi t0, t0, 1",
                        "beq t0, zero, 20",
                        "lbu t0, 0(s0)",
                        "sb t0, 0(s0)",
                        "bne t0, t1, -20",
                        "sw a0, 0(s1)",
                        "sw a4, 4(a5)",
                        "jal zero, -40");
    }

    @Test
    void whatABoardCannotHoldIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> BoardSetup.bare(0, 1 << 20, CharacterDevice.NONE));
        assertThrows(IllegalArgumentException.class, () -> BoardSetup.bare(9, 1 << 20, CharacterDevice.NONE));
        List<CharacterDevice> many = java.util.Collections.nCopies(9, CharacterDevice.NONE);
        BoardSetup setup = BoardSetup.bare(1, 1 << 20, CharacterDevice.NONE);
        assertThrows(IllegalArgumentException.class, () -> setup.withConsoles(many));
    }
}
