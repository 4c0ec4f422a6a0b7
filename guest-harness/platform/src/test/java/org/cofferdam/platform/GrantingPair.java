package org.cofferdam.platform;

import java.util.List;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.hardware.Rights;

/** One partition shares, lends and donates pages, the other takes them, reads them, and gives them back. */
public final class GrantingPair extends CheckedPair {
    private static final long BORROWED = 0x9000_0000L;
    private static final long PAGE = 4096;
    private static final int PAGES = 2;

    /** For who loads this class anew. */
    public GrantingPair() {
        this(1);
    }

    GrantingPair(int every) {
        super(every, List.of(), List.of());
    }

    @Override
    List<GuestProgram> programs(int partition) {
        return List.of(partition == 0 ? granter() : borrower());
    }

    private static GuestProgram granter() {
        GuestProgram program = new GuestProgram();
        for (Hypercall kind : List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE)) {
            long base = RAM + 0x8000 + kind.number() * (PAGES * PAGE);
            program.set("t0", base).set("t1", 0x5EC2E7).add("sd t1, 0(t0)");
            program.set("a0", 1).set("a1", base).set("a2", PAGES).set("a3", Rights.READ.bits());
            program.call(Hypercall.EXTENSION, kind.number()).add("addi s0, a1, 0");
            // The other has its time in between, and gives back before long.
            program.set("t2", 40_000)
                    .label("wait" + kind)
                    .add("addi t2, t2, -1", "bne t2, zero, {wait%s}".formatted(kind));
            program.add("addi a0, s0, 0").call(Hypercall.EXTENSION, Hypercall.GRANT_RECLAIM.number());
        }
        return program.powerOff();
    }

    private static GuestProgram borrower() {
        GuestProgram program = new GuestProgram();
        for (Hypercall kind : List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE)) {
            // What is shared comes into a page table that is there, what is lent or donated into new ones.
            long at = kind == Hypercall.GRANT_SHARE ? RAM + 2 * RAM_SIZE : BORROWED + kind.number() * 0x20_0000L;
            program.label("accept" + kind);
            program.set("a0", 0).set("a1", 0).set("a2", at).set("a3", PAGES);
            program.call(Hypercall.EXTENSION, Hypercall.GRANT_ACCEPT.number());
            program.add("bne a0, zero, {accept%s}".formatted(kind));
            program.set("t0", at).set("t1", PAGE).add("ld t3, 0(t0)", "add t0, t0, t1", "ld t3, 0(t0)");
            program.set("a0", 0).set("a1", 0).call(Hypercall.EXTENSION, Hypercall.GRANT_RETURN.number());
        }
        return program.powerOff();
    }
}
