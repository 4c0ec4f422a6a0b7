package org.cofferdam.properties.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Runs of random programs, or those that {@code -Ddifferential.program=} names. {@code -Ddifferential.seed=} turns all
 * programs into others.
 */
public final class RunArbitrary {

    private static final String GIVEN = System.getProperty("differential.program", "");
    private static final long SEED = Long.getLong("differential.seed", 0);

    private RunArbitrary() {}

    /**
     * Runs of one size.
     *
     * @param draw makes the program of a slot
     * @param read makes a program from what was written
     */
    public static <P extends DifferentialProgram<P>> Arbitrary<Programs<P>> of(
            int size, BiFunction<Random, Integer, P> draw, Function<WrittenProgram, P> read) {
        if (!GIVEN.isEmpty()) {
            List<P> given = Arrays.stream(GIVEN.split(",", -1))
                    .map(WrittenProgram::parse)
                    .map(read)
                    .toList();
            return Arbitraries.just(new Programs<>(given));
        }
        return Arbitraries.fromGenerator(random -> {
            // Each program has a source of its own: neighbours do not change when one is drawn differently.
            Random own = new Random(random.nextLong() + SEED);
            return new ShrinkablePrograms<>(new Programs<>(IntStream.range(0, size)
                    .mapToObj(slot -> draw.apply(new Random(own.nextLong()), slot))
                    .toList()));
        });
    }

    /** What to type to have programs run again. */
    public static String replay(Class<?> properties, Programs<?> programs) {
        return "mvn test -pl property-tests -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Ddifferential.program=%s"
                .formatted(properties.getSimpleName(), programs.written());
    }
}
