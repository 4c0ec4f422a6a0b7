package org.cofferdam.guests.debugger;

import java.util.List;
import org.cofferdam.machine.hart.Hart;

/**
 * What {@code vCont}, {@code c} and {@code s} want of each hart: to go on, to go on by one step, or to stand still. The first
 * action that names a hart is its own.
 */
final class ResumeActions {
    private enum Action {
        RUN,
        STEP
    }

    private final List<Hart> harts;
    private final Action[] actions;

    private ResumeActions(List<Hart> harts) {
        this.harts = harts;
        actions = new Action[harts.size()];
    }

    /**
     * Reads {@code ;c:1;s:2;c}. Signals are of no use to a machine and left out.
     *
     * @throws BadPacketException if it cannot be read, or no hart would run
     */
    static ResumeActions ofContinue(List<Hart> harts, String text) throws BadPacketException {
        ResumeActions result = new ResumeActions(harts);
        boolean any = false;
        for (String part : text.split(";", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            String[] halves = part.split(":", 2);
            Action action =
                    switch (halves[0].isEmpty() ? 0 : halves[0].charAt(0)) {
                        case 'c', 'C' -> Action.RUN;
                        case 's', 'S' -> Action.STEP;
                        default -> throw new BadPacketException();
                    };
            any |= result.set(action, halves.length == 1 ? ThreadId.ALL : ThreadId.parse(halves[1]));
        }
        if (!any) {
            throw new BadPacketException();
        }
        return result;
    }

    /** One hart takes a step, all others run. */
    static ResumeActions step(List<Hart> harts, int hart) {
        ResumeActions result = new ResumeActions(harts);
        result.actions[hart] = Action.STEP;
        result.set(Action.RUN, ThreadId.ALL);
        return result;
    }

    /** All harts run. */
    static ResumeActions run(List<Hart> harts) {
        ResumeActions result = new ResumeActions(harts);
        result.set(Action.RUN, ThreadId.ALL);
        return result;
    }

    private boolean set(Action action, int thread) {
        boolean any = false;
        for (int i = 0; i < actions.length; i++) {
            if (actions[i] == null && (thread <= 0 || thread == i + 1)) {
                actions[i] = action;
                any = true;
            }
        }
        return any;
    }

    /** Tells the harts. */
    void apply() {
        for (Hart hart : harts) {
            hart.probe().release();
            Action action = actions[hart.id];
            if (action == Action.STEP) {
                hart.probe().step();
            }
            hart.probe().hold(action == null);
        }
    }
}
