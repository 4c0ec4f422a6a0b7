package org.cofferdam.properties.differential;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.cofferdam.machine.instructions.Rv64;

/**
 * A program without loops, and what it starts from.
 *
 * @param seed from which both were drawn
 * @param start registers and data
 * @param units runs of instructions that belong together, such as a branch with what it may skip
 */
record RandomProgram(long seed, RandomState start, List<List<Integer>> units)
        implements DifferentialProgram<RandomProgram> {

    private static final int UNITS = 24;

    static RandomProgram draw(Random random) {
        long seed = random.nextLong();
        return new RandomProgram(seed, start(seed), RandomInstructions.units(random, UNITS));
    }

    /** A program that has been written down. */
    static RandomProgram read(WrittenProgram written) {
        return new RandomProgram(written.seed(), start(written.seed()), written.units());
    }

    private static RandomState start(long seed) {
        return RandomState.draw(new Random(seed), ProgramBatch.DATA_WORDS);
    }

    List<Integer> instructions() {
        return units.stream().flatMap(List::stream).toList();
    }

    @Override
    public RandomProgram with(List<List<Integer>> remaining) {
        return new RandomProgram(seed, start, remaining);
    }

    @Override
    public WrittenProgram written() {
        return new WrittenProgram(seed, 0, units);
    }

    /** Its instructions, a unit a line. */
    String text() {
        return units.stream()
                .map(unit -> unit.stream()
                        .map(Rv64.instructions()::disassemble)
                        .collect(Collectors.joining("; ", "    ", "")))
                .collect(Collectors.joining("\n"));
    }
}
