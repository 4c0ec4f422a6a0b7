package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameState;
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

    /** What the core writes down about its frames while this borrower, or nobody, has accepted them. */
    FrameState.Held use(Account accepted) {
        return switch (kind) {
            case SHARE -> new FrameState.Shared(granter.account, accepted);
            case LEND -> new FrameState.Lent(granter.account, accepted);
            // Nobody reaches it before it is mapped.
            case DONATE -> borrower.account.memory();
        };
    }

    long size() {
        return frames.length * 4096L;
    }
}
