package org.cofferdam.isolation.language;

import java.util.List;

/** What a state gives a meaning to. */
public sealed interface Symbol permits Relation, Function {
    /** Unique within a specification. */
    String name();

    /** Sorts of the arguments, in order. */
    List<Sort> sorts();

    /** How its value comes to be. */
    Kind kind();

    /** What it stands for in the system, in a few words. */
    String meaning();

    /** Whether steps can change it. */
    default boolean changes() {
        return kind() == Kind.STATE || kind() == Kind.GHOST;
    }
}
