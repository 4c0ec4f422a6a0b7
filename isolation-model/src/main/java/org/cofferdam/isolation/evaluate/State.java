package org.cofferdam.isolation.evaluate;

import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;

/**
 * A finite state: what each symbol means. Elements of a sort are numbers from 0. Whoever has the state in a form of its own,
 * as a running system has, implements this instead of copying it.
 */
public interface State {
    /** How many elements a sort has; 0 is allowed where no function has it as result. */
    int size(Sort sort);

    /**
     * Whether a tuple is in a relation.
     *
     * @param tuple one element for each place, which the callee does not keep
     */
    boolean holds(Relation relation, int[] tuple);

    /**
     * The value of a function.
     *
     * @param arguments one element for each place, which the callee does not keep
     */
    int value(Function function, int[] arguments);
}
