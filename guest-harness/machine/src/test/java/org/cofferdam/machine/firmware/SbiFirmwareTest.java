package org.cofferdam.machine.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.TestBoard;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.junit.jupiter.api.Test;

class SbiFirmwareTest {
    static final long CODE = MemoryMap.RAM + 0x1000;
    private static final long DATA = MemoryMap.RAM + 0x2000;
    private static final long TIME = 0x54494D45;
    private static final long IPI = 0x735049;
    private static final long RFENCE = 0x52464E43;
    private static final long HSM = 0x48534D;
    private static final long SRST = 0x53525354;
    private static final long DBCN = 0x4442434E;
    private static final int INVALID_PARAMETER = -3;
    private static final int SSIP = 1 << 1;
    private static final int SEIP = 1 << 9;
    private static final int STIP = 1 << 5;
    private static final int MIP = 0x344;

    private final TestBoard test = supervisors(2);
    private final Hart hart = test.hart(0);

    /** Harts under the firmware; the first stands before an ECALL, over and over. */
    static TestBoard supervisors(int harts) {
        TestBoard test = new TestBoard(harts).write(CODE, "ecall", "jal zero, -4");
        new SbiFirmware(test.board.harts(), test.board.bus(), test.board.serial(), test.board.power()).start(CODE, 0);
        return test;
    }

    private long call(long extension, long function, long... arguments) {
        hart.pc = CODE;
        hart.x[17] = extension;
        hart.x[16] = function;
        for (int i = 0; i < 6; i++) {
            hart.x[10 + i] = i < arguments.length ? arguments[i] : 0;
        }
        hart.run(hart.cycle + 1);
        return hart.x[10];
    }

    @Test
    void saysWhatItIsAndHas() {
        assertEquals(0, call(0x10, 0));
        assertEquals(0x0200_0000, hart.x[11]);
        for (long extension : new long[] {0x10, TIME, IPI, RFENCE, HSM, SRST, DBCN, 1, 2}) {
            assertEquals(0, call(0x10, 3, extension));
            assertEquals(1, hart.x[11], "0x" + Long.toHexString(extension));
        }
        for (long extension : new long[] {0x504D55, 0x535441, 0x53555350, 0, -1, 0x1_0000_0010L}) {
            assertEquals(0, call(0x10, 3, extension));
            assertEquals(0, hart.x[11], "0x" + Long.toHexString(extension));
        }
    }

    @Test
    void answersNotSupportedToWhatItDoesNotKnow() {
        assertEquals(-2, call(0x504D55, 0));
        assertEquals(-2, call(TIME, 1));
        assertEquals(-2, call(0x10, -1));
        assertEquals(-2, call(-1, 0));
        assertEquals(Privilege.SUPERVISOR, hart.privilege());
        assertEquals(CODE + 4, hart.pc);
    }

    @Test
    void theTimerInterruptsTheSupervisorAndIsClearedByTheNextCall() {
        assertEquals(0, call(TIME, 0, 100));
        assertEquals(0, hart.csrs.read(MIP) & STIP);
        hart.run(1000);
        assertEquals(STIP, hart.csrs.read(MIP) & STIP);
        assertEquals(0, call(TIME, 0, -1));
        assertEquals(0, hart.csrs.read(MIP) & STIP);
    }

    /** An interrupt from a device that was pending just then would stay pending for ever, and none of its handlers would find a source. */
    @Test
    void anInterruptToAHartLeavesItsDevicesInterruptToTheDevice() {
        test.hart(1).interrupts.setLine(9, true);
        assertEquals(0, call(IPI, 0, 0b10, 0));
        assertEquals(SSIP | SEIP, test.hart(1).csrs.read(MIP) & (SSIP | SEIP));
        test.hart(1).interrupts.setLine(9, false);
        assertEquals(SSIP, test.hart(1).csrs.read(MIP) & (SSIP | SEIP));
    }

    @Test
    void sendsInterruptsToTheHartsOfTheMask() {
        assertEquals(0, call(IPI, 0, 0b10, 0));
        assertEquals(0, hart.csrs.read(MIP) & SSIP);
        assertEquals(SSIP, test.hart(1).csrs.read(MIP) & SSIP);
        assertEquals(0, call(IPI, 0, 0, -1));
        assertEquals(SSIP, hart.csrs.read(MIP) & SSIP);
    }

    @Test
    void refusesMasksThatNameOthers() {
        for (long[] mask : new long[][] {{0b100, 0}, {1, 2}, {1, -2}, {2, Long.MAX_VALUE}, {-1, 0}}) {
            assertEquals(INVALID_PARAMETER, call(IPI, 0, mask));
            assertEquals(INVALID_PARAMETER, call(RFENCE, 0, mask));
            assertEquals(INVALID_PARAMETER, call(RFENCE, 1, mask[0], mask[1], 0, 4096));
        }
        assertEquals(0, call(IPI, 0, 0, 7), "an empty mask names nobody");
    }

    @Test
    void fencesWithAnyRange() {
        for (int function = 1; function <= 6; function++) {
            assertEquals(0, call(RFENCE, function, 3, 0, 0, 0));
            assertEquals(0, call(RFENCE, function, 3, 0, 0x1fff, 2));
            assertEquals(0, call(RFENCE, function, 3, 0, 0x1000, -1));
            assertEquals(0, call(RFENCE, function, 3, 0, 0, Long.MAX_VALUE));
            assertEquals(-5, call(RFENCE, function, 3, 0, -4096, 8192), "wraps around");
        }
    }

    @Test
    void startsAndStopsHarts() {
        assertEquals(0, call(HSM, 2, 1));
        assertEquals(1, hart.x[11], "stopped");
        assertEquals(-5, call(HSM, 0, 1, 0x1000, 0));
        assertEquals(INVALID_PARAMETER, call(HSM, 0, 2, CODE, 0));
        assertEquals(-6, call(HSM, 0, 0, CODE, 0));
        assertEquals(0, call(HSM, 0, 1, CODE, 77));
        Hart second = test.hart(1);
        assertEquals(CODE, second.pc);
        assertEquals(1, second.x[10]);
        assertEquals(77, second.x[11]);
        assertEquals(Privilege.SUPERVISOR, second.privilege());
        assertFalse(second.waiting());
        assertEquals(0, call(HSM, 2, 1));
        assertEquals(0, hart.x[11], "started");
        assertEquals(-6, call(HSM, 0, 1, CODE, 0));
        second.x[17] = HSM;
        second.x[16] = 1;
        second.run(second.cycle + 10);
        assertTrue(second.waiting());
        assertEquals(0, call(IPI, 0, 2, 0), "an interrupt does not wake a stopped hart");
        second.run(second.cycle + 10);
        assertTrue(second.waiting());
        assertEquals(0, call(HSM, 0, 1, CODE, 0));
        assertEquals(INVALID_PARAMETER, call(HSM, 2, -1));
    }

    @Test
    void suspendsUntilAnInterrupt() {
        hart.csrs.write(0x104, 1 << 5);
        call(TIME, 0, 1000);
        assertEquals(0, call(HSM, 3, 0));
        long before = hart.retired;
        test.run(9_999);
        assertTrue(hart.waiting());
        assertEquals(before, hart.retired);
        test.run(20_000);
        assertTrue(hart.retired > before, "the timer wakes it");
    }

    @Test
    void refusesSuspendStatesThatItDoesNotHave() {
        assertEquals(-2, call(HSM, 3, 0x8000_0000L));
        assertEquals(INVALID_PARAMETER, call(HSM, 3, 1));
        assertEquals(INVALID_PARAMETER, call(HSM, 3, 0x9000_0000L));
        assertFalse(hart.waiting());
    }

    @Test
    void writesToTheConsole() {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        test.board.ram().write(DATA, text, 0, text.length);
        assertEquals(0, call(DBCN, 0, 5, DATA, 0));
        assertEquals(5, hart.x[11]);
        assertEquals(0, call(DBCN, 2, '!'));
        assertEquals(0, call(1, 0, '?'));
        assertEquals("hello!?", test.terminal.screen());
    }

    @Test
    void readsFromTheConsole() {
        test.terminal.type("abc");
        test.board.serial().store(2, 1, 1);
        test.board.serial().poll();
        assertEquals('a', call(2, 0));
        assertEquals(0, call(DBCN, 1, 10, DATA, 0));
        assertEquals(2, hart.x[11]);
        assertEquals('c', test.board.ram().loadByte(DATA + 1));
        assertEquals(-1, call(2, 0));
    }

    @Test
    void touchesNothingButMemory() {
        long end = MemoryMap.RAM + test.board.ram().size();
        for (long[] range : new long[][] {
            {1, 0x1000, 0},
            {2, end - 1, 0},
            {1, DATA, 1},
            {-1, DATA, 0},
            {Long.MAX_VALUE, DATA, 0},
            {1, -1, 0},
            {4, MemoryMap.SERIAL, 0}
        }) {
            assertEquals(INVALID_PARAMETER, call(DBCN, 0, range));
            assertEquals(INVALID_PARAMETER, call(DBCN, 1, range));
        }
        assertEquals("", test.terminal.screen());
    }

    @Test
    void aLongWriteIsPartial() {
        assertEquals(0, call(DBCN, 0, 0x8000, DATA, 0));
        assertEquals(4096, hart.x[11]);
    }

    @Test
    void resetsTheSystem() {
        assertEquals(INVALID_PARAMETER, call(SRST, 0, 3, 0));
        assertEquals(INVALID_PARAMETER, call(SRST, 0, 0, 2));
        call(SRST, 0, 0, 0);
        assertEquals(new Outcome.PoweredOff(0), test.run(1000));
        TestBoard failing = supervisors(1);
        failing.hart(0).x[17] = SRST;
        failing.hart(0).x[11] = 1;
        assertEquals(new Outcome.PoweredOff(1), failing.run(1000));
        TestBoard rebooting = supervisors(1);
        rebooting.hart(0).x[17] = SRST;
        rebooting.hart(0).x[10] = 1;
        assertEquals(new Outcome.RestartRequested(), rebooting.run(1000));
    }

    @Test
    void everythingButCallsIsDelegated() {
        hart.csrs.write(0x105, CODE + 0x100);
        test.write(CODE, "csrrs zero, 0x300, zero");
        hart.run(hart.cycle + 1);
        assertEquals(Privilege.SUPERVISOR, hart.privilege());
        assertEquals(2, hart.csrs.read(0x142));
        assertEquals(CODE + 0x100, hart.pc);
    }
}
