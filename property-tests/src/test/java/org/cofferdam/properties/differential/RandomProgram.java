package org.cofferdam.properties.differential;

import java.util.List;
import java.util.Random;
import org.cofferdam.machine.instructions.Rv64;

/**
 * A program without loops, and what it starts from.
 *
 * @param seed from which both were drawn
 * @param start registers and data
 * @param units runs of instructions that belong together, such as a branch with what it may skip
 */
record RandomProgram(long seed, RandomState start, List<List<Integer>> units) {

    private static final int UNITS = 24;

    static RandomProgram draw(long seed) {
        // Neighbouring seeds give alike first numbers: take some distance.
        Random random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
        RandomState start = RandomState.draw(random, ProgramBatch.DATA_WORDS);
        return new RandomProgram(seed, start, RandomInstructions.units(random, UNITS));
    }

    List<Integer> instructions() {
        return units.stream().flatMap(List::stream).toList();
    }

    /** The program that ends after so many units. */
    RandomProgram prefix(int count) {
        return new RandomProgram(seed, start, units.subList(0, count));
    }

    /** The last unit, as text. */
    String lastUnit() {
        return units.isEmpty()
                ? "(nothing)"
                : String.join(
                        "; ",
                        units.getLast().stream()
                                .map(Rv64.instructions()::disassemble)
                                .toList());
    }
}
