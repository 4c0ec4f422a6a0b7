package org.cofferdam.isolation.language;

/** Something of a sort, bound by a quantifier or a parameter of an action. */
public record Variable(String name, Sort sort) implements Term {
    @Override
    public String toString() {
        return name;
    }
}
