package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.microkernel.Window;
import org.junit.jupiter.api.Test;

/** What guests are told of themselves: the instructions that they retired, and the time that was not theirs. */
class CountersTest {
    private static final long PMU = 0x504D55;
    private static final long STA = 0x535441;
    private static final long HSM = 0x48534D;
    private static final long DATA = TestSystem.RAM + 0x8000;
    private static final int INSTRET = 22;

    private static final List<List<Window>> SHIFTED = List.of(
            List.of(new Window(0, 3000), new Window(1, 1000)),
            List.of(new Window(1, 1000), new Window(0, 2000), new Window(1, 1000)));

    private static GuestProgram counting() {
        return new GuestProgram()
                .set("a0", 0)
                .set("a1", (1L << 23) - 1)
                .set("a2", 2 | 4)
                .set("a3", 2)
                .set("a4", 0)
                .call(PMU, 2)
                .set("s0", DATA)
                .add("sd a1, 0(s0)");
    }

    @Test
    void instretCountsExactlyWhatTheGuestRetires() {
        GuestProgram program = counting()
                .add("csrrs s1, 0xC02, zero", "csrrs s2, 0xC02, zero", "addi zero, zero, 0", "csrrs s3, 0xC02, zero")
                .add("sub s4, s2, s1", "sd s4, 8(s0)", "sub s4, s3, s2", "sd s4, 16(s0)")
                .set("t0", 100_000)
                .label("loop")
                .add("addi t0, t0, -1", "bne t0, zero, {loop}")
                .add("csrrs s5, 0xC02, zero", "sub s4, s5, s3", "sd s4, 24(s0)")
                .powerOff();
        TestSystem system = new TestSystem(2);
        RecordingMonitor monitor = system.start(program);
        system.start(new GuestProgram().label("again").add("ecall", "addi s0, s0, 1", "jal zero, {again}"));
        system.machine.run(2_000_000);
        assertEquals(INSTRET, word(monitor, DATA));
        assertEquals(0, word(monitor, DATA + 8), "a read that traps does not retire by itself");
        assertEquals(1, word(monitor, DATA + 16));
        int load = new GuestProgram().set("t0", 100_000).assemble().length / 4;
        assertEquals(4 + load + 200_000, word(monitor, DATA + 24), "twenty windows and their gaps later");
    }

    /** Three virtual harts on two harts, which mix what instret and the record of stolen time show into what they keep. */
    @Test
    void whatACounterShowsDependsOnNobodyElse() {
        String alone = countersBeside(new GuestProgram().powerOff());
        assertEquals(alone, countersBeside(new GuestProgram().powerOff()));
        for (GuestProgram other : List.of(
                new GuestProgram().label("again").add("ecall", "jal zero, {again}"),
                new GuestProgram().add("addi zero, zero, 0").label("again").add("ecall", "jal zero, {again}"),
                new GuestProgram().label("again").add("wfi", "jal zero, {again}"),
                new GuestProgram().label("again").add("addi s0, s0, 1", "jal zero, {again}"))) {
            assertEquals(alone, countersBeside(other));
        }
    }

    private static String countersBeside(GuestProgram other) {
        GuestProgram program = new GuestProgram()
                .add("addi s8, a0, 0", "slli s7, a0, 8")
                .add("bne a0, zero, {on}")
                .set("a0", 1)
                .set("a1", TestSystem.RAM)
                .call(HSM, 0)
                .set("a0", 2)
                .set("a1", TestSystem.RAM)
                .call(HSM, 0)
                .label("on")
                .set("a0", DATA)
                .add("add a0, a0, s7")
                .set("a1", 0)
                .set("a2", 0)
                .call(STA, 0)
                .set("a0", 0)
                .set("a1", (1L << 23) - 1)
                .set("a2", 2 | 4)
                .set("a3", 2)
                .set("a4", 0)
                .call(PMU, 2)
                .set("s0", DATA)
                .add("add s0, s0, s7")
                .label("mix")
                .add("csrrs s1, 0xC02, zero", "ld s2, 8(s0)", "slli s3, s5, 5", "add s5, s5, s3")
                .add("add s5, s5, s1", "add s5, s5, s2", "sd s5, 64(s0)", "jal zero, {mix}");
        TestSystem system = new TestSystem(SHIFTED, 300, 2);
        RecordingMonitor monitor = system.start(3, program);
        system.start(2, other);
        system.machine.run(480_000);
        long told = 0;
        for (int hart = 0; hart < 3; hart++) {
            long stolen = word(monitor, DATA + 256L * hart + 8);
            assertTrue(stolen > 0, "hart " + hart + " had to wait: " + stolen);
            told += stolen;
        }
        long counted = 100 * system.machine.control().query(0).orElseThrow().ticksWaited();
        assertTrue(told <= counted && told > counted - 1_000_000, told + " ns told, " + counted + " counted");
        return system.machine.hash(0) + system.machine.account(0);
    }

    private static long word(RecordingMonitor monitor, long address) {
        byte[] bytes = new byte[8];
        monitor.handle.read(address, bytes, 0, 8);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
