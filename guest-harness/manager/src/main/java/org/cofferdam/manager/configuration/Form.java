package org.cofferdam.manager.configuration;

/** The shape of a field's value. Reader, schema and handbook are made from it, so that they cannot differ. */
sealed interface Form permits Kind, Form.ListOf, Form.Either, Group {
    /** What to write, for somebody who wrote nothing or something else. */
    String expected();

    /**
     * Several values, one below the other.
     *
     * @param expected such as {@code a list of windows}
     * @param most     how many there may be
     */
    record ListOf(String expected, Form item, int most) implements Form {}

    /** A single value, or a group of fields that says more. */
    record Either(Kind<?> single, Group group) implements Form {
        @Override
        public String expected() {
            return single.expected();
        }
    }
}
