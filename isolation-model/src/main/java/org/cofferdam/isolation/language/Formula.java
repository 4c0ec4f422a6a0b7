package org.cofferdam.isolation.language;

import java.util.List;

/** What is true or false of a state; under {@link At} of another state of the same step or the other run. */
public sealed interface Formula {
    Formula TRUE = new And(List.of());
    Formula FALSE = new Or(List.of());

    /** A tuple is in a relation. */
    record Holds(Relation relation, List<Term> arguments) implements Formula {
        public Holds {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    /** Two terms of one sort denote the same. */
    record Equal(Term left, Term right) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    record Not(Formula body) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    /** All of them; of none: true. */
    record And(List<Formula> parts) implements Formula {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    /** One of them at least; of none: false. */
    record Or(List<Formula> parts) implements Formula {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    record Implies(Formula premise, Formula conclusion) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    record Iff(Formula left, Formula right) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    record ForAll(List<Variable> variables, Formula body) implements Formula {
        public ForAll {
            variables = List.copyOf(variables);
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    record Exists(List<Variable> variables, Formula body) implements Formula {
        public Exists {
            variables = List.copyOf(variables);
        }

        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    /** The body, read in another state. Variables denote the same in all of them. */
    record At(World world, Formula body) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }

    /** A term denotes the same in two states. */
    record Same(Term term, World one, World other) implements Formula {
        @Override
        public String toString() {
            return Notation.MATHEMATICS.print(this);
        }
    }
}
