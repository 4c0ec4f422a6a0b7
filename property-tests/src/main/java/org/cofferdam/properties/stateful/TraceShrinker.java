package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a trace that fails smaller: fewer steps, then simpler arguments, as long as it fails in the same way. */
public final class TraceShrinker {
    private static final int PATIENCE = 2_000;

    private int tries;

    /** One that has not tried anything yet; for one finding. */
    public TraceShrinker() {}

    /** A smaller finding of the same kind, or the same. */
    public Finding shrink(Finding first) {
        Finding best = first;
        for (int size = Math.max(1, best.trace().steps().size() / 2); size >= 1; size /= 2) {
            best = without(best, size);
        }
        best = without(best, 1);
        best = simpler(best);
        return without(best, 1);
    }

    /** Leaves out so many steps at a time, the last ones first. */
    private Finding without(Finding first, int size) {
        Finding best = first;
        for (int at = best.trace().steps().size() - size; at >= 0; at -= size) {
            if (at + size > best.trace().steps().size()) {
                continue;
            }
            List<Step> fewer = new ArrayList<>(best.trace().steps());
            fewer.subList(at, at + size).clear();
            best = tried(best, fewer).orElse(best);
        }
        return best;
    }

    private Finding simpler(Finding first) {
        Finding best = first;
        for (int at = 0; at < best.trace().steps().size(); at++) {
            Step step = best.trace().steps().get(at);
            for (int i = 0; i < Math.min(step.arguments().size(), step.kinds().size()); i++) {
                best = simpler(best, at, i);
                if (at >= best.trace().steps().size()) {
                    return best;
                }
            }
        }
        return best;
    }

    private Finding simpler(Finding best, int at, int argument) {
        List<Step> steps = best.trace().steps();
        Step step = steps.get(at);
        for (long value : step.kinds().get(argument).likely(best.trace().stage())) {
            if (value == step.argument(argument)) {
                return best;
            }
            List<Long> arguments = new ArrayList<>(step.arguments());
            arguments.set(argument, value);
            List<Step> others = new ArrayList<>(steps);
            others.set(at, step.with(arguments));
            Optional<Finding> found = tried(best, others);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return best;
    }

    private Optional<Finding> tried(Finding best, List<Step> steps) {
        if (tries++ > PATIENCE) {
            return Optional.empty();
        }
        return Playback.run(best.trace().with(steps))
                .filter(found -> found.kind().equals(best.kind()));
    }
}
