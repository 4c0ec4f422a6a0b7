package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Rights;

/** Pages that one partition has offered to another, and where that stands. */
final class Grant {
    /** Where a grant stands; only its granter's calls end it. */
    enum State {
        OFFERED,
        ACCEPTED,
        /** The borrower has given it back. */
        RETURNED
    }

    final GrantKind kind;
    final Partition granter;
    final Partition borrower;
    /** What the borrower may do with the pages. */
    final Rights rights;
    /** What the granter may, where it has them mapped. */
    final Rights ownRights;
    /** Guest-physical address of the first page, the granter's. */
    final long base;

    final long[] frames;
    State state = State.OFFERED;
    /** Guest-physical address of the first page, the borrower's. */
    long acceptedAt;
    /** How many frames have been wiped for their next holder. */
    int wiped;

    Grant(
            GrantKind kind,
            Partition granter,
            Partition borrower,
            Rights rights,
            Rights ownRights,
            long base,
            int pages) {
        this.kind = kind;
        this.granter = granter;
        this.borrower = borrower;
        this.rights = rights;
        this.ownRights = ownRights;
        this.base = base;
        this.frames = new long[pages];
    }

    long size() {
        return frames.length * 4096L;
    }
}
