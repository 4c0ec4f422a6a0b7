package org.cofferdam.platform;

/**
 * The core threw while it handled a trap. Its handlers are total, so this is a defect of the core, and of the worst
 * kind: some guest has stopped every other.
 */
public final class CoreDefect extends RuntimeException {
    private static final long serialVersionUID = 1;

    CoreDefect(RuntimeException thrown) {
        super("the core threw " + thrown, thrown);
    }
}
