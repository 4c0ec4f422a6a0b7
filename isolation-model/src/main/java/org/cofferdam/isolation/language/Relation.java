package org.cofferdam.isolation.language;

import java.util.List;

/** A set of tuples. */
public record Relation(String name, List<Sort> sorts, Kind kind, String meaning) implements Symbol {
    public Relation {
        sorts = List.copyOf(sorts);
    }

    /** The formula that these are related. */
    public Formula of(Term... arguments) {
        return new Formula.Holds(this, List.of(arguments));
    }

    @Override
    public String toString() {
        return name;
    }
}
