package org.cofferdam.manager.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** The orders that are still to come, earliest first; those of one instant in the order in which they were given. */
public final class Script {
    private final Queue<ScriptedOrder> orders;
    private final List<String> failures = new ArrayList<>();

    /** A script of these orders. */
    public Script(List<ScriptedOrder> orders) {
        this.orders = new ArrayDeque<>(orders.stream()
                .sorted(Comparator.comparingLong(ScriptedOrder::cycle))
                .toList());
    }

    /** The cycle of the next order; {@link Long#MAX_VALUE} if there is none. */
    public long next() {
        return orders.isEmpty() ? Long.MAX_VALUE : orders.element().cycle();
    }

    /** Has everything carried out that is due. */
    public void run(long cycle, ControlDesk desk) {
        while (next() <= cycle) {
            ScriptedOrder due = orders.remove();
            Outcome outcome = desk.carryOut(due.order());
            if (outcome.kind() != Outcome.Kind.OK) {
                failures.add(due + ": " + outcome.message());
            }
        }
    }

    /** What was not carried out, and why; one line each. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
