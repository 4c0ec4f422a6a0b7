package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/** The same software on two harts, interpreted and translated as soon as can be, which must not differ in anything. */
final class EnginePair {
    /** Translates what was executed so often: the least that there is. */
    private static final int THRESHOLD = 16;

    private record Machine(PhysicalMemory memory, Hart hart) {}

    private final JvmTranslator translator;
    private final Machine interpreted;
    private final Machine translated;

    /** @param atOnce whether translations are made between two instructions, or beside */
    EnginePair(long base, long size, boolean atOnce) {
        translator = new JvmTranslator(Rv64.instructions(), THRESHOLD, atOnce);
        interpreted = machine(base, size, false);
        translated = machine(base, size, true);
    }

    private Machine machine(long base, long size, boolean translate) {
        PhysicalMemory memory = new PhysicalMemory(base, size);
        Bus bus = new Bus();
        bus.attach(memory);
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        if (translate) {
            code.translateBy(translator);
        }
        Hart hart = new Hart(0, bus, code);
        hart.pc = base;
        return new Machine(memory, hart);
    }

    /** Does something with both memories. */
    void memories(Consumer<PhysicalMemory> action) {
        action.accept(interpreted.memory);
        action.accept(translated.memory);
    }

    /** Does something with both harts. */
    void harts(Consumer<Hart> action) {
        action.accept(interpreted.hart);
        action.accept(translated.hart);
    }

    /** Executes for so many cycles and compares all that a hart has. */
    void run(long cycles) {
        harts(hart -> hart.run(hart.cycle + cycles));
        assertEquals(registers(interpreted.hart), registers(translated.hart));
        assertEquals(interpreted.hart.memory.cachedTranslations(), translated.hart.memory.cachedTranslations());
    }

    /** Compares memories. */
    void compareMemories() {
        assertEquals(-1, interpreted.memory.contents().mismatch(translated.memory.contents()));
    }

    Hart hart() {
        return translated.hart;
    }

    JvmTranslator translator() {
        return translator;
    }

    private static Map<String, Long> registers(Hart hart) {
        Map<String, Long> registers = new TreeMap<>();
        hart.forEachRegister(registers::put);
        return registers;
    }

    /** Writes the same instructions to both. */
    EnginePair write(long address, String... lines) {
        memories(memory -> RandomProgram.assemble(memory, address, List.of(lines)));
        return this;
    }
}
