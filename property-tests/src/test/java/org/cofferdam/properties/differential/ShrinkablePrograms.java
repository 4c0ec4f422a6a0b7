package org.cofferdam.properties.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.AssemblyException;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Field;

/**
 * How a run gets smaller: first to the programs that it takes, then to the units that the last one takes, then to zeros among
 * operands.
 *
 * @param <P> the kind of program
 */
public record ShrinkablePrograms<P extends DifferentialProgram<P>>(Programs<P> value)
        implements Shrinkable<Programs<P>> {

    @Override
    public Stream<Shrinkable<Programs<P>>> shrink() {
        List<P> programs = value.list();
        Stream<List<P>> smaller = programs.size() > 1
                ? without(programs)
                : programs.stream().flatMap(ShrinkablePrograms::smaller).map(List::of);
        return smaller.map(list -> new ShrinkablePrograms<>(new Programs<>(list)));
    }

    /** All that a program can be made into in one step: with fewer units, large parts first; then with simpler operands. */
    public static <P extends DifferentialProgram<P>> Stream<P> smaller(P program) {
        return Stream.concat(without(program.units()), simpler(program.units())).map(program::with);
    }

    private static <T> Stream<List<T>> without(List<T> all) {
        return Stream.iterate(Math.max(1, all.size() / 2), size -> size > 0, size -> size / 2)
                .flatMap(size -> IntStream.iterate(0, at -> at < all.size(), at -> at + size)
                        .mapToObj(at -> {
                            List<T> fewer = new ArrayList<>(all);
                            fewer.subList(at, Math.min(at + size, fewer.size())).clear();
                            return fewer;
                        }));
    }

    /** Instructions that are units of their own; in others an operand may be what ends a loop. */
    private static Stream<List<List<Integer>>> simpler(List<List<Integer>> units) {
        return IntStream.range(0, units.size())
                .filter(i -> units.get(i).size() == 1)
                .boxed()
                .flatMap(i -> simpler(units.get(i).getFirst()).map(bits -> {
                    List<List<Integer>> changed = new ArrayList<>(units);
                    changed.set(i, List.of(bits));
                    return changed;
                }));
    }

    private static Stream<Integer> simpler(int bits) {
        return Rv64.instructions().decode(bits).stream().flatMap(decoded -> {
            Encoding encoding = decoded.encoding();
            return encoding.pattern().fields().stream()
                    .filter(field -> field.extract(bits) != 0 && !field.name().equals("csr"))
                    .flatMap(field -> withZero(encoding, bits, field));
        });
    }

    private static Stream<Integer> withZero(Encoding encoding, int bits, Field zero) {
        Map<String, Long> fields = new LinkedHashMap<>();
        encoding.pattern().fields().forEach(field -> fields.put(field.name(), field.extract(bits)));
        fields.put(zero.name(), 0L);
        try {
            int simpler = encoding.encode(fields);
            boolean same = Rv64.instructions()
                    .decode(simpler)
                    .filter(other -> other.encoding() == encoding)
                    .isPresent();
            return same ? Stream.of(simpler) : Stream.empty();
        } catch (AssemblyException _) {
            return Stream.empty();
        }
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                value.list().size(),
                sum(units -> units.size()),
                sum(units -> units.stream().mapToInt(List::size).sum()),
                sum(units -> units.stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::bitCount)
                        .sum()));
    }

    private long sum(Function<List<List<Integer>>, Integer> of) {
        return value.list().stream()
                .mapToLong(program -> of.apply(program.units()))
                .sum();
    }
}
