package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ground step as bit operations: what may be, then for each condition the bits to clear and to set. */
final class CompiledStep {
    private final BranchProgram program;
    private final int guard;
    private final int promised;
    private final List<Masks> always;
    private final List<Masks> sometimes;

    /** Bits of one word that change where a condition holds. */
    private record Masks(int when, int word, long keep, long set) {}

    CompiledStep(GroundStep step, Packing packing, BranchProgram program, Expressions expressions) {
        this.program = program;
        guard = program.compile(step.guard());
        promised = program.compile(step.promised());
        Map<Integer, Map<Integer, long[]>> masks = new TreeMap<>();
        for (GroundStep.Change change : step.changes()) {
            Expression open = expressions.yes();
            for (GroundStep.Case each : change.cases()) {
                int when = program.compile(expressions.both(open, each.when()));
                long[] both = masks.computeIfAbsent(when, _ -> new TreeMap<>())
                        .computeIfAbsent(packing.word(change.field()), _ -> new long[2]);
                both[0] |= packing.mask(change.field());
                both[1] |= packing.bits(change.field(), each.value());
                open = expressions.both(open, expressions.not(each.when()));
            }
        }
        List<Masks> all = new ArrayList<>();
        masks.forEach(
                (when, words) -> words.forEach((word, both) -> all.add(new Masks(when, word, ~both[0], both[1]))));
        always = all.stream().filter(each -> each.when == BranchProgram.TRUE).toList();
        sometimes = all.stream()
                .filter(each -> each.when != BranchProgram.TRUE && each.when != BranchProgram.FALSE)
                .toList();
    }

    /** Whether it can happen. */
    boolean isPossible(long[] state) {
        return program.run(guard, state);
    }

    /** Whether what is claimed of steps holds of it, if it can happen. */
    boolean keepsPromises(long[] state) {
        return program.run(promised, state);
    }

    /** The state after it. */
    void apply(long[] before, long[] after) {
        System.arraycopy(before, 0, after, 0, before.length);
        for (Masks masks : always) {
            after[masks.word] = (after[masks.word] & masks.keep) | masks.set;
        }
        for (Masks masks : sometimes) {
            if (program.run(masks.when, before)) {
                after[masks.word] = (after[masks.word] & masks.keep) | masks.set;
            }
        }
    }
}
