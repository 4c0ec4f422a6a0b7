package org.cofferdam.properties.stateful;

import java.util.List;
import org.cofferdam.microkernel.GrantKind;

/** A grant as the model has it. */
final class GrantModel {
    enum State {
        OFFERED,
        ACCEPTED,
        RETURNED
    }

    final GrantKind kind;
    final int granter;
    final int borrower;
    /** Which of the partitions that have had the borrower's number. */
    final int generation;

    final int rights;
    final int ownRights;
    final long base;
    final List<Backing> pages;
    State state = State.OFFERED;
    long acceptedAt;

    GrantModel(
            GrantKind kind,
            int granter,
            int borrower,
            int generation,
            int rights,
            int ownRights,
            long base,
            List<Backing> pages) {
        this.kind = kind;
        this.granter = granter;
        this.borrower = borrower;
        this.generation = generation;
        this.rights = rights;
        this.ownRights = ownRights;
        this.base = base;
        this.pages = pages;
    }

    long size() {
        return pages.size() * Stage.PAGE;
    }
}
