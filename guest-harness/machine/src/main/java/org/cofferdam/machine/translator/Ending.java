package org.cofferdam.machine.translator;

import java.util.List;

/** How control leaves a {@link BasicBlock}. Addresses are offsets from the region's anchor, in bytes. */
sealed interface Ending {

    /** To the following instruction. */
    record Falls(long next) implements Ending {}

    /** The last instruction's result decides. */
    record Branches(long target, long next) implements Ending {}

    /** To a place that the instruction names, with a link to {@code next} if it is a call. */
    record Jumps(long target, long next, boolean call) implements Ending {}

    /**
     * To where a register says.
     *
     * @param seen where it has been seen to go
     */
    record Indirect(List<Long> seen, long next, boolean call) implements Ending {
        public Indirect {
            seen = List.copyOf(seen);
        }
    }

    /** Where it may go, as far as is known. */
    default List<Long> successors() {
        return switch (this) {
            case Falls(long next) -> List.of(next);
            case Branches(long target, long next) -> List.of(target, next);
            case Jumps(long target, long _, boolean _) -> List.of(target);
            case Indirect(List<Long> seen, long _, boolean _) -> seen;
        };
    }
}
