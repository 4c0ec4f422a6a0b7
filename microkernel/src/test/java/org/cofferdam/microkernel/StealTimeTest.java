package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SBI STA; a tick of the fake machine is 100 ns. */
final class StealTimeTest {
    private static final long STA = 0x535441;
    private static final long ROM = RAM + 0x10_0000;
    private static final long RECORD = RAM + 0x1FC0;

    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(2, new Window(0, 100), new Window(1, 200));
    private Monitor monitor;

    @BeforeEach
    void start() {
        monitor = FakeMachine.create(
                core,
                0,
                PartitionSpec.of(
                        2,
                        List.of(
                                new MemoryRegion(RAM, 0x4000, Rights.READ_WRITE_EXECUTE),
                                new MemoryRegion(ROM, 0x1000, Rights.READ_EXECUTE)),
                        List.of(new DeviceWindow(UART, 0x1000))));
        core.control().start(0, RAM, 0);
        FakeMachine.run(core, 1);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        byte[] old = new byte[0x80];
        Arrays.fill(old, (byte) 0x5A);
        monitor.write(RECORD, old, 0, old.length);
    }

    private void call(long error, long... arguments) {
        assertInstanceOf(Resume.Enter.class, machine.call(core, 0, STA, 0, arguments));
        assertEquals(error, machine.hart(0).x(10));
        assertEquals(0, machine.hart(0).x(11));
    }

    private void at(long time) {
        machine.time = time;
        machine.interrupt(core, 0);
    }

    /** Sequence, flags, stolen nanoseconds. */
    private List<Long> record() {
        byte[] bytes = new byte[64];
        monitor.read(RECORD, bytes, 0, 64);
        assertArrayEquals(new byte[48], Arrays.copyOfRange(bytes, 16, 64));
        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return List.of((long) record.getInt(0), (long) record.getInt(4), record.getLong(8));
    }

    @Test
    void theRecordIsWipedAndThenTellsTheTimeInWindowsOfOthers() {
        call(0, RECORD, 0, 0);
        assertEquals(List.of(0L, 0L, 0L), record());
        byte[] behind = new byte[1];
        monitor.read(RECORD + 64, behind, 0, 1);
        assertEquals(0x5A, behind[0]);
        at(100);
        assertEquals(List.of(0L, 0L, 0L), record());
        at(300);
        assertEquals(List.of(2L, 0L, 20_000L), record());
        at(400);
        at(600);
        assertEquals(List.of(4L, 0L, 40_000L), record());
    }

    @Test
    void theSequenceCountsOnInAllItsBytes() {
        call(0, RECORD, 0, 0);
        for (int window = 1; window <= 200; window++) {
            at(window * 300L - 200);
            at(window * 300L);
        }
        assertEquals(List.of(400L, 0L, 200 * 20_000L), record());
    }

    @Test
    void waitingIsNotStolenFromTheTimerOnItIs() {
        call(0, RECORD, 0, 0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
        machine.hart(0).csr(Csr.VSTIMECMP, 250);
        machine.waitForInterrupt(core, 0);
        assertEquals(List.of(0L, 0L, 0L), record());
        machine.time = 100;
        core.handle(0);
        at(300);
        assertEquals(List.of(2L, 0L, 5_000L), record());
        machine.hart(0).csr(Csr.VSTIMECMP, 350);
        machine.waitForInterrupt(core, 0);
        machine.time = 350;
        core.handle(0);
        assertEquals(List.of(4L, 0L, 5_000L), record(), "it waited in its own window");
    }

    @Test
    void anInterruptFromElsewhereCountsFromWhenItIsSeen() {
        call(0, RECORD, 0, 0);
        machine.hart(0).csr(Csr.VSIE, 1 << 9);
        machine.waitForInterrupt(core, 0);
        machine.time = 100;
        core.handle(0);
        machine.time = 150;
        monitor.externalInterrupt(0, true);
        at(300);
        assertEquals(List.of(2L, 0L, 0L), record());
    }

    @Test
    void aSiblingsTurnIsStolenTime() {
        call(0, RECORD, 0, 0);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        at(100);
        at(300);
        assertEquals(1, machine.hart(0).x(10), "the sibling has this window");
        assertEquals(List.of(0L, 0L, 0L), record());
        at(400);
        at(600);
        assertEquals(List.of(2L, 0L, 50_000L), record());
    }

    @Test
    void itEndsWhenTheGuestSaysSoAndWhenTheHartIsStartedAnew() {
        call(0, RECORD, 0, 0);
        at(100);
        at(300);
        call(0, -1, -1, 0);
        at(400);
        at(600);
        assertEquals(List.of(2L, 0L, 20_000L), record());
        call(0, RECORD, 0, 0);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        machine.call(core, 0, 0x48534D, 1);
        assertEquals(1, machine.hart(0).x(10));
        machine.call(core, 0, 0x48534D, 0, 0, RAM, 0);
        List<Long> last = record();
        machine.call(core, 0, 0x48534D, 1);
        at(700);
        at(900);
        assertEquals(last, record());
    }

    @Test
    void onlyAlignedMemoryThatTheGuestMayWriteWillDo() {
        for (long address : new long[] {RECORD + 1, RECORD + 32, RECORD - 8, 7, -2}) {
            call(-3, address, 0, 0);
        }
        call(-3, RECORD, 0, 1);
        call(-3, -1, -1, -1);
        call(-3, -1, 0, 0);
        for (long address : new long[] {0, RAM - 64, RAM + 0x4000, ROM, UART, -64, 1L << 41, RAM | 1L << 41}) {
            call(-5, address, 0, 0);
        }
        call(-5, RECORD, 1, 0);
        call(-5, RECORD, -1, 0);
        call(0, RAM + 0x4000 - 64, 0, 0);
        byte[] refused = new byte[1];
        monitor.read(RECORD, refused, 0, 1);
        assertEquals(0x5A, refused[0]);
    }

    @Test
    void memoryThatHasBeenLentAwayIsNotWritten() {
        Neighbours system = new Neighbours(Map.of());
        system.machine.call(system.core, 0, STA, 0, RAM + 0x1000, 0, 0);
        assertEquals(0, system.machine.hart(0).x(10));
        assertEquals(0, system.call(0, Hypercall.GRANT_LEND, 1, RAM + 0x1000, 1, 3));
        long grant = system.value(0);
        assertEquals(0, system.call(1, Hypercall.GRANT_ACCEPT, 0, grant, Neighbours.PLACE, 1));
        system.machine.hart(0).csr(Csr.VSIE, 1 << 5);
        system.machine.hart(0).csr(Csr.VSTIMECMP, 40);
        assertEquals(new Resume.Idle(40), system.machine.waitForInterrupt(system.core, 0));
        system.machine.time = 50;
        assertInstanceOf(Resume.Enter.class, system.core.handle(0));
        byte[] lent = new byte[64];
        assertEquals(Status.OK, system.monitors.get(1).read(Neighbours.PLACE, lent, 0, lent.length));
        assertArrayEquals(new byte[64], lent);
    }
}
