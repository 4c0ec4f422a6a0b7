package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SbiTest {
    private static final long BASE = 0x10;
    private static final long TIME = 0x54494D45;
    private static final long IPI = 0x735049;
    private static final long RFENCE = 0x52464E43;
    private static final long HSM = 0x48534D;
    private static final long SRST = 0x53525354;
    private static final long DBCN = 0x4442434E;
    private static final long SUSP = 0x53555350;
    private static final long PMU = 0x504D55;
    private static final long STA = 0x535441;

    private static final long FAILED = -1;
    private static final long NOT_SUPPORTED = -2;
    private static final long INVALID_PARAMETER = -3;
    private static final long INVALID_ADDRESS = -5;
    private static final long ALREADY_AVAILABLE = -6;

    private static final long ROM = RAM + 0x10_0000;
    private static final long DATA = RAM + 0x20_0000;

    private final FakeMachine machine = new FakeMachine(2, 2048);
    private final Microkernel core = machine.boot(2, new Window(0, 1000));
    private Monitor monitor;

    /** A partition of 3 virtual harts, of which the first runs on physical hart 0. */
    @BeforeEach
    void start() {
        monitor = FakeMachine.create(
                core,
                0,
                PartitionSpec.of(
                        3,
                        List.of(
                                new MemoryRegion(RAM, 0x4000, Rights.READ_WRITE_EXECUTE),
                                new MemoryRegion(ROM, 0x1000, Rights.READ_EXECUTE),
                                new MemoryRegion(DATA, 0x1000, Rights.READ_WRITE)),
                        List.of(new DeviceWindow(UART, 0x1000))));
        core.control().start(0, RAM, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertInstanceOf(Resume.Idle.class, core.handle(1));
    }

    private void assertCall(long error, long value, long extension, long function, long... arguments) {
        long pc = machine.hart(0).csr(Csr.SEPC);
        assertInstanceOf(Resume.Enter.class, machine.call(core, 0, extension, function, arguments));
        assertEquals(error, machine.hart(0).x(10));
        assertEquals(value, machine.hart(0).x(11));
        assertEquals(pc + 4, machine.hart(0).csr(Csr.SEPC));
    }

    @Test
    void baseTellsWhatThereIs() {
        assertCall(0, 0x0200_0000, BASE, 0);
        for (int function = 4; function <= 6; function++) {
            assertCall(0, 0, BASE, function);
        }
        for (long extension : new long[] {BASE, TIME, IPI, RFENCE, HSM, SRST, DBCN, SUSP, PMU, STA}) {
            assertCall(0, 1, BASE, 3, extension);
        }
        // CPPC, the legacy console, and what only looks like a known number in 32 bits.
        for (long extension : new long[] {0x43505043, 1, TIME | 1L << 32, -1}) {
            assertCall(0, 0, BASE, 3, extension);
        }
    }

    @Test
    void whatIsNotInTheTableIsNotSupportedAndOnlyA0AndA1Change() {
        long[][] calls = {
            {0, 0},
            {8, 0},
            {BASE, 7},
            {BASE, -1},
            {TIME, 1},
            {RFENCE, 3},
            {RFENCE, 6},
            {HSM, 4},
            {SRST, 1},
            {DBCN, 3},
            {PMU, 7},
            {PMU, 8},
            {SUSP, 1},
            {STA, 1},
            {-1, -1},
            {BASE | 1L << 32, 0},
            {BASE, 1L << 32},
            {0x0A00_0000, 0}
        };
        for (int i = 0; i < 32; i++) {
            machine.hart(0).x(i, 0x1111L * i);
        }
        for (long[] call : calls) {
            assertCall(NOT_SUPPORTED, 0, call[0], call[1], 1, 2, 3, 4, 5, 6);
            for (int i = 1; i < 32; i++) {
                boolean argument = i >= 10 && i <= 17;
                if (!argument) {
                    assertEquals(0x1111L * i, machine.hart(0).x(i));
                }
            }
            assertEquals(3, machine.hart(0).x(12));
        }
    }

    @Test
    void theTimerIsTheGuestsOwnComparator() {
        assertCall(0, 0, TIME, 0, 12345);
        assertEquals(12345, machine.hart(0).csr(Csr.VSTIMECMP));
    }

    @Test
    void aHartStartsInsideExecutableMemoryAndStops() {
        assertCall(0, 0, HSM, 2, 0);
        assertCall(0, 1, HSM, 2, 1);
        for (long id : new long[] {3, 64, -1, Long.MIN_VALUE, 1L << 32}) {
            assertCall(INVALID_PARAMETER, 0, HSM, 2, id);
            assertCall(INVALID_PARAMETER, 0, HSM, 0, id, RAM, 0);
        }
        assertCall(ALREADY_AVAILABLE, 0, HSM, 0, 0, RAM, 0);
        for (long entry : new long[] {0, RAM + 1, RAM - 2, RAM + 0x4000, DATA, UART, -2}) {
            assertCall(INVALID_ADDRESS, 0, HSM, 0, 1, entry, 0);
        }
        assertCall(0, 0, HSM, 0, 1, ROM + 2, 0x55);
        assertTrue(machine.hart(1).isAwake(), "an idle hart in a window of this partition looks for work");
        assertInstanceOf(Resume.Enter.class, core.handle(1));
        assertEquals(ROM + 2, machine.hart(1).csr(Csr.SEPC));
        assertEquals(1, machine.hart(1).x(10));
        assertEquals(0x55, machine.hart(1).x(11));
        assertCall(0, 0, HSM, 2, 1);
        assertInstanceOf(Resume.Idle.class, machine.call(core, 1, HSM, 1));
        assertCall(0, 1, HSM, 2, 1);
    }

    @Test
    void aRetentiveSuspensionKeepsEverything() {
        for (long type : new long[] {1, 0x0FFF_FFFF, 0x1000_0000, 0x7FFF_FFFF, 0x8000_0001L, 0xFFFF_FFFFL}) {
            assertCall(INVALID_PARAMETER, 0, HSM, 3, type, RAM, 0);
        }
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
        machine.hart(0).csr(Csr.VSTIMECMP, 50);
        machine.hart(0).x(20, 77);
        assertEquals(new Resume.Idle(50), machine.call(core, 0, HSM, 3, 0));
        machine.time = 50;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(0, machine.hart(0).x(10));
        assertEquals(77, machine.hart(0).x(20));
    }

    @Test
    void aNonRetentiveSuspensionEndsAtItsAddressWithoutTranslation() {
        for (long entry : new long[] {0, RAM + 1, RAM - 2, RAM + 0x4000, DATA, UART, -2}) {
            assertCall(INVALID_ADDRESS, 0, HSM, 3, 0x8000_0000L, entry, 0);
        }
        sleep(HSM, 3, 0x8000_0000L);
    }

    @Test
    void theSystemIsSuspendedOnlyWhenAllOtherHartsAreStopped() {
        for (long type : new long[] {1, 0x7FFF_FFFF, 0x8000_0000L, 0xFFFF_FFFFL}) {
            assertCall(INVALID_PARAMETER, 0, SUSP, 0, type, RAM, 0);
        }
        assertCall(INVALID_ADDRESS, 0, SUSP, 0, 0, DATA, 0);
        assertCall(0, 0, HSM, 0, 2, RAM, 0);
        assertCall(-4, 0, SUSP, 0, 0, RAM, 0);
        core.handle(1);
        assertInstanceOf(Resume.Idle.class, machine.call(core, 1, HSM, 1));
        sleep(SUSP, 0, 1L << 32);
    }

    /** Suspends hart 0 until its timer, at ROM + 2, and sees how it comes back. */
    private void sleep(long extension, long function, long type) {
        FakeHart hart = machine.hart(0);
        hart.csr(Csr.VSIE, 1 << 5);
        hart.csr(Csr.VSTIMECMP, 50);
        hart.csr(Csr.VSATP, 9L << 60 | 7);
        hart.csr(Csr.VSSTATUS, 1 << 1 | 1 << 18);
        hart.csr(Csr.SSTATUS, 0);
        assertEquals(new Resume.Idle(50), machine.call(core, 0, extension, function, type, ROM + 2, 0x5555));
        assertStatusSeenBySibling(1, 4, 0);
        machine.time = 50;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(ROM + 2, hart.csr(Csr.SEPC));
        assertEquals(1 << 8, hart.csr(Csr.SSTATUS) & 1 << 8, "at VS-mode");
        assertEquals(0, hart.csr(Csr.VSATP));
        assertEquals(1 << 18, hart.csr(Csr.VSSTATUS), "interrupts off, the rest kept");
        assertEquals(0, hart.x(10));
        assertEquals(0x5555, hart.x(11));
    }

    /** What a sibling that is started on physical hart 1 is told of a hart's status. */
    private void assertStatusSeenBySibling(int sibling, long status, long hart) {
        Partition partition = core.partitions.at(0);
        assertEquals(VirtualHart.State.SUSPENDED, partition.virtualHarts.get((int) hart).state);
        partition.virtualHarts.get(sibling).start(RAM, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(1));
        machine.call(core, 1, HSM, 2, hart);
        assertEquals(status, machine.hart(1).x(11));
        machine.call(core, 1, HSM, 1);
    }

    @Test
    void aSuspendedHartSaysSo() {
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        assertInstanceOf(Resume.Idle.class, machine.call(core, 1, HSM, 3, 0));
        assertCall(0, 4, HSM, 2, 1);
        assertCall(ALREADY_AVAILABLE, 0, HSM, 0, 1, RAM, 0);
    }

    @Test
    void interruptsReachTheHartsOfTheMaskAndNoOther() {
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        assertCall(0, 0, IPI, 0, 0b10, 0);
        assertEquals(0, machine.hart(0).csr(Csr.HVIP));
        assertEquals(1 << 2, machine.hart(1).csr(Csr.HVIP));
        assertCall(0, 0, IPI, 0, 0b1, 0);
        assertEquals(1 << 2, machine.hart(0).csr(Csr.HVIP));
        machine.hart(0).csr(Csr.HVIP, 0);
        machine.hart(1).csr(Csr.HVIP, 0);
        assertCall(0, 0, IPI, 0, 0b1, 1);
        assertEquals(1 << 2, machine.hart(1).csr(Csr.HVIP));
        assertCall(0, 0, IPI, 0, 0, -1);
        assertEquals(1 << 2, machine.hart(0).csr(Csr.HVIP));
        assertCall(0, 0, IPI, 0, 0, 2);
        for (long[] mask : new long[][] {
            {0b1000, 0},
            {-1, 0},
            {0b100, 1},
            {1, 3},
            {1, 64},
            {1, -2},
            {1, Long.MIN_VALUE},
            {1L << 63, 1},
            {1L << 62, 2},
            {0, 3}
        }) {
            assertCall(INVALID_PARAMETER, 0, IPI, 0, mask[0], mask[1]);
            assertCall(INVALID_PARAMETER, 0, RFENCE, 0, mask[0], mask[1]);
            assertCall(INVALID_PARAMETER, 0, RFENCE, 1, mask[0], mask[1], 0, 0);
            assertCall(INVALID_PARAMETER, 0, RFENCE, 2, mask[0], mask[1], 0, 0, 0);
        }
    }

    @Test
    void sixtyFourHartsFillTheMask() {
        FakeMachine wide = FakeMachine.small();
        Microkernel other = wide.boot(1, new Window(0, 1000));
        FakeMachine.create(other, 0, FakeMachine.spec(64, 0x4000));
        other.control().start(0, RAM, 0);
        other.handle(0);
        wide.call(other, 0, IPI, 0, -1, 0);
        assertEquals(0, wide.hart(0).x(10));
        assertEquals(1 << 2, wide.hart(0).csr(Csr.HVIP));
        wide.call(other, 0, IPI, 0, 1, 63);
        assertEquals(0, wide.hart(0).x(10));
        wide.call(other, 0, IPI, 0, 2, 63);
        assertEquals(INVALID_PARAMETER, wide.hart(0).x(10));
    }

    @Test
    void aSleeperWakesByAnInterruptAtOnce() {
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        machine.hart(1).csr(Csr.VSIE, 1 << 1);
        assertInstanceOf(Resume.Idle.class, machine.waitForInterrupt(core, 1));
        assertFalse(machine.hart(1).isAwake());
        assertCall(0, 0, IPI, 0, 0b10, 0);
        assertTrue(machine.hart(1).isAwake());
        assertInstanceOf(Resume.Enter.class, core.handle(1));
        assertEquals(1 << 2, machine.hart(1).csr(Csr.HVIP));
    }

    @Test
    void remoteFencesNameTheirOperandsOnEveryHartOfTheMask() {
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        int vmid = machine.hart(0).vmid();
        machine.events.clear();
        assertCall(0, 0, RFENCE, 0, 0b11, 0);
        assertEquals(List.of(new FakeEvent.CodeFence(0), new FakeEvent.CodeFence(1)), machine.events);
        machine.events.clear();
        assertCall(0, 0, RFENCE, 1, 0b10, 0, 0x1234_5FFF, 2);
        assertEquals(
                List.of(
                        new FakeEvent.VsStageFence(1, vmid, 0x1234_5000, -1),
                        new FakeEvent.VsStageFence(1, vmid, 0x1234_6000, -1)),
                machine.events);
        machine.events.clear();
        assertCall(0, 0, RFENCE, 2, 0, -1, 0x7000, 0x1000, 9);
        assertEquals(
                List.of(new FakeEvent.VsStageFence(0, vmid, 0x7000, 9), new FakeEvent.VsStageFence(1, vmid, 0x7000, 9)),
                machine.events);
        for (long[] range : new long[][] {{0, 0}, {0, -1}, {0x5000, -1}, {0x5000, 1L << 62}, {0, 0x1_0001}}) {
            machine.events.clear();
            assertCall(0, 0, RFENCE, 1, 0b10, 0, range[0], range[1]);
            assertEquals(List.of(new FakeEvent.VsStageFence(1, vmid, -1, -1)), machine.events);
        }
        machine.events.clear();
        assertCall(0, 0, RFENCE, 1, 0b10, 0, 0xFFF, 0x1_0000);
        assertEquals(17, machine.events.size());
    }

    @Test
    void aHartThatIsAwayOwesItsFenceAndPaysBeforeItRuns() {
        machine.time = 1;
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        machine.hart(1).csr(Csr.VSIE, 1 << 1);
        machine.waitForInterrupt(core, 1);
        machine.events.clear();
        assertCall(0, 0, RFENCE, 1, 0b10, 0, 0x7000, 0x1000);
        assertCall(0, 0, RFENCE, 0, 0b10, 0);
        assertEquals(List.of(), machine.events);
        assertCall(0, 0, IPI, 0, 0b10, 0);
        core.handle(1);
        int vmid = machine.hart(1).vmid();
        assertEquals(List.of(new FakeEvent.VsStageFence(1, vmid, -1, -1), new FakeEvent.CodeFence(1)), machine.events);
        machine.events.clear();
        machine.hart(1).csr(Csr.HVIP, 0);
        machine.waitForInterrupt(core, 1);
        assertCall(0, 0, IPI, 0, 0b10, 0);
        core.handle(1);
        assertEquals(List.of(), machine.events, "paid once");
    }

    @Test
    void systemResetStopsThePartitionWithItsReason() {
        for (long[] bad : new long[][] {{3, 0}, {-1, 0}, {0xF000_0000L, 0}, {0, 2}, {0, 0xE000_0000L}, {0, -1}}) {
            assertCall(INVALID_PARAMETER, 0, SRST, 0, bad[0], bad[1]);
        }
        assertInstanceOf(Resume.StopMachine.class, machine.call(core, 0, SRST, 0, 1, 0));
        PartitionInfo info = core.control().query(0).orElseThrow();
        assertEquals(PartitionState.STOPPED, info.state());
        assertEquals(new StopReason.RebootAsked(), info.stopReason().orElseThrow());
    }

    @Test
    void powerOffStopsEverySibling() {
        assertCall(0, 0, HSM, 0, 1, RAM, 0);
        core.handle(1);
        assertInstanceOf(Resume.StopMachine.class, machine.call(core, 0, SRST, 0, 0, 1));
        assertTrue(machine.hart(1).isAwake(), "interrupted before it executes anything more");
        assertInstanceOf(Resume.StopMachine.class, machine.interrupt(core, 1));
        assertEquals(
                new StopReason.PoweredOff(),
                core.control().query(0).orElseThrow().stopReason().orElseThrow());
    }

    @Test
    void consoleBuffersLieInMemoryWithTheRightThatTheCallNeeds() {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        monitor.write(RAM + 0xFFE, bytes, 0, 5);
        assertCall(0, 5, DBCN, 0, 5, RAM + 0xFFE, 0);
        assertCall(0, 0, DBCN, 2, 0x1_21);
        byte[] out = new byte[10];
        assertEquals(6, monitor.takeConsoleOutput(out, 0, 10));
        assertEquals("hello!", new String(out, 0, 6, StandardCharsets.US_ASCII));

        assertCall(0, 0, DBCN, 0, 0, RAM, 0);
        long[][] bad = {
            {1, RAM - 1, 0},
            {2, RAM + 0x3FFF, 0},
            {1, RAM + 0x4000, 0},
            {1, RAM, 1},
            {1, RAM, -1},
            {-1, RAM, 0},
            {Long.MAX_VALUE, RAM, 0},
            {Long.MIN_VALUE, RAM, 0},
            {0x4001, RAM, 0},
            {1, RAM | 1L << 41, 0},
            {1, -1, 0},
            {1, UART, 0},
            {-RAM, RAM, 0},
            {1L << 32, RAM, 0}
        };
        monitor.giveConsoleInput(bytes, 0, 5);
        for (long[] call : bad) {
            assertCall(INVALID_PARAMETER, 0, DBCN, 0, call);
            assertCall(INVALID_PARAMETER, 0, DBCN, 1, call);
        }
        assertCall(INVALID_PARAMETER, 0, DBCN, 1, 5, ROM, 0);
        assertCall(0, 1, DBCN, 0, 1, ROM, 0);
        assertCall(0, 5, DBCN, 1, 5, DATA, 0);
        assertCall(0, 4095, DBCN, 0, 0x4000, RAM, 0);
        assertCall(0, 0, DBCN, 0, 0x4000, RAM, 0);
        assertCall(FAILED, 0, DBCN, 2, 'x');
    }
}
