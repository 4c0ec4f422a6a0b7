package org.cofferdam.isolation.language;

/**
 * A named element of a sort; constants of one sort with different numbers denote different elements.
 *
 * @param element its number in finite states
 */
public record Constant(String name, Sort sort, int element, String meaning) implements Term {
    @Override
    public String toString() {
        return name;
    }
}
