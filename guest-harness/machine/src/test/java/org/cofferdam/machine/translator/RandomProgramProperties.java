package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.cofferdam.machine.hart.Hart;

/** Random programs that trap, write over themselves and read counters, stopped and disturbed at random instants. */
class RandomProgramProperties {
    private static final int MIE = 0x304;
    private static final int MACHINE_TIMER = 1 << 7;

    @Property(tries = 25)
    void engineMakesNoDifference(@ForAll long seed) {
        EnginePair pair = pair(seed, false);
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            pair.run(1 + random.nextInt(random.nextBoolean() ? 40 : 4000));
            disturb(pair, random);
        }
        pair.compareMemories();
    }

    @Property(tries = 25)
    void engineMakesNoDifferenceToProgramsThatChangeThemselves(@ForAll long seed) {
        EnginePair pair = pair(seed, true);
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            pair.run(1 + random.nextInt(3000));
        }
        pair.compareMemories();
    }

    @Property(tries = 3)
    void budgetEndsAtEveryInstruction(@ForAll long seed) {
        EnginePair pair = pair(seed, false);
        pair.run(5000);
        for (int length = 1; length < 300; length++) {
            pair.run(length);
        }
        pair.compareMemories();
        assertTrue(pair.translator().counts().regions() > 0, "nothing was translated");
    }

    @Property(tries = 4)
    void engineMakesNoDifferenceWhileItTranslatesBeside(@ForAll long seed) {
        EnginePair pair = pair(seed, true, false);
        Random random = new Random(seed);
        for (int i = 0; i < 4000 && pair.translator().counts().regions() < 5; i++) {
            pair.run(1 + random.nextInt(3000));
            disturb(pair, random);
        }
        for (int i = 0; i < 200; i++) {
            pair.run(1 + random.nextInt(3000));
            disturb(pair, random);
        }
        pair.compareMemories();
        Statistics.label("translated beside").collect(pair.translator().counts().regions() > 0);
    }

    private static EnginePair pair(long seed, boolean selfModifying) {
        return pair(seed, selfModifying, true);
    }

    private static EnginePair pair(long seed, boolean selfModifying, boolean atOnce) {
        EnginePair pair = new EnginePair(RandomProgram.BASE, RandomProgram.SIZE, atOnce);
        pair.memories(memory -> RandomProgram.write(memory, seed, selfModifying));
        return pair;
    }

    private static void disturb(EnginePair pair, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> pair.harts(hart -> hart.memory.fenceSupervisor(false, 0, false, 0));
            case 1 -> {
                long address = RandomProgram.BASE + ((long) random.nextInt(64) << 12);
                pair.harts(hart -> hart.memory.fenceSupervisor(true, address, false, 0));
            }
            case 2 -> {
                long ticks = random.nextInt(200);
                pair.harts(hart -> {
                    hart.csrs.write(MIE, MACHINE_TIMER);
                    hart.interrupts.setMachineTimer(hart.interrupts.time() + ticks);
                });
            }
            default -> pair.harts(RandomProgramProperties::quiet);
        }
    }

    private static void quiet(Hart hart) {
        hart.interrupts.setMachineTimer(-1);
    }
}
