package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Window;
import org.junit.jupiter.api.Test;

class SeveralHartsTest {
    private static final long HSM = 0x48534D;
    private static final long IPI = 0x735049;
    private static final long DBCN = 0x4442_434E;
    private static final long DATA = TestSystem.RAM + 0x8000;

    /** Both harts are 0's, then both are 1's. */
    private static final List<List<Window>> TOGETHER = List.of(
            List.of(new Window(0, 1000), new Window(1, 1000)), List.of(new Window(0, 1000), new Window(1, 1000)));

    /** While partition 0 has hart 0, hart 1 comes from partition 1 to it; the edges are those of turns. */
    private static final List<List<Window>> SHIFTED = List.of(
            List.of(new Window(0, 3000), new Window(1, 1000)),
            List.of(new Window(1, 1000), new Window(0, 2000), new Window(1, 1000)));

    /** Hart 0 starts hart 1; each counts for ever, at {@link #DATA} plus 8 times its number. */
    private static GuestProgram twoCounters() {
        return new GuestProgram()
                .add("addi s3, a0, 0", "slli s1, a0, 3")
                .add("bne s3, zero, {on}")
                .set("a0", 1)
                .set("a1", TestSystem.RAM)
                .set("a2", 0)
                .call(HSM, 0)
                .label("on")
                .set("s0", DATA)
                .add("add s0, s0, s1")
                .label("loop")
                .add("addi s2, s2, 1", "sd s2, 0(s0)", "jal zero, {loop}");
    }

    /**
     * Three virtual harts that notice who executed when: 0 counts and wakes 2 now and then, 1 mixes the count and the
     * time, 2 notes the count and the time at which it wakes.
     */
    private static GuestProgram threeThatWatchEachOther() {
        return new GuestProgram()
                .set("s0", DATA)
                .set("t1", 1)
                .set("t2", 2)
                .add("beq a0, t1, {mixer}", "beq a0, t2, {sleeper}")
                .set("a0", 1)
                .set("a1", TestSystem.RAM)
                .call(HSM, 0)
                .set("a0", 2)
                .set("a1", TestSystem.RAM)
                .call(HSM, 0)
                .set("a7", IPI)
                .set("a6", 0)
                .set("s1", 2_000)
                .label("counter")
                .add("ld s2, 0(s0)", "addi s2, s2, 1", "sd s2, 0(s0)", "addi s3, s3, 1", "blt s3, s1, {counter}")
                .add("addi s3, zero, 0", "addi a0, zero, 4", "addi a1, zero, 0", "ecall", "jal zero, {counter}")
                .label("mixer")
                .add("ld s2, 0(s0)", "csrrs s3, 0xC01, zero", "slli s4, s5, 5", "add s5, s5, s4")
                .add("add s5, s5, s2", "add s5, s5, s3", "sd s5, 8(s0)", "jal zero, {mixer}")
                .label("sleeper")
                .add("csrrs zero, 0x104, t2")
                .label("asleep")
                .add("wfi", "csrrc zero, 0x144, t2", "ld s2, 0(s0)", "csrrs s3, 0xC01, zero", "slli s4, s5, 5")
                .add("add s5, s5, s4", "add s5, s5, s2", "add s5, s5, s3", "sd s5, 16(s0)", "jal zero, {asleep}");
    }

    @Test
    void twoVirtualHartsExecuteOnTwoHartsAtOnce() {
        TestSystem system = new TestSystem(TOGETHER, 10_000, 2);
        RecordingMonitor monitor = system.start(2, twoCounters());
        system.frames(2, 10);
        PartitionInfo info = system.machine.control().query(0).orElseThrow();
        assertTrue(info.ticksRun() > 19_900 && info.ticksRun() <= 20_000, "ran " + info.ticksRun());
        assertEquals(20, info.windowsKept());
        assertEquals(0, info.windowsLate());
        Account account = system.machine.account(0);
        assertEquals(0, account.strays());
        assertTrue(account.retired() > 199_000 && account.retired() <= 200_000, "retired " + account.retired());
        for (int hart = 0; hart < 2; hart++) {
            long counted = word(monitor, DATA + 8L * hart);
            assertTrue(counted > 33_000, "hart " + hart + " counted " + counted);
        }
    }

    @Test
    void theSameRunTwiceEndsInTheSameStateHoweverItIsDivided() {
        List<String> whole = watched(1, 160_000);
        assertEquals(whole, watched(1, 160_000));
        assertEquals(whole, watched(4, 40_000));
        assertEquals(whole, watched(4, 39_993), "several harts run whole turns");
    }

    private static List<String> watched(int runs, long cycles) {
        TestSystem system = new TestSystem(SHIFTED, 300, 2);
        system.start(3, threeThatWatchEachOther());
        system.start(2, twoCounters());
        for (int run = 1; run <= runs; run++) {
            system.machine.run(run * cycles);
        }
        return List.of(
                system.machine.hash(0),
                system.machine.hash(1),
                system.machine.account(0).toString(),
                system.machine.account(1).toString());
    }

    /** A trap may end with the last cycle of a turn, of a window, and of both: the neighbours try all distances. */
    @Test
    void whatOnePartitionDoesIsInvisibleToTheHartsOfAnother() {
        List<String> alone = watchedBeside(new GuestProgram().powerOff());
        for (int distance = 0; distance < 4; distance++) {
            GuestProgram caller = new GuestProgram().set("a7", 0).set("a6", 0);
            for (int i = 0; i < distance; i++) {
                caller.add("addi zero, zero, 0");
            }
            caller.label("again").add("ecall", "jal zero, {again}");
            assertEquals(alone, watchedBeside(caller), "beside one that calls, at distance " + distance);
        }
        assertEquals(alone, watchedBeside(new GuestProgram().label("again").add("wfi", "jal zero, {again}")));
        assertEquals(alone, watchedBeside(twoCounters()));
    }

    private static List<String> watchedBeside(GuestProgram other) {
        TestSystem system = new TestSystem(SHIFTED, 300, 2);
        system.start(3, threeThatWatchEachOther());
        system.start(2, other);
        system.machine.run(480_000);
        Account account = system.machine.account(0);
        assertEquals(0, account.strays());
        assertEquals(0, system.machine.account(1).strays());
        return List.of(system.machine.hash(0), account.toString());
    }

    @Test
    void whatTheCoreWritesBreaksTheReservationOfAnotherHart() {
        assertEquals(1, storeConditionalWhileTheCoreWritesTo(DATA + 32));
        assertEquals(0, storeConditionalWhileTheCoreWritesTo(DATA + 64));
    }

    /** Hart 0 reserves DATA for more than two turns; in between the core writes for hart 1. */
    private static long storeConditionalWhileTheCoreWritesTo(long address) {
        GuestProgram program = new GuestProgram()
                .set("s0", DATA)
                .set("s4", 4_000)
                .add("bne a0, zero, {second}")
                .set("a0", 1)
                .set("a1", TestSystem.RAM)
                .call(HSM, 0)
                .add("lr.d s1, (s0)", "slli s4, s4, 2")
                .label("hold")
                .add("addi s4, s4, -1", "bne s4, zero, {hold}")
                .add("sc.d s3, s2, (s0)", "sd s3, 8(s0)")
                .powerOff()
                .label("second")
                .add("addi s4, s4, -1", "bne s4, zero, {second}")
                .set("a0", 1)
                .set("a1", address)
                .set("a2", 0)
                .call(DBCN, 1)
                .add("sd a1, 256(s0)")
                .label("rest")
                .add("jal zero, {rest}");
        List<Window> whole = List.of(new Window(0, 10_000));
        TestSystem system = new TestSystem(List.of(whole, whole), 10_000, 1);
        RecordingMonitor monitor = system.start(2, program);
        monitor.handle.giveConsoleInput(new byte[] {42}, 0, 1);
        assertFalse(system.machine.run(100_000));
        assertEquals(1, word(monitor, DATA + 256), "the core has written a byte");
        return word(monitor, DATA + 8);
    }

    @Test
    void whoeverInheritsAVmidInheritsNoTranslationOnAnyHart() {
        TestSystem system = new TestSystem(TOGETHER, 10_000, 2);
        system.start(new GuestProgram().powerOff());
        system.start(2, twoCounters());
        system.frames(2, 2);
        assertTrue(system.machine.cachedGuestTranslations() > 4);
        system.destroy(1);
        assertEquals(1, system.machine.cachedGuestTranslations(), "partition 0's");
        RecordingMonitor heir =
                system.startElsewhere(1, new GuestProgram().print("new").powerOff());
        system.frames(2, 3);
        assertEquals("new", heir.text());
    }

    @Test
    void theMachineStopsWhenNoHartHasAnythingLeft() {
        List<List<Window>> harts = List.of(List.of(), TOGETHER.getFirst(), List.of(new Window(1, 2000)));
        TestSystem system = new TestSystem(harts, 10_000, 2);
        system.start(new GuestProgram().print("one").powerOff());
        system.start(2, new GuestProgram().print("two").powerOff());
        assertFalse(system.machine.run(1_000_000));
        assertEquals(PartitionState.STOPPED, system.state(0));
        assertEquals(PartitionState.STOPPED, system.state(1));
        assertTrue(system.machine.cycle() < 50_000, "stopped at " + system.machine.cycle());
    }

    @Test
    void idleCyclesAreThoseOfAllHarts() {
        TestSystem system = new TestSystem(TOGETHER, 10_000, 2);
        system.start(new GuestProgram().label("again").add("wfi", "jal zero, {again}"));
        system.frames(2, 1);
        long before = system.machine.idleCycles();
        system.machine.run(system.machine.cycle() + 1_000_000);
        assertEquals(1_000_000, system.machine.idleCycles() - before);
        system.start(new GuestProgram().label("again").add("jal zero, {again}"));
        before = system.machine.idleCycles();
        system.machine.run(system.machine.cycle() + 1_000_000);
        long idle = system.machine.idleCycles() - before;
        assertTrue(idle > 740_000 && idle < 760_000, "half of one of two harts is busy: " + idle);
    }

    private static long word(RecordingMonitor monitor, long address) {
        byte[] bytes = new byte[8];
        monitor.handle.read(address, bytes, 0, 8);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
