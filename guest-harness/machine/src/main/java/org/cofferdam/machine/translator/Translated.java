package org.cofferdam.machine.translator;

/** What has been translated already. */
@FunctionalInterface
interface Translated {

    /** Nothing. */
    Translated NOTHING = (_, _) -> false;

    /** Whether the instruction at a physical address is part of a translation that is as good as one of this shape. */
    boolean isInside(long physical, Shape shape);
}
