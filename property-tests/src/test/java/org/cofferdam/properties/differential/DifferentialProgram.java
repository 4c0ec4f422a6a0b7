package org.cofferdam.properties.differential;

import java.util.List;

/**
 * A random program, which can be made smaller and typed again.
 *
 * @param <P> the kind of program
 */
public interface DifferentialProgram<P> {

    /** Runs of instructions that belong together, such as a branch with what it may skip. */
    List<List<Integer>> units();

    /** The same start with other units. */
    P with(List<List<Integer>> units);

    /** All that it takes to have it again. */
    WrittenProgram written();
}
