package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;

/** A ground system as bit operations. */
final class CompiledSystem {
    private final GroundSystem system;
    private final Packing packing;
    private final BranchProgram program;
    private final List<CompiledStep> steps = new ArrayList<>();
    private final List<List<CompiledStep>> stepsOfVariants = new ArrayList<>();
    private final int invariants;

    CompiledSystem(GroundSystem system, Packing packing) {
        this.system = system;
        this.packing = packing;
        program = new BranchProgram(system.fields(), packing);
        system.steps().forEach(step -> steps.add(compiled(step)));
        for (List<GroundStep> its : system.stepsOfVariants()) {
            stepsOfVariants.add(its.stream().map(this::compiled).toList());
        }
        List<Expression> all = new ArrayList<>();
        for (Claim.Invariant invariant : system.invariants()) {
            all.add(system.ground(invariant));
        }
        invariants = program.compile(system.expressions().all(all));
    }

    private CompiledStep compiled(GroundStep step) {
        return new CompiledStep(step, packing, program, system.expressions());
    }

    GroundSystem system() {
        return system;
    }

    Packing packing() {
        return packing;
    }

    List<CompiledStep> steps() {
        return steps;
    }

    /** The steps of each variant. */
    List<List<CompiledStep>> stepsOfVariants() {
        return stepsOfVariants;
    }

    /** Whether all invariants hold. */
    boolean isSafe(long[] state) {
        return program.run(invariants, state);
    }

    /** A question to be asked of states with {@link #holds}: before the first of which all have to be known. */
    int question(Formula formula) {
        return program.compile(system.grounding().ground(formula, Map.of()));
    }

    boolean holds(int question, long[] state) {
        return program.run(question, state);
    }

    /** The initial states. */
    List<long[]> initial() {
        List<long[]> states = new ArrayList<>();
        for (Map<Integer, Integer> values : system.initial()) {
            long[] state = new long[packing.words()];
            values.forEach((field, value) -> packing.set(field, value, state));
            states.add(state);
        }
        return states;
    }
}
