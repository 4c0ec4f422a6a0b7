package org.cofferdam.microkernel.frames;

import java.util.List;

/** What a frame is. A frame has one state, so it has one owner at most and one use, and there is no count to get wrong. */
public sealed interface FrameState {
    /** Never given to anyone since the machine started: its contents are unknown. */
    record Untouched() implements FrameState {}

    /** Nobody's, and every byte is zero. */
    record Free() implements FrameState {}

    /** Charged to an account, its owner's. */
    sealed interface Held extends FrameState {
        /** Whose quota it counts against. */
        Account account();

        /** Whether the guest behind an account may reach the frame. */
        boolean admits(Account visitor);
    }

    /** Memory that its owner alone may see. */
    record Memory(Account account) implements Held {
        @Override
        public boolean admits(Account visitor) {
            return visitor == account;
        }
    }

    /** A page table or another structure of the core: only the core and the hardware that walks it see it. */
    record Table(Account account) implements Held {
        @Override
        public boolean admits(Account visitor) {
            return false;
        }
    }

    /** Memory that its owner shares with a borrower, who is null until it has accepted. */
    record Shared(Account account, Account borrower) implements Held {
        @Override
        public boolean admits(Account visitor) {
            return visitor == account || visitor == borrower;
        }
    }

    /** Memory that a borrower has to itself; null until it has accepted and once it has returned it. */
    record Lent(Account account, Account borrower) implements Held {
        @Override
        public boolean admits(Account visitor) {
            return visitor == borrower;
        }
    }

    /** Memory of a shared region, the system's own, that each of the users may reach. The list is the region's. */
    record Region(Account account, List<Account> users) implements Held {
        @Override
        public boolean admits(Account visitor) {
            return users.contains(visitor);
        }
    }
}
