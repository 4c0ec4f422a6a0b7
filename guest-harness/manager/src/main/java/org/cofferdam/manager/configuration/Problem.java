package org.cofferdam.manager.configuration;

/**
 * One mistake in a configuration.
 *
 * @param file   the configuration as the user named it
 * @param field  path of the field, such as {@code partitions[1].memory}; empty for the document itself
 * @param wrong  what is wrong with it
 * @param remedy what to do about it
 */
public record Problem(String file, Position at, String field, String wrong, String remedy) {
    /** One line, with the position in the form that editors and terminals turn into a link. */
    @Override
    public String toString() {
        String where = file + ":" + at.line() + ":" + at.column() + ": ";
        return where + (field.isEmpty() ? "" : field + ": ") + wrong + "; " + remedy;
    }
}
