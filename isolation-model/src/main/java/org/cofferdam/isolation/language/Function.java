package org.cofferdam.isolation.language;

import java.util.List;

/** A total function. */
public record Function(String name, List<Sort> sorts, Sort result, Kind kind, String meaning) implements Symbol {
    public Function {
        sorts = List.copyOf(sorts);
    }

    /** The value for these arguments. */
    public Term of(Term... arguments) {
        return new Term.Apply(this, List.of(arguments));
    }

    @Override
    public String toString() {
        return name;
    }
}
