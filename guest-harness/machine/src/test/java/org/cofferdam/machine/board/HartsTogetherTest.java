package org.cofferdam.machine.board;

import static org.cofferdam.machine.board.TestBoard.A0;
import static org.cofferdam.machine.board.TestBoard.A1;
import static org.cofferdam.machine.board.TestBoard.S0;
import static org.cofferdam.machine.board.TestBoard.S1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Level;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What harts must see of each other when they execute at the same time. The programs end themselves: what they count must not depend
 * on how the host's threads run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HartsTogetherTest {
    private static final int S2 = 18;
    private static final int S3 = 19;
    private static final int S5 = 21;
    private static final int S6 = 22;
    private static final int S7 = 23;
    private static final int S8 = 24;
    private static final int A4 = 14;
    private static final int A5 = 15;
    private static final int SATP = 0x180;
    private static final int MIE = 0x304;
    private static final int MEPC = 0x341;
    private static final long DATA = MemoryMap.RAM + 0x8000;
    private static final long SECOND = MemoryMap.RAM + 0x1000;
    private static final long FUNCTION = MemoryMap.RAM + 0x4000;
    private static final int ROUNDS = 2000;
    private static final Outcome FINISHED = new Outcome.PoweredOff(0);

    private static TestBoard together(int harts, Engine engine) {
        return new TestBoard(harts, setup -> setup.executedBy(engine).withHartsTogether())
                .set(S0, DATA)
                .set(S8, MemoryMap.FINISHER)
                .set(A1, 1)
                .set(A5, 0x5555);
    }

    private static long data(TestBoard board, int offset) {
        return board.board.ram().loadDouble(DATA + offset);
    }

    @ParameterizedTest
    @CsvSource({"2, interpreter", "2, translator", "4, interpreter", "8, translator"})
    void noUpdateOfAnotherIsLost(int harts, Engine engine) {
        int count = 20_000;
        TestBoard board = together(harts, engine)
                .set(S1, count)
                .set(A4, harts)
                .program(
                        "amoadd.d zero, a1, (s0)",
                        "addi a2, s0, 64",
                        "amoadd.w zero, a1, (a2)",
                        "addi a2, s0, 128",
                        "lr.d t0, (a2)",
                        "addi t0, t0, 1",
                        "sc.d t1, t0, (a2)",
                        "bne t1, zero, -12",
                        "addi a2, s0, 192",
                        "amoswap.w.aq t0, a1, (a2)",
                        "bne t0, zero, -4",
                        "ld t0, 64(a2)",
                        "addi t0, t0, 1",
                        "sd t0, 64(a2)",
                        "fence rw, w",
                        "sw zero, 0(a2)",
                        "addi s1, s1, -1",
                        "bne s1, zero, -68",
                        "addi a3, s0, 320",
                        "amoadd.d zero, a1, (a3)",
                        "ld t0, 0(a3)",
                        "bne t0, a4, -4",
                        "csrrs t0, 0xf14, zero",
                        "bne t0, zero, 0",
                        "sw a5, 0(s8)",
                        "jal zero, 0");
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        long all = (long) harts * count;
        assertEquals(all, data(board, 0), "AMOADD.D");
        assertEquals(all, data(board, 64), "AMOADD.W");
        assertEquals(all, data(board, 128), "LR and SC");
        assertEquals(all, data(board, 256), "between AMOSWAP.AQ and FENCE");
    }

    /** The first hart changes what a page is translated to, has the other fence, and says so; the other has used the page all along. */
    @ParameterizedTest
    @EnumSource
    void aFenceOfAnotherHartsTranslationsIsDoneWhenTheCallReturns(Engine engine) {
        long root = MemoryMap.RAM + 0x10000;
        long middle = root + 0x1000;
        long last = root + 0x2000;
        long page = 0x4000_0000L;
        long zeros = MemoryMap.RAM + 0x20000;
        long ones = zeros + 0x1000;
        TestBoard board = together(2, engine)
                .set(S1, last)
                .set(S2, leaf(zeros))
                .set(S3, leaf(ones))
                .set(S5, ROUNDS)
                .set(S6, page)
                .set(S7, 0x52464E43);
        board.board.ram().storeDouble(root, leaf(0));
        board.board.ram().storeDouble(root + 8, middle >>> 2 | 1);
        board.board.ram().storeDouble(root + 16, leaf(MemoryMap.RAM));
        board.board.ram().storeDouble(middle, last >>> 2 | 1);
        board.board.ram().storeDouble(last, leaf(zeros));
        board.board.ram().storeDouble(ones, 1);
        board.program(
                "addi s4, s4, 1",
                "andi t0, s4, 1",
                "addi t1, s2, 0",
                "beq t0, zero, 8",
                "addi t1, s3, 0",
                "sd t1, 0(s1)",
                "addi a0, zero, 2",
                "addi a1, zero, 0",
                "addi a2, s6, 0",
                "lui a3, 1",
                "addi a7, s7, 0",
                "addi a6, zero, 1",
                "ecall",
                "fence rw, rw",
                "sd s4, 0(s0)",
                "ld t0, 64(s0)",
                "bne t0, s4, -4",
                "bne s4, s5, -68",
                "sw a5, 0(s8)",
                "jal zero, 0");
        board.write(
                SECOND,
                "ld t0, 0(s6)",
                "ld t1, 0(s0)",
                "beq t1, s4, -8",
                "fence r, r",
                "addi s4, t1, 0",
                "ld t0, 0(s6)",
                "andi t2, s4, 1",
                "beq t0, t2, 12",
                "addi s9, s9, 1",
                "sd s9, 128(s0)",
                "sd s4, 64(s0)",
                "jal zero, -44");
        board.board.installFirmware().start(MemoryMap.RAM, 0);
        supervise(board.hart(0), MemoryMap.RAM, root);
        supervise(board.hart(1), SECOND, root);
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        assertEquals(0, data(board, 128), "old translations used");
    }

    /** @param root of Sv39 tables, or 0 for no translation */
    private static void supervise(Hart hart, long pc, long root) {
        hart.csrs.write(SATP, root == 0 ? 0 : 8L << 60 | root >>> 12);
        hart.enter(Privilege.SUPERVISOR, false);
        hart.pc = pc;
        hart.wake();
    }

    private static long leaf(long address) {
        return address >>> 2 | 0xcf; // V, R, W, X, A and D
    }

    /** One hart writes a function, the other calls it after FENCE.I. */
    @ParameterizedTest
    @EnumSource
    void codeThatAnotherHartHasWrittenIsExecuted(Engine engine) {
        TestBoard board = together(2, engine).set(S1, FUNCTION).set(S2, 0x513).set(S5, ROUNDS);
        board.write(FUNCTION, "addi a0, zero, 0", "jalr zero, 0(ra)");
        board.program(
                "addi s4, s4, 1",
                "andi t0, s4, 2047",
                "slli t0, t0, 20",
                "or t0, t0, s2",
                "sw t0, 0(s1)",
                "fence rw, rw",
                "sd s4, 0(s0)",
                "ld t0, 64(s0)",
                "bne t0, s4, -4",
                "bne s4, s5, -36",
                "sw a5, 0(s8)",
                "jal zero, 0");
        board.write(
                SECOND,
                "ld t1, 0(s0)",
                "beq t1, s4, -4",
                "fence rw, rw",
                "fence.i",
                "addi s4, t1, 0",
                "jalr ra, 0(s1)",
                "andi t2, s4, 2047",
                "beq a0, t2, 12",
                "addi s9, s9, 1",
                "sd s9, 128(s0)",
                "sd s4, 64(s0)",
                "jal zero, -44");
        board.hart(1).pc = SECOND;
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        assertEquals(0, data(board, 128), "old code executed");
    }

    /** Store buffering: each hart stores, then loads what the other stores; one of them must see it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "interpreter; fence rw, rw; lw t0, 0(s2)",
                "translator; fence rw, rw; lw t0, 0(s2)",
                "translator; fence ow, ri; lw t0, 0(s2)",
                "interpreter; addi t0, zero, 0; lr.w.aqrl t0, (s2)",
                "translator; addi t0, zero, 0; lr.w.aqrl t0, (s2)",
                "translator; addi t0, zero, 0; amoor.w.aqrl t0, zero, (s2)"
            })
    void neitherMissesTheStoreOfTheOther(Engine engine, String between, String load) {
        long cells = 60_000;
        long stored = MemoryMap.RAM + 0x10000;
        long size = 4 * cells;
        long seen = stored + 2 * size;
        TestBoard board = together(2, engine).set(S5, cells);
        for (int hart = 0; hart < 2; hart++) {
            board.hart(hart).x[S1] = stored + hart * size;
            board.hart(hart).x[S2] = stored + (1 - hart) * size;
            board.hart(hart).x[S3] = seen + hart * size;
        }
        board.program(
                "andi t0, s4, 1023",
                "bne t0, zero, 20", // now and then they wait for each other
                "amoadd.d zero, a1, (s0)",
                "addi s6, s6, 2",
                "ld t1, 0(s0)",
                "blt t1, s6, -4",
                "sw a1, 0(s1)",
                between,
                load,
                "sw t0, 0(s3)",
                "addi s1, s1, 4",
                "addi s2, s2, 4",
                "addi s3, s3, 4",
                "addi s4, s4, 1",
                "bne s4, s5, -56",
                "amoadd.d zero, a1, (s0)",
                "addi s6, s6, 2",
                "ld t1, 0(s0)",
                "blt t1, s6, -4",
                "csrrs t0, 0xf14, zero",
                "bne t0, zero, 0",
                "sw a5, 0(s8)",
                "jal zero, 0");
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        PhysicalMemory ram = board.board.ram();
        long neither = LongStream.range(0, cells)
                .map(cell -> seen + 4 * cell)
                .filter(cell -> ram.loadWord(cell) == 0 && ram.loadWord(cell + size) == 0)
                .count();
        assertEquals(0, neither);
    }

    @Test
    void devicesSeeOneHartAtATime() {
        int harts = 4;
        int count = 3000;
        TestBoard board = together(harts, Engine.interpreter)
                .set(S1, count)
                .set(S2, MemoryMap.SERIAL)
                .set(A0, 'x')
                .set(A4, harts)
                .program(
                        "sb a0, 0(s2)",
                        "addi s1, s1, -1",
                        "bne s1, zero, -8",
                        "amoadd.d zero, a1, (s0)",
                        "ld t0, 0(s0)",
                        "bne t0, a4, -4",
                        "sw a5, 0(s8)",
                        "jal zero, 0");
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        assertEquals(harts * count, board.terminal.screen().length());
    }

    @Test
    void residentSoftwareActsForOneHartAtATime() {
        int harts = 4;
        int count = 500;
        AtomicInteger acting = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        TestBoard board = together(harts, Engine.interpreter).set(S1, count).set(A4, harts);
        board.board
                .harts()
                .forEach(hart -> hart.attach(Level.MACHINE, caller -> {
                    together.addAndGet(acting.getAndIncrement());
                    LockSupport.parkNanos(1); // whoever could act as well will
                    acting.decrementAndGet();
                    calls.incrementAndGet();
                    caller.pc = caller.csrs.read(MEPC) + 4;
                    caller.enter(Privilege.SUPERVISOR, false);
                }));
        board.program(
                "ecall",
                "addi s1, s1, -1",
                "bne s1, zero, -8",
                "amoadd.d zero, a1, (s0)",
                "ld t0, 0(s0)",
                "bne t0, a4, -4",
                "sw a5, 0(s8)",
                "jal zero, 0");
        board.board.harts().forEach(hart -> supervise(hart, MemoryMap.RAM, 0));
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        assertEquals(harts * count, calls.get());
        assertEquals(0, together.get());
    }

    @ParameterizedTest
    @EnumSource
    void aHartThatWaitsIsWokenByAnother(Engine engine) {
        TestBoard board = together(2, engine)
                .set(S1, 100_000)
                .set(S2, MemoryMap.CLINT + 4)
                .program(
                        "addi s1, s1, -1",
                        "bne s1, zero, -4",
                        "sw a1, 0(s2)",
                        "ld t0, 0(s0)",
                        "beq t0, zero, -4",
                        "sw a5, 0(s8)",
                        "jal zero, 0");
        board.write(SECOND, "wfi", "sd a1, 0(s0)", "jal zero, 0");
        board.hart(1).pc = SECOND;
        board.hart(1).csrs.write(MIE, 1 << 3);
        assertEquals(FINISHED, board.run(Long.MAX_VALUE));
        assertEquals(1, data(board, 0));
    }

    @Test
    void aRunEndsAtItsLimitAndGoesOn() {
        TestBoard board = together(2, Engine.interpreter).program("addi a0, a0, 1", "jal zero, -4");
        for (long limit : new long[] {100_000, 300_000}) {
            assertEquals(new Outcome.LimitReached(), board.run(limit));
            for (int hart = 0; hart < 2; hart++) {
                assertEquals(limit / 2, board.hart(hart).x[A0]);
            }
        }
    }

    @Test
    void whatFailsOnAHartsThreadFailsTheRun() {
        CharacterDevice broken = new CharacterDevice() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void write(int value) {
                throw new IllegalArgumentException("out of paper");
            }
        };
        VirtBoard board = new VirtBoard(BoardSetup.bare(2, 1 << 20, broken).withHartsTogether());
        TestBoard programs =
                together(2, Engine.interpreter).program("jal zero, 0").write(SECOND, "sb a0, 0(s2)");
        byte[] code = new byte[0x2000];
        programs.board.ram().read(MemoryMap.RAM, code, 0, code.length);
        board.ram().write(MemoryMap.RAM, code, 0, code.length);
        board.harts().forEach(hart -> hart.pc = MemoryMap.RAM);
        board.harts().get(1).pc = SECOND;
        board.harts().get(1).x[S2] = MemoryMap.SERIAL;
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> board.run(Long.MAX_VALUE, Pacer.IMMEDIATE));
        assertEquals("out of paper", failure.getCause().getMessage());
    }
}
