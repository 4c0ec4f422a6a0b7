package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.ExitCause;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.StopReason;
import org.junit.jupiter.api.Test;

class PartitionedMachineTest {
    /** Counts in memory and in a floating-point register, for ever. */
    private static GuestProgram counter() {
        return new GuestProgram()
                .set("t0", TestSystem.RAM + 0x8000)
                .set("t1", 0x6000)
                .add("csrrs zero, 0x100, t1")
                .set("t1", 1L << 62 | 1L << 53)
                .add("fmv.d.x ft0, t1")
                .label("loop")
                .add("addi s0, s0, 1", "sd s0, 0(t0)", "fadd.d ft0, ft0, ft0", "jal zero, {loop}");
    }

    @Test
    void aGuestPrintsAndPowersOff() {
        TestSystem system = new TestSystem(1);
        RecordingMonitor monitor =
                system.start(new GuestProgram().print("hello").powerOff());
        assertFalse(system.machine.run(1_000_000));
        assertEquals("hello", monitor.text());
        PartitionInfo info = system.machine.control().query(0).orElseThrow();
        assertEquals(Optional.of(new StopReason.PoweredOff()), info.stopReason());
        assertEquals(6, info.exits().get(ExitCause.SBI_CALL));
    }

    @Test
    void deviceAccessesGoToTheMonitorAndItsAnswersComeBack() {
        TestSystem system = new TestSystem(1);
        RecordingMonitor monitor = new RecordingMonitor();
        monitor.answer = 0x85;
        system.start(
                new GuestProgram()
                        .set("s0", TestSystem.DEVICE)
                        .set("s1", 0x1234)
                        .set("s2", TestSystem.RAM + 0x8000)
                        .add("sw s1, 4(s0)", "lb s3, 8(s0)", "sd s3, 0(s2)", "lbu s3, 9(s0)", "sd s3, 8(s2)")
                        .powerOff(),
                monitor);
        system.frames(1, 10);
        assertEquals(
                List.of(
                        new DeviceAccess.Store(0, 0, TestSystem.DEVICE + 4, 4, 0x1234),
                        new DeviceAccess.Load(0, 0, TestSystem.DEVICE + 8, 1),
                        new DeviceAccess.Load(0, 0, TestSystem.DEVICE + 9, 1)),
                monitor.accesses);
        assertEquals(-0x7b, word(monitor, TestSystem.RAM + 0x8000));
        assertEquals(0x85, word(monitor, TestSystem.RAM + 0x8008));
        assertEquals(3, system.machine.account(0).deviceAccesses());
    }

    @Test
    void anAccessOutsideIsTheGuestsOwnAccessFault() {
        TestSystem system = new TestSystem(1);
        GuestProgram program = new GuestProgram()
                .set("t0", TestSystem.RAM + 0x400)
                .add("csrrw zero, 0x105, t0")
                .set("s0", TestSystem.RAM + TestSystem.RAM_SIZE)
                .add("ld s1, 0(s0)")
                .label("never")
                .add("jal zero, {never}");
        int before = program.assemble().length;
        for (int at = before; at < 0x400; at += 4) {
            program.add("addi zero, zero, 0");
        }
        program.set("s2", TestSystem.RAM + 0x8000)
                .add("csrrs s3, 0x142, zero", "sd s3, 0(s2)", "csrrs s3, 0x143, zero", "sd s3, 8(s2)")
                .powerOff();
        RecordingMonitor monitor = system.start(program);
        system.frames(1, 10);
        assertEquals(PartitionState.STOPPED, system.state(0));
        assertEquals(5, word(monitor, TestSystem.RAM + 0x8000));
        assertEquals(TestSystem.RAM + TestSystem.RAM_SIZE, word(monitor, TestSystem.RAM + 0x8008));
    }

    @Test
    void theSameRunTwiceEndsInTheSameState() {
        List<String> first = twoCounters();
        assertEquals(first, twoCounters());
    }

    private static List<String> twoCounters() {
        TestSystem system = new TestSystem(2);
        system.start(counter());
        system.start(counter());
        system.frames(2, 7);
        Account account = system.machine.account(0);
        assertTrue(account.retired() > 60_000, "retired " + account.retired());
        return List.of(system.machine.hash(0), system.machine.hash(1), account.toString());
    }

    /** One hart alone has turns of whatever length is asked for; its monitors look for input each millisecond of the machine's time. */
    @Test
    void aRunInPiecesIsTheSameRun() {
        List<String> whole = counterInPieces(1_000_000);
        assertEquals(whole, counterInPieces(99_999));
        assertEquals(whole, counterInPieces(777));
        assertEquals("9", whole.getLast(), "polls: at each whole millisecond but the first and the last");
    }

    private static List<String> counterInPieces(long cycles) {
        TestSystem system = new TestSystem(1);
        RecordingMonitor monitor = system.start(counter());
        while (system.machine.cycle() < 1_000_000) {
            system.machine.run(Math.min(1_000_000, system.machine.cycle() + cycles));
        }
        return List.of(system.machine.hash(0), "" + system.machine.account(0), "" + monitor.polls);
    }

    @Test
    void theHashSeesRegistersAndMemory() {
        TestSystem system = new TestSystem(1);
        RecordingMonitor monitor = system.start(counter());
        system.frames(1, 2);
        String before = system.machine.hash(0);
        assertEquals(before, system.machine.hash(0));
        monitor.handle.write(TestSystem.RAM + 0xfff0, new byte[] {1}, 0, 1);
        String written = system.machine.hash(0);
        assertNotEquals(before, written);
        monitor.handle.write(TestSystem.RAM + 0xfff0, new byte[] {0}, 0, 1);
        assertEquals(before, system.machine.hash(0));
        monitor.handle.externalInterrupt(0, true);
        assertNotEquals(before, system.machine.hash(0));
    }

    @Test
    void whatOnePartitionDoesIsInvisibleToTheOther() {
        GuestProgram nothing = new GuestProgram().powerOff();
        GuestProgram crash = new GuestProgram().set("s0", 1L << 40).add("ld s1, 0(s0)", "jal zero, -4");
        GuestProgram caller = new GuestProgram()
                .set("a0", 'x')
                .set("a7", 0x4442_434E)
                .set("a6", 2)
                .label("again")
                .add("ecall", "jal zero, {again}");
        GuestProgram sleeper = new GuestProgram().label("again").add("wfi", "jal zero, {again}");
        List<String> alone = counterBeside(nothing);
        for (GuestProgram other : List.of(crash, caller, sleeper, counter())) {
            assertEquals(alone, counterBeside(other));
        }
    }

    /** Hash and account of a counter whose neighbour does something. */
    private static List<String> counterBeside(GuestProgram other) {
        TestSystem system = new TestSystem(2);
        system.start(counter());
        system.start(other);
        system.frames(2, 9);
        assertEquals(0, system.machine.account(1).strays());
        return List.of(
                system.machine.hash(0), Long.toString(system.machine.account(0).retired()));
    }

    @Test
    void aMonitorThatThrowsStopsOnlyItsPartition() {
        GuestProgram store = new GuestProgram()
                .set("s0", TestSystem.DEVICE)
                .label("again")
                .add("sw s0, 0(s0)", "addi s1, s1, 1", "jal zero, {again}");
        TestSystem system = new TestSystem(2);
        system.start(counter());
        system.start(store, new RecordingMonitor() {
            @Override
            public void store(DeviceAccess.Store access) {
                super.store(access);
                if (accesses.size() == 5) {
                    throw new StackOverflowError();
                }
            }
        });
        system.frames(2, 9);
        assertEquals(PartitionState.RUNNING, system.state(0));
        assertEquals(PartitionState.STOPPED, system.state(1));
        assertEquals(
                Optional.of("java.lang.StackOverflowError"),
                system.machine.account(1).monitorFailure());
        assertEquals(5, system.machine.account(1).deviceAccesses());
        assertEquals(counterBeside(new GuestProgram().powerOff()).getFirst(), system.machine.hash(0));
    }

    @Test
    void aMonitorThatThrowsWhenPolledStopsItsPartition() {
        TestSystem system = new TestSystem(1);
        system.start(counter(), new RecordingMonitor() {
            @Override
            public void poll() {
                throw new IllegalStateException("broken");
            }
        });
        assertFalse(system.machine.run(1_000_000));
        assertEquals(PartitionState.STOPPED, system.state(0));
        assertTrue(system.machine.cycle() <= 100_010, "stopped at " + system.machine.cycle());
    }

    @Test
    void anIdleMachineSkipsToTheNextEvent() {
        TestSystem system = new TestSystem(1);
        GuestProgram program = new GuestProgram()
                .set("t0", 1L << 5)
                .add("csrrs zero, 0x104, t0")
                .set("a0", 1_000_000)
                .call(0x5449_4D45, 0)
                .add("wfi")
                .powerOff();
        system.start(program);
        assertFalse(system.machine.run(20_000_000));
        long late = system.machine.cycle() - 10_000_000;
        assertTrue(late >= 0 && late < 1_000, "powered off " + late + " cycles after the timer");
        assertTrue(system.machine.idleCycles() > 9_990_000, "idle " + system.machine.idleCycles());
        assertTrue(system.machine.account(0).retired() < 200);
    }

    @Test
    void partitionsReachDisjointFramesAndNoTables() {
        TestSystem system = new TestSystem(2);
        system.start(counter());
        system.start(counter());
        system.frames(2, 1);
        Reach first = system.machine.reach(0);
        Reach second = system.machine.reach(1);
        assertEquals(TestSystem.RAM_SIZE / 4096, first.memory().cardinality());
        assertEquals(TestSystem.RAM_SIZE / 4096, second.memory().cardinality());
        assertFalse(first.beyondRam());
        BitSet shared = (BitSet) first.memory().clone();
        shared.and(second.memory());
        assertTrue(shared.isEmpty());
        BitSet tables = (BitSet) first.tables().clone();
        tables.or(second.tables());
        assertFalse(tables.intersects(first.memory()));
        assertFalse(tables.intersects(second.memory()));
    }

    @Test
    void framesOfNobodyKeepTheirCanaries() {
        TestSystem system = new TestSystem(1);
        system.start(counter());
        BitSet before = system.machine.canaries();
        system.frames(1, 5);
        assertEquals(before, system.machine.canaries());
        Reach reach = system.machine.reach(0);
        assertEquals(2048 - reach.memory().cardinality() - reach.tables().cardinality(), before.cardinality());
        assertFalse(before.intersects(reach.memory()));
    }

    /** A partition leaves translations in the hart's TLB, and the next one inherits its VMID but not its frames. */
    @Test
    void whoeverInheritsAVmidInheritsNoTranslation() {
        TestSystem system = new TestSystem(2);
        system.start(counter());
        system.start(new GuestProgram().print("old").label("on").add("jal zero, {on}"));
        system.frames(2, 2);
        assertEquals(Status.OK, system.machine.control().stop(1));
        system.frames(2, 1);
        Status status = Status.AGAIN;
        while (status == Status.AGAIN) {
            status = system.machine.control().destroy(1);
        }
        assertEquals(Status.OK, status);
        RecordingMonitor heir =
                system.startElsewhere(1, new GuestProgram().print("new").powerOff());
        system.frames(2, 3);
        assertEquals("new", heir.text());
    }

    private static long word(RecordingMonitor monitor, long address) {
        byte[] bytes = new byte[8];
        monitor.handle.read(address, bytes, 0, 8);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
