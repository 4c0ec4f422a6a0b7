package org.cofferdam.machine.hart;

import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The manual's "Virtual Address Translation Process" and "Guest Physical Address Translation", written down once more
 * as slowly and plainly as possible: no cache, no merging, one step a line. The other opinion of the tests.
 */
final class NaiveTranslation {

    /** What becomes of an access: a physical address, or an exception. */
    record Outcome(long physical, int cause, long guestPhysical, int pseudoInstruction) {

        static Outcome at(long physical) {
            return new Outcome(physical, -1, 0, 0);
        }

        static Outcome trap(int cause) {
            return new Outcome(0, cause, 0, 0);
        }
    }

    enum Kind {
        LOAD,
        STORE,
        FETCH,
        EXECUTABLE_LOAD
    }

    /** All that an access depends on beside the tables. */
    record Question(
            boolean virtualized, boolean user, boolean sum, boolean mxr, boolean guestMxr, Kind kind, long address) {}

    private final PhysicalMemory memory;
    private final long satp;
    private final long vsatp;
    private final long hgatp;

    NaiveTranslation(PhysicalMemory memory, long satp, long vsatp, long hgatp) {
        this.memory = memory;
        this.satp = satp;
        this.vsatp = vsatp;
        this.hgatp = hgatp;
    }

    Outcome translate(Question q) {
        long root = q.virtualized ? vsatp : satp;
        long guest = q.address;
        if (root >>> 60 != 0) {
            Outcome first = firstStage(q, root);
            if (first.cause >= 0) {
                return first;
            }
            guest = first.physical;
        }
        return q.virtualized ? secondStage(q, guest, q.kind, q.mxr, 0) : Outcome.at(guest);
    }

    private Outcome firstStage(Question q, long root) {
        int levels = root >>> 60 == 8 ? 3 : 4;
        long top = q.address >> (levels == 3 ? 38 : 47);
        if (top != 0 && top != -1) {
            return pageFault(q);
        }
        long table = (root & 0xfff_ffff_ffffL) * 4096;
        for (int i = levels - 1; i >= 0; i--) {
            long index = (q.address >>> (12 + 9 * i)) % 512;
            Outcome where = q.virtualized
                    ? secondStage(q, table + index * 8, Kind.LOAD, false, 0x3000)
                    : Outcome.at(table + index * 8);
            if (where.cause >= 0) {
                return where;
            }
            if (!memory.contains(where.physical, 8)) {
                return accessFault(q);
            }
            long pte = memory.loadDouble(where.physical);
            if (broken(pte)) {
                return pageFault(q);
            }
            if (isPointer(pte)) {
                table = pageNumber(pte) * 4096;
                continue;
            }
            boolean userPage = bit(pte, 4);
            if (q.user && !userPage) {
                return pageFault(q);
            }
            if (!q.user && userPage && (q.kind == Kind.FETCH || !q.sum)) {
                return pageFault(q);
            }
            if (!permitted(pte, q.kind, q.mxr || q.guestMxr) || pageNumber(pte) % (1L << (9 * i)) != 0) {
                return pageFault(q);
            }
            long size = 4096L << (9 * i);
            return Outcome.at(pageNumber(pte) * 4096 + (q.address & (size - 1)));
        }
        return pageFault(q);
    }

    private Outcome secondStage(Question q, long guest, Kind kind, boolean mxr, int pseudoInstruction) {
        if (hgatp >>> 60 == 0) {
            return Outcome.at(guest);
        }
        int levels = hgatp >>> 60 == 8 ? 3 : 4;
        Outcome fault = new Outcome(0, guestPageFault(q), guest, pseudoInstruction);
        if (guest >>> (levels == 3 ? 41 : 50) != 0) {
            return fault;
        }
        long table = (hgatp & 0xfff_ffff_ffffL) * 4096;
        for (int i = levels - 1; i >= 0; i--) {
            long index = guest >>> (12 + 9 * i);
            if (i < levels - 1) {
                index %= 512;
            }
            if (!memory.contains(table + index * 8, 8)) {
                return accessFault(q);
            }
            long pte = memory.loadDouble(table + index * 8);
            if (broken(pte)) {
                return fault;
            }
            if (isPointer(pte)) {
                table = pageNumber(pte) * 4096;
                continue;
            }
            if (!bit(pte, 4) || !permitted(pte, kind, mxr) || pageNumber(pte) % (1L << (9 * i)) != 0) {
                return fault;
            }
            long size = 4096L << (9 * i);
            return Outcome.at(pageNumber(pte) * 4096 + (guest & (size - 1)));
        }
        return fault;
    }

    private static boolean broken(long pte) {
        if (!bit(pte, 0) || (!bit(pte, 1) && bit(pte, 2)) || pte >>> 54 != 0) {
            return true;
        }
        return isPointer(pte) && (bit(pte, 4) || bit(pte, 6) || bit(pte, 7));
    }

    private static boolean isPointer(long pte) {
        return !bit(pte, 1) && !bit(pte, 2) && !bit(pte, 3);
    }

    private static boolean permitted(long pte, Kind kind, boolean mxr) {
        boolean allowed =
                switch (kind) {
                    case LOAD -> bit(pte, 1) || (mxr && bit(pte, 3));
                    case STORE -> bit(pte, 2) && bit(pte, 7);
                    case FETCH, EXECUTABLE_LOAD -> bit(pte, 3);
                };
        return allowed && bit(pte, 6);
    }

    private static boolean bit(long pte, int number) {
        return (pte >>> number) % 2 != 0;
    }

    private static long pageNumber(long pte) {
        return pte << 10 >>> 20;
    }

    private static Outcome accessFault(Question q) {
        return Outcome.trap(
                switch (q.kind) {
                    case LOAD, EXECUTABLE_LOAD -> 5;
                    case STORE -> 7;
                    case FETCH -> 1;
                });
    }

    private static Outcome pageFault(Question q) {
        return Outcome.trap(
                switch (q.kind) {
                    case LOAD, EXECUTABLE_LOAD -> 13;
                    case STORE -> 15;
                    case FETCH -> 12;
                });
    }

    private static int guestPageFault(Question q) {
        return switch (q.kind) {
            case LOAD, EXECUTABLE_LOAD -> 21;
            case STORE -> 23;
            case FETCH -> 20;
        };
    }
}
