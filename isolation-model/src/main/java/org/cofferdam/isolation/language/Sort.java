package org.cofferdam.isolation.language;

/**
 * A kind of things, such as the frames of a machine. How many there are is no business of the specification: the prover takes any
 * number, the explorer and the oracle a finite one, whose elements are 0, 1, 2, …
 *
 * @param letter how elements are called in stories: {@code p} gives p0, p1, …
 */
public record Sort(String name, String letter, String meaning) {
    @Override
    public String toString() {
        return name;
    }
}
