package org.cofferdam.properties.tworuns;

import org.cofferdam.microkernel.Hypercall;

/** Several calls that belong together, with arguments from so few that the two ends of a grant or a port meet. */
final class Protocols {
    private static final int PAGE = 3;

    private Protocols() {}

    static void write(GuestCode code, Choice choice) {
        long own = Layout.scratch(PAGE + choice.below(2));
        switch (choice.below(8)) {
            case 0, 1 -> grant(code, choice, 1 + choice.below(Plan.MOST_PARTITIONS - 1), own);
            case 2 -> end(code, choice, own);
            case 3, 4 -> borrow(code, choice, choice.oneIn(2) ? 0 : choice.below(Plan.MOST_PARTITIONS));
            case 5 -> {
                for (int i = 0; i < 4; i++) {
                    code.set("a0", choice.below(3)).set("a1", own).set("a2", 8);
                    call(code, Hypercall.PORT_SEND);
                }
            }
            case 6 -> {
                code.set("a0", choice.below(3)).set("a1", own).set("a2", 4096);
                call(code, Hypercall.PORT_RECEIVE);
            }
            default -> {
                code.set("a0", choice.below(3));
                call(code, Hypercall.DOORBELL_RING);
            }
        }
    }

    private static void call(GuestCode code, Hypercall call) {
        code.call(Hypercall.EXTENSION, call.number());
    }

    /** Offers a page, perhaps waits a little and ends the grant, and looks at what the page holds now. */
    private static void grant(GuestCode code, Choice choice, int other, long page) {
        Hypercall kind = choice.oneIn(2) ? Hypercall.GRANT_LEND : Hypercall.GRANT_SHARE;
        long rights = kind == Hypercall.GRANT_LEND ? 3 : 1;
        code.set("a0", other).set("a1", page).set("a2", 1).set("a3", rights);
        call(code, kind);
        if (choice.oneIn(2)) {
            code.set("a1", choice.between(100, 1000)).add("addi a1, a1, -1", "bne a1, zero, -4");
            end(code, choice, page);
        }
    }

    /** Ends one of the first grants, and looks at a page that it may have been about. */
    private static void end(GuestCode code, Choice choice, long page) {
        code.set("a0", choice.below(3));
        call(code, Hypercall.GRANT_RECLAIM);
        code.set("a1", page).add("addi a0, zero, 0", "ld a0, 0(a1)").note("a0");
        code.add("addi a0, zero, 0", "ld a0, 8(a1)").note("a0");
    }

    /** Accepts what is offered, writes to it and, perhaps, gives it back. */
    private static void borrow(GuestCode code, Choice choice, int other) {
        int grant = choice.below(3);
        long place = Layout.HOLE + 0x1000L * choice.below(2);
        code.set("a0", other).set("a1", grant).set("a2", place).set("a3", 1);
        call(code, Hypercall.GRANT_ACCEPT);
        code.set("a1", place).add("addi a0, zero, 0", "ld a0, 0(a1)").note("a0").add("rdtime a0", "sd a0, 8(a1)");
        if (choice.oneIn(3)) {
            code.set("a0", other).set("a1", grant);
            call(code, Hypercall.GRANT_RETURN);
        }
    }
}
