package org.cofferdam.manager.configuration;

/**
 * A field as it is declared, in {@link Vocabulary} alone.
 *
 * @param required whether its absence is a mistake
 * @param means    for the handbook and the schema, in Markdown
 * @param fallback what holds if it is absent, for the handbook; empty if it is required
 */
record Field<F extends Form>(String name, F form, boolean required, String means, String fallback) {
    static <F extends Form> Field<F> required(String name, F form, String means) {
        return new Field<>(name, form, true, means, "");
    }

    static <F extends Form> Field<F> optional(String name, F form, String means, String fallback) {
        return new Field<>(name, form, false, means, fallback);
    }

    /** The same field, whose value must also be of a kind that depends on what else the file says. */
    Field<F> with(F narrower) {
        return new Field<>(name, narrower, required, means, fallback);
    }
}
