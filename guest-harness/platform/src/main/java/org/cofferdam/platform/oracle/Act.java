package org.cofferdam.platform.oracle;

import java.util.List;

/**
 * A step of the specification that a call of the core is said to have taken.
 *
 * @param action     its name
 * @param outcome    how it ended
 * @param parameters in order; elements of the whole, but for frames: places in the list of frames of the question
 */
record Act(String action, String outcome, List<Integer> parameters) {
    Act {
        parameters = List.copyOf(parameters);
    }

    Act(String action, String outcome, Integer... parameters) {
        this(action, outcome, List.of(parameters));
    }
}
