package org.cofferdam.manager.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is refused, with every mistake found in it, in the order of the file. */
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    InvalidConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The mistakes, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
