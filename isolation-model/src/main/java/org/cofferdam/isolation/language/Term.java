package org.cofferdam.isolation.language;

import java.util.List;

/** What denotes an element of a sort. */
public sealed interface Term permits Variable, Constant, Term.Apply {
    /** The sort of what it denotes. */
    Sort sort();

    /** The value of a function. */
    record Apply(Function function, List<Term> arguments) implements Term {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Sort sort() {
            return function.result();
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }
}
