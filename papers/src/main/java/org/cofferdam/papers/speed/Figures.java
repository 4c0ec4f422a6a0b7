package org.cofferdam.papers.speed;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/** What follows from results: medians, speeds, ratios and their means. Empty where something was not measured. */
final class Figures {
    private static final double MEDIAN = 50;

    private final List<Sample> samples;

    Figures(Results results) {
        samples = results.samples();
    }

    /** The median of something, over the rounds. */
    OptionalDouble median(Program program, Contestant contestant, ToDoubleFunction<Sample> what) {
        double[] values = samples.stream()
                .filter(sample -> sample.program() == program && sample.contestant() == contestant)
                .mapToDouble(what)
                .toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(StatUtils.percentile(values, MEDIAN));
    }

    /** Guest instructions, in millions, each time that a program's work is done: by whichever engine of ours has told. */
    OptionalDouble millions(Program program) {
        return samples.stream()
                .filter(sample -> sample.program() == program
                        && sample.retired() > 0
                        && !sample.contestant().partitioned()
                        && !sample.contestant().pair())
                .mapToDouble(sample -> sample.retired() / 1e6 / sample.times())
                .findFirst();
    }

    /** Million guest instructions in a second, warm. */
    OptionalDouble mips(Program program, Contestant contestant, ToDoubleFunction<Sample> warm) {
        return quotient(millions(program), median(program, contestant, warm));
    }

    /** Exits in a second, warm, in thousands. */
    OptionalDouble thousandExits(Program program, Contestant contestant) {
        return quotient(OptionalDouble.of(program.exits / 1e3), median(program, contestant, Sample::warmWall));
    }

    /** How many times as fast {@code contestant} is as {@code peer}. */
    OptionalDouble ratio(Program program, Contestant contestant, Contestant peer, ToDoubleFunction<Sample> seconds) {
        return quotient(median(program, peer, seconds), median(program, contestant, seconds));
    }

    /** How many times as much two harts do in a time as one does. */
    OptionalDouble gain(Program program, Contestant pair, Contestant one, ToDoubleFunction<Sample> seconds) {
        OptionalDouble ratio = ratio(program, pair, one, seconds);
        return ratio.isEmpty() ? ratio : OptionalDouble.of(2 * ratio.getAsDouble());
    }

    /** The geometric mean of such ratios over those of some programs that were measured; empty if none was. */
    OptionalDouble mean(
            List<Program> programs, Contestant contestant, Contestant peer, ToDoubleFunction<Sample> seconds) {
        return geometricMean(programs.stream()
                .map(program -> ratio(program, contestant, peer, seconds))
                .toList());
    }

    /** The geometric mean of what is there; empty if nothing is. */
    static OptionalDouble geometricMean(List<OptionalDouble> values) {
        double[] there = values.stream().flatMapToDouble(OptionalDouble::stream).toArray();
        return there.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(StatUtils.geometricMean(there));
    }

    /** The contestants of which something of these programs was measured. */
    List<Contestant> contestants(List<Program> programs) {
        return Arrays.stream(Contestant.values())
                .filter(contestant -> samples.stream()
                        .anyMatch(sample -> sample.contestant() == contestant && programs.contains(sample.program())))
                .toList();
    }

    /** Those of some programs that were measured. */
    List<Program> measured(List<Program> programs) {
        return programs.stream()
                .filter(program -> samples.stream().anyMatch(sample -> sample.program() == program))
                .toList();
    }

    private static OptionalDouble quotient(OptionalDouble above, OptionalDouble below) {
        return above.isEmpty() || below.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(above.getAsDouble() / below.getAsDouble());
    }
}
