package org.cofferdam.isolation.explore;

import java.util.List;

/**
 * A Boolean expression over the fields of a state, made by {@link Expressions}, where equal ones are one object. A disjunction is
 * a negated conjunction of negations, so that there is one way to write it.
 */
final class Expression {
    /** What an expression is. */
    enum Form {
        /** A field has a value. */
        IS,
        /** Not the only part. */
        NOT,
        /** All parts; of none: true. */
        ALL
    }

    /** An expression without choices. */
    static final int NO_CHOICE = Integer.MAX_VALUE;

    private final int id;
    private final Form form;
    private final int field;
    private final int value;
    private final List<Expression> parts;
    private final int choice;

    Expression(int id, Form form, int field, int value, List<Expression> parts, int choice) {
        this.id = id;
        this.form = form;
        this.field = field;
        this.value = value;
        this.parts = parts;
        this.choice = choice;
    }

    /** Its number, in the order in which expressions were made. */
    int id() {
        return id;
    }

    Form form() {
        return form;
    }

    /** The field of {@link Form#IS}. */
    int field() {
        return field;
    }

    /** The value of {@link Form#IS}. */
    int value() {
        return value;
    }

    List<Expression> parts() {
        return parts;
    }

    /** What {@link Form#NOT} negates. */
    Expression negated() {
        return parts.getFirst();
    }

    /** The first field in it that whoever acts chooses, or {@link #NO_CHOICE}. */
    int choice() {
        return choice;
    }

    boolean isNot() {
        return form == Form.NOT;
    }
}
