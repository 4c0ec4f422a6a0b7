package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

/** Code that is written while its translation is being made, as a thread beside does. */
class StaleTranslationTest {
    private static final long BASE = 0x8000_0000L;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 1 << 16);
    private final Bus bus = new Bus();
    private final Onlooker onlooker = new Onlooker();

    /** Executes a loop until it is hot. */
    private Hart hot() {
        bus.attach(memory);
        RandomProgram.assemble(memory, BASE, List.of("addi a0, a0, 1", "jal zero, -4"));
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        code.translateBy(onlooker);
        Hart hart = new Hart(0, bus, code);
        hart.pc = BASE;
        hart.run(4000);
        return hart;
    }

    private RegionMaker.Made translation() {
        return new RegionMaker(Rv64.instructions())
                .make(onlooker.executed(), BASE, Shape.THOROUGH, Translated.NOTHING)
                .orElseThrow();
    }

    @Test
    void aTranslationOfWhatIsThereIsUsed() {
        Hart hart = hot();
        assertTrue(onlooker.executed().install(translation().region()));
        hart.run(8000);
        assertEquals(4000, hart.x[10]);
        assertTrue(hart.translated() > 0);
    }

    @Test
    void aTranslationOfWhatHasBeenWrittenSinceIsNot() {
        Hart hart = hot();
        RegionMaker.Made old = translation();
        RandomProgram.assemble(memory, BASE, List.of("addi a0, a0, 3"));
        assertFalse(onlooker.executed().install(old.region()));
        hart.run(8000);
        assertEquals(2000 + 3 * 2000, hart.x[10]);
        assertEquals(0, hart.translated());
    }

    @Test
    void norIfTheCodeHasBeenDecodedAgainMeanwhile() {
        Hart hart = hot();
        RegionMaker.Made old = translation();
        RandomProgram.assemble(memory, BASE, List.of("addi a0, a0, 3"));
        hart.run(8000);
        assertFalse(onlooker.executed().install(old.region()));
        hart.run(12000);
        assertEquals(2000 + 3 * 4000, hart.x[10]);
    }
}
