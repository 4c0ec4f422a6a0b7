package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is translated together, and where it is entered: no guest sees that, but the time shows it. */
class RegionShapesTest {
    private static final long BASE = 0x8000_0000L;
    private static final int CALLS = 65_536;

    /**
     * A function with a loop, called in one loop and then in another: its translation was made when it had only ever returned to the
     * first.
     */
    @Test
    void aFunctionIsJoinedWithALoopThatCallsItLater() {
        EnginePair pair = new EnginePair(BASE, 1 << 16, true);
        pair.memories(memory -> {
            RandomProgram.assemble(
                    memory,
                    BASE,
                    List.of(
                            "addi s2, zero, 200",
                            "jal ra, 60",
                            "addi s2, s2, -1",
                            "bne s2, zero, -8",
                            "lui s3, 0x10",
                            "jal ra, 44",
                            "addi s3, s3, -1",
                            "bne s3, zero, -8",
                            "jal zero, 0"));
            RandomProgram.assemble(
                    memory,
                    BASE + 64,
                    List.of(
                            "addi a0, zero, 3",
                            "addi a1, a1, 1",
                            "addi a0, a0, -1",
                            "bne a0, zero, -8",
                            "jalr zero, 0(ra)"));
        });
        pair.run(1_000_000);
        assertEquals(3 * (CALLS + 200), pair.hart().x[11]);
        long entered = pair.hart().translationsEntered();
        assertTrue(entered < CALLS / 16, "entered " + entered + " times");
    }

    private static final List<String> LOOP = List.of(
            "addi a1, a1, 1", "andi a2, a1, 1", "beq a2, zero, 8", "addi a3, a3, 1", "addi a4, a4, 1", "jal zero, -20");

    /** The JVM's optimizing compiler makes little of a loop that is entered at several places. */
    @Test
    void aLoopIsEnteredAtItsHeadAlone() {
        Region region = formed(LOOP);
        assertEquals(3, region.blocks().size());
        assertEquals(List.of(0L), region.entries());
    }

    /**
     * A loop within a loop, compiled as compilers do, with the inner test at the end: all lead by that test. If the translation is asked for
     * at the inner loop's first instruction, as it was in a third of the runs, it must not have two ways into that loop.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16})
    void loopsThatShareAHeadAreEnteredThereWherever(int seed) {
        List<String> nest = List.of(
                "addi a2, zero, 3", // the outer loop
                "jal zero, 12", // to the inner test
                "addi a1, a1, 1", // the inner loop
                "addi a2, a2, -1",
                "bne a2, zero, -8", // the inner test
                "jal zero, -20");
        Region region = formedAt(seed, nest);
        assertEquals(List.of(16L), region.headers());
        assertEquals(List.of(16L), region.entries());
        assertEquals(6, region.instructions());
    }

    /** Any of its blocks could be the head of this loop: it is the same one in every run, wherever the loop was interrupted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16})
    void aLoopHasTheSameHeadWhereverItIsAskedFor(int seed) {
        List<String> loop = List.of(
                "addi a1, a1, 1",
                "beq zero, zero, 4",
                "addi a2, a2, 1",
                "beq zero, zero, 4",
                "addi a3, a3, 1",
                "jal zero, -20");
        Region region = formedAt(seed, loop);
        assertEquals(List.of(0L), region.headers());
        assertEquals(List.of(0L), region.entries());
    }

    /** Two loops in a third, each of one round more each time. */
    private static final List<String> TWO_LOOPS = List.of(
            "addi a4, a4, 1",
            "addi a2, a4, 0",
            "addi a2, a2, -1",
            "bne a2, zero, -4",
            "addi a3, a4, 0",
            "addi a3, a3, -1",
            "bne a3, zero, -4",
            "jal zero, -28");

    /** Either has a head: the code is entered at one of them, that which was asked for. */
    @ParameterizedTest
    @CsvSource({"0, 8", "8, 8", "16, 8", "20, 20"})
    void loopsWithSeveralHeadsAreEnteredAtOne(int seed, long entry) {
        Region region = formedAt(seed, TWO_LOOPS);
        assertEquals(Set.of(8L, 20L), Set.copyOf(region.headers()));
        assertEquals(List.of(entry), region.entries());
    }

    /** Else the other loop, though turns end amid it, would be executed by the quick translation for ever. */
    @Test
    void whereALoopIsOftenLeftItCanBeEnteredInTheEnd() {
        EnginePair pair = new EnginePair(BASE, 1 << 16, true);
        pair.write(BASE, TWO_LOOPS.toArray(String[]::new));
        boolean once = false;
        for (int i = 0; i < 2000; i++) {
            long before = pair.hart().translated();
            pair.run(1000);
            once |= pair.translator().counts().thorough() == 1;
            assertTrue(i < 500 || pair.hart().translated() - before > 900, "interpreted in turn " + i);
        }
        assertTrue(once);
        assertEquals(2, pair.translator().counts().thorough());
        assertEquals(3, pair.translator().counts().regions());
    }

    /** What has been interpreted only seldom while its loop was executed a million times is no part of the loop. */
    @Test
    void whatImprovesOnAQuickOneTakesNoMoreThanThat() {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(
                onlooker,
                List.of("addi a0, zero, 50", "addi a0, a0, -1", "bne a0, zero, -4", "addi a1, a1, 1", "jal zero, -16"));
        hart.run(50_000);
        Translated inner = (physical, shape) -> shape == Shape.QUICK && (physical == BASE + 4 || physical == BASE + 8);
        assertEquals(2, region(onlooker, BASE + 4, Shape.THOROUGH, inner).instructions());
        assertEquals(5, region(onlooker, BASE + 4, Shape.QUICK, inner).instructions());
        assertEquals(
                5,
                region(onlooker, BASE + 4, Shape.THOROUGH, Translated.NOTHING).instructions());
    }

    @Test
    void butWhereItIsTranslatedQuicklyAtEachBlock() {
        Region region = formed(LOOP, Shape.QUICK);
        assertEquals(region.blocks().keySet(), Set.copyOf(region.entries()));
        assertEquals(3, region.entries().size());
    }

    @Test
    void aLoopThatLastsIsTranslatedThoroughly() {
        EnginePair pair = new EnginePair(BASE, 1 << 16, true);
        pair.write(BASE, LOOP.toArray(String[]::new));
        for (int i = 0; i < 200; i++) {
            pair.run(1000);
        }
        assertEquals(0, pair.translator().counts().thorough());
        for (int i = 0; i < 300; i++) {
            pair.run(1000);
        }
        assertEquals(1, pair.translator().counts().thorough());
        assertEquals(2, pair.translator().counts().regions());
    }

    /** What was translated quickly goes on to a loop within it that has been translated thoroughly, in whichever order that was done. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBetterTranslationTakesOver(boolean first) {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(
                onlooker,
                List.of("addi a0, zero, 50", "addi a0, a0, -1", "bne a0, zero, -4", "addi a1, a1, 1", "jal zero, -16"));
        hart.run(50_000);
        RegionMaker maker = new RegionMaker(Rv64.instructions());
        RegionMaker.Made all = maker.make(onlooker.executed(), BASE, Shape.QUICK, Translated.NOTHING)
                .orElseThrow();
        RegionMaker.Made inner = maker.make(onlooker.executed(), BASE + 4, Shape.THOROUGH, 2, Translated.NOTHING)
                .orElseThrow();
        assertEquals(2, inner.region().instructions());
        if (first) {
            assertTrue(onlooker.executed().install(inner.region()));
            assertTrue(onlooker.executed().install(all.region()));
        } else {
            assertTrue(onlooker.executed().install(all.region()));
            hart.run(100_000);
            long before = hart.translationsEntered();
            assertTrue(before < 100, "entered " + before + " times");
            assertTrue(onlooker.executed().install(inner.region()));
        }
        hart.run(1_030_000);
        assertEquals(10_000, hart.x[11]);
        assertTrue(hart.translationsEntered() > 15_000, "entered " + hart.translationsEntered() + " times");
    }

    private static final List<String> THREE_BLOCKS = List.of(
            "addi a1, a1, 1",
            "beq zero, zero, 4",
            "addi a2, a2, 1",
            "beq zero, zero, 4",
            "addi a3, a3, 1",
            "jal zero, -20");

    /** Wherever the end of a run has left the loop: the heads that the two have need not be the same. */
    @Test
    void aBetterTranslationTakesOverAtItsHead() {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(onlooker, THREE_BLOCKS);
        hart.run(6 * 50_000 + 2);
        assertEquals(BASE + 8, hart.pc);
        RegionMaker maker = new RegionMaker(Rv64.instructions());
        RegionMaker.Made quick = maker.make(onlooker.executed(), BASE + 8, Shape.QUICK, Translated.NOTHING)
                .orElseThrow();
        RegionMaker.Made thorough = maker.make(onlooker.executed(), BASE, Shape.THOROUGH, Translated.NOTHING)
                .orElseThrow();
        assertTrue(onlooker.executed().install(quick.region()));
        assertTrue(onlooker.executed().install(thorough.region()));
        hart.run(hart.cycle + 4 + 18 + 2);
        assertEquals(18, hart.translated());
    }

    /**
     * What leads from loop to loop may be part of a thorough translation of a larger loop, which cannot be entered there: the quick one goes
     * on, if that is no loop in it.
     */
    @Test
    void whatIsNoLoopInItselfStaysTranslatedQuickly() {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(onlooker, THREE_BLOCKS);
        hart.run(6 * 50_000 + 2);
        assertEquals(BASE + 8, hart.pc);
        RegionMaker maker = new RegionMaker(Rv64.instructions());
        RegionMaker.Made quick = maker.make(onlooker.executed(), BASE + 8, Shape.QUICK, 2, Translated.NOTHING)
                .orElseThrow();
        RegionMaker.Made thorough = maker.make(onlooker.executed(), BASE, Shape.THOROUGH, Translated.NOTHING)
                .orElseThrow();
        assertEquals(2, quick.region().instructions());
        assertEquals(6, thorough.region().instructions());
        assertTrue(onlooker.executed().install(quick.region()));
        assertTrue(onlooker.executed().install(thorough.region()));
        hart.run(hart.cycle + 2);
        assertEquals(2, hart.translated());
    }

    /** A hart at the first instruction of a program, whose translator translates nothing. */
    private static Hart watched(Onlooker onlooker, List<String> program) {
        PhysicalMemory memory = new PhysicalMemory(BASE, 1 << 16);
        RandomProgram.assemble(memory, BASE, program);
        Bus bus = new Bus();
        bus.attach(memory);
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        code.translateBy(onlooker);
        Hart hart = new Hart(0, bus, code);
        hart.pc = BASE;
        return hart;
    }

    /** A block that nothing came of is offered again, but not each time that a loop has gone round sixteen times more. */
    @Test
    void aBlockIsOfferedAgainWhenItIsTwiceAsHot() {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(onlooker, List.of("addi a0, a0, 1", "jal zero, -4"));
        hart.run(2 * 16 * 100);
        assertEquals(16 * 100, hart.x[10]);
        assertEquals(7, onlooker.told(), "after 16, 32, 64, 128, 256, 512 and 1,024 executions");
    }

    /** A function of two instructions is called at its beginning and at its end, in turns of all lengths. */
    @Test
    void stretchesWithTheSameEndKnowAllThatItLeadsTo() {
        Region region = formed(List.of(
                "jal ra, 16",
                "jal ra, 16",
                "jal zero, -8",
                "addi zero, zero, 0",
                "addi a1, a1, 1",
                "jalr zero, 0(ra)"));
        assertEquals(
                new Ending.Indirect(List.of(4L, 8L), 24, false),
                region.blocks().get(20L).ending());
    }

    /** What is translated around the first instruction of a program. */
    private static Region formed(List<String> program) {
        return formed(program, Shape.THOROUGH);
    }

    private static Region formed(List<String> program, Shape shape) {
        return region(executed(program), BASE, shape, Translated.NOTHING);
    }

    private static Region formedAt(int seed, List<String> program) {
        return region(executed(program), BASE + seed, Shape.THOROUGH, Translated.NOTHING);
    }

    /** Somebody who has seen a program executed in turns that ended amid all its blocks. */
    private static Onlooker executed(List<String> program) {
        Onlooker onlooker = new Onlooker();
        Hart hart = watched(onlooker, program);
        for (int cycles = 1; cycles < 20; cycles++) {
            hart.run(hart.cycle + cycles);
        }
        hart.run(hart.cycle + 4000);
        return onlooker;
    }

    private static Region region(Onlooker onlooker, long seed, Shape shape, Translated elsewhere) {
        return new RegionFormation(Rv64.instructions(), onlooker.executed(), seed, 100, shape, elsewhere)
                .form()
                .orElseThrow();
    }

    /** Of loops within each other either has a head. */
    @Test
    void headsAreNotAmidALoop() {
        BasicBlock before = new BasicBlock(0, BASE, List.of(), new Ending.Falls(4));
        BasicBlock head = new BasicBlock(4, BASE + 4, List.of(), new Ending.Branches(16, 8));
        BasicBlock inner = new BasicBlock(8, BASE + 8, List.of(), new Ending.Branches(8, 12));
        BasicBlock back = new BasicBlock(12, BASE + 12, List.of(), new Ending.Jumps(4, 16, false));
        BasicBlock after = new BasicBlock(16, BASE + 16, List.of(), new Ending.Falls(20));
        LoopHeaders order =
                LoopHeaders.from(0, new TreeMap<>(Map.of(0L, before, 4L, head, 8L, inner, 12L, back, 16L, after)));
        assertEquals(List.of(4L, 8L), order.headers().stream().sorted().toList());
        assertEquals(
                List.of(12L),
                List.of(0L, 4L, 8L, 12L, 16L).stream().filter(order::isAmidLoop).toList());
    }
}
