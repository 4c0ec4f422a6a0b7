package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SBI PMU. */
final class CountersTest {
    private static final long PMU = 0x504D55;
    private static final long TIME = 0x54494D45;
    private static final long IPI = 0x735049;
    private static final long RFENCE = 0x52464E43;
    private static final long FIRMWARE = 0xF_0000;
    private static final long EVERY = (1L << 23) - 1;
    private static final int INSTRET = 22;

    private static final long NOT_SUPPORTED = -2;
    private static final long INVALID_PARAMETER = -3;
    private static final long ALREADY_STARTED = -7;
    private static final long ALREADY_STOPPED = -8;
    private static final long NO_SHARED_MEMORY = -9;

    private final FakeMachine machine = new FakeMachine(2, 2048);
    private final Microkernel core = machine.boot(2, new Window(0, 1000), new Window(1, 1000));

    /** A partition of 2 virtual harts, each on its physical one. */
    @BeforeEach
    void start() {
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        FakeMachine.run(core, 1);
        core.control().start(0, RAM, 0);
        core.handle(0);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(1));
    }

    private long call(long error, long function, long... arguments) {
        assertInstanceOf(Resume.Enter.class, machine.call(core, 0, PMU, function, arguments));
        assertEquals(error, machine.hart(0).x(10));
        return machine.hart(0).x(11);
    }

    /** The counter that is found for an event, started from 0. */
    private long count(long event) {
        return call(0, 2, 0, EVERY, 2 | 4, event, 0);
    }

    @Test
    void thereIsACounterForEachFirmwareEventAndOneOfInstructions() {
        assertEquals(23, call(0, 0));
        for (int counter = 0; counter < 22; counter++) {
            assertEquals(Long.MIN_VALUE, call(0, 1, counter));
        }
        assertEquals(63 << 12 | 0xC02, call(0, 1, INSTRET));
        for (long none : new long[] {23, 64, -1, Long.MIN_VALUE, 1L << 32}) {
            call(INVALID_PARAMETER, 1, none);
            call(INVALID_PARAMETER, 5, none);
            call(INVALID_PARAMETER, 6, none);
        }
        call(INVALID_PARAMETER, 5, INSTRET);
        call(INVALID_PARAMETER, 6, INSTRET);
    }

    @Test
    void whatAGuestAsksForIsCounted() {
        for (int event = 0; event < 22; event++) {
            assertEquals(event, count(FIRMWARE + event));
        }
        machine.call(core, 0, TIME, 0, 1_000_000);
        machine.call(core, 0, IPI, 0, 0b11, 0);
        machine.call(core, 0, RFENCE, 0, 0b10, 0);
        machine.call(core, 0, RFENCE, 0, 0b10, 0);
        machine.call(core, 0, RFENCE, 1, 0b11, 0, 0, 0);
        machine.call(core, 0, RFENCE, 2, 0b01, 0, 0, 0, 3);
        machine.call(core, 1, RFENCE, 2, 0b11, 0, 0, 0, 3);
        machine.call(core, 1, IPI, 0, 0b10, 0);
        machine.call(core, 0, IPI, 0, 1L << 63, 0);
        machine.trap(core, 0, 22, 0x1050_0073 | 1 << 7);
        machine.trap(core, 0, 21, RAM - 8);
        machine.trap(core, 0, 23, RAM - 8);
        machine.trap(core, 0, 23, RAM - 8);
        long[] expected = {0, 0, 1, 2, 1, 1, 2, 1, 2, 0, 2, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0};
        for (int event = 0; event < 22; event++) {
            assertEquals(expected[event], call(0, 5, event), "event " + event);
            assertEquals(0, call(0, 6, event));
        }
    }

    @Test
    void anAccessThatTheMonitorRefusesIsCounted() {
        count(FIRMWARE + 2);
        machine.hart(0).csr(Csr.HTVAL, UART >>> 2);
        machine.hart(0).csr(Csr.HTINST, 0x2503);
        assertInstanceOf(Resume.AskMonitor.class, machine.trap(core, 0, 21, UART));
        core.refuse(0);
        assertEquals(1, call(0, 5, 2));
    }

    @Test
    void aCounterCountsWhileItIsStartedAndKeepsItsValue() {
        call(INVALID_PARAMETER, 3, 0, 1 << 5, 0, 0);
        assertEquals(5, call(0, 2, 0, EVERY, 0, FIRMWARE + 5, 0));
        machine.call(core, 0, TIME, 0, 1);
        assertEquals(0, call(0, 5, 5), "configured, not started");
        call(ALREADY_STOPPED, 4, 5, 1, 0);
        call(0, 3, 5, 1, 0, 777);
        call(ALREADY_STARTED, 3, 5, 1, 0, 0);
        machine.call(core, 0, TIME, 0, 1);
        assertEquals(1, call(0, 5, 5));
        call(0, 4, 0, 1 << 5, 0);
        machine.call(core, 0, TIME, 0, 1);
        assertEquals(1, call(0, 5, 5));
        call(0, 3, 0, 1 << 5, 1, -3);
        machine.call(core, 0, TIME, 0, 1);
        assertEquals(-2, call(0, 5, 5));
        call(0, 4, 0, 1 << 5, 1);
        assertEquals(-2, call(0, 5, 5));
        call(INVALID_PARAMETER, 3, 0, 1 << 5, 0, 0);
        call(0, 2, 5, 1, 0, FIRMWARE + 5, 0);
        assertEquals(-2, call(0, 5, 5), "configured anew, it keeps its value");
        call(0, 2, 5, 1, 3, FIRMWARE + 5, 0);
        assertEquals(0, call(0, 5, 5), "unless it is to be cleared");
    }

    @Test
    void aSetOfCountersIsStartedAsAWholeOrNotAtAll() {
        count(FIRMWARE + 5);
        call(0, 2, 0, EVERY, 0, FIRMWARE + 6, 0);
        call(ALREADY_STARTED, 3, 0, 0b11 << 5, 1, 100);
        call(ALREADY_STOPPED, 4, 6, 1, 0);
        call(INVALID_PARAMETER, 3, 0, 0b11 << 6, 0, 0);
        call(ALREADY_STOPPED, 4, 6, 1, 0);
        assertEquals(0, call(0, 5, 5));
        call(ALREADY_STOPPED, 4, 0, EVERY, 1);
        call(ALREADY_STOPPED, 4, 0, 1 << 5, 0);
    }

    @Test
    void countersAreFoundOnlyForWhatTheCoreCountsAndAmongThoseAskedFor() {
        for (long event :
                new long[] {0, 1, 3, 10, 0x1_0000, 0x2_0000, FIRMWARE + 22, FIRMWARE + 255, FIRMWARE + 65535, -1}) {
            call(NOT_SUPPORTED, 2, 0, EVERY, 0, event, 0);
        }
        call(NOT_SUPPORTED, 2, 0, EVERY, 0, FIRMWARE + 5, 1);
        call(NOT_SUPPORTED, 2, 0, EVERY & ~(1 << 5), 0, FIRMWARE + 5, 0);
        call(NOT_SUPPORTED, 2, 0, 0b11 << 4, 1, FIRMWARE + 5, 0);
        assertEquals(5, call(0, 2, 5, 0b11, 1, FIRMWARE + 5, 0), "the first of the set, unmatched");
        call(NOT_SUPPORTED, 2, 0, EVERY, 0, FIRMWARE + 5, 0);
        assertEquals(5, call(0, 2, 5, 1, 1, FIRMWARE + 5, 0), "again, since it is not started");
        call(0, 3, 5, 1, 0, 0);
        call(NOT_SUPPORTED, 2, 5, 1, 1, FIRMWARE + 5, 0);
    }

    @Test
    void whatIsNoCounterOrNoFlagIsRefused() {
        count(FIRMWARE);
        long[][] sets = {
            {0, 0}, {0, 1L << 23}, {23, 1}, {22, 2}, {1, 1L << 22}, {-1, 1}, {64, 1}, {0, -1}, {1L << 32, 1}
        };
        for (long[] set : sets) {
            call(INVALID_PARAMETER, 2, set[0], set[1], 0, FIRMWARE, 0);
            call(INVALID_PARAMETER, 3, set[0], set[1], 0, 0);
            call(INVALID_PARAMETER, 4, set[0], set[1], 0);
        }
        call(INVALID_PARAMETER, 2, 0, EVERY, 0x100, FIRMWARE, 0);
        call(INVALID_PARAMETER, 3, 0, 1, 4, 0);
        call(INVALID_PARAMETER, 4, 0, 1, -4);
        call(NO_SHARED_MEMORY, 3, 0, 1, 2, 0);
        call(NO_SHARED_MEMORY, 4, 0, 1, 2);
        call(NOT_SUPPORTED, 7, RAM, 0, 0);
    }

    @Test
    void instretIsTheVirtualHartsOwnWhereverItRuns() {
        assertRefused(0xC020_2573);
        machine.hart(0).csr(Csr.INSTRET, 1_000);
        machine.hart(1).csr(Csr.INSTRET, 50_000);
        assertEquals(INSTRET, count(2));
        machine.hart(0).csr(Csr.INSTRET, 1_400);
        assertEquals(400, readInstret());
        // The window of partition 1: what it retires is not partition 0's.
        machine.time = 1_000;
        machine.interrupt(core, 0);
        machine.hart(0).csr(Csr.INSTRET, 9_000);
        machine.time = 2_000;
        machine.interrupt(core, 0);
        assertEquals(400, readInstret());
        machine.hart(0).csr(Csr.INSTRET, 9_011);
        assertEquals(411, readInstret());
        call(0, 4, INSTRET, 1, 0);
        machine.hart(0).csr(Csr.INSTRET, 9_100);
        assertEquals(411, readInstret());
        call(0, 3, INSTRET, 1, 1, -5);
        machine.hart(0).csr(Csr.INSTRET, 9_107);
        assertEquals(2, readInstret());
        call(0, 4, INSTRET, 1, 1);
        assertRefused(0xC020_2573);
    }

    @Test
    void userProgramsReadInstretIfTheirKernelLetsThem() {
        count(2);
        machine.hart(0).csr(Csr.SCOUNTEREN, 0b011);
        assertRefused(0xC020_2573, 0);
        machine.hart(0).csr(Csr.SCOUNTEREN, 0b100);
        long pc = machine.hart(0).csr(Csr.SEPC);
        machine.hart(0).csr(Csr.SSTATUS, 0);
        machine.trap(core, 0, 22, 0xC020_2573);
        assertEquals(pc + 4, machine.hart(0).csr(Csr.SEPC));
    }

    @Test
    void otherCountersAndWritesStayRefused() {
        count(2);
        for (int instruction : new int[] {
            0xC000_2573, 0xC030_2573, 0xC022_2573, 0xC020_1573, 0xC020_7573, 0xC820_2573, 0xB020_2573, 0xC020_2563
        }) {
            assertRefused(instruction);
        }
    }

    /** csrrs a0, instret, zero. */
    private long readInstret() {
        machine.hart(0).csr(Csr.SSTATUS, 1 << 8);
        long pc = machine.hart(0).csr(Csr.SEPC);
        machine.trap(core, 0, 22, Integer.toUnsignedLong(0xC020_2573));
        assertEquals(pc + 4, machine.hart(0).csr(Csr.SEPC));
        return machine.hart(0).x(10);
    }

    private void assertRefused(int instruction) {
        assertRefused(instruction, 1 << 8);
    }

    private void assertRefused(int instruction, long mode) {
        machine.hart(0).csr(Csr.SSTATUS, mode);
        machine.hart(0).csr(Csr.VSTVEC, 0x1234_0000);
        machine.trap(core, 0, 22, Integer.toUnsignedLong(instruction));
        assertEquals(0x1234_0000, machine.hart(0).csr(Csr.SEPC));
        assertEquals(2, machine.hart(0).csr(Csr.VSCAUSE));
    }
}
