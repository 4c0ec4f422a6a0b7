package org.cofferdam.manager.configuration;

import java.util.List;

/** The fields that a mapping may hold, in the order in which a person is told of them. */
record Group(List<Field<?>> fields) implements Form {
    static Group of(Field<?>... fields) {
        return new Group(List.of(fields));
    }

    @Override
    public String expected() {
        return "a group of fields";
    }
}
