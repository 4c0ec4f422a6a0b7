package org.cofferdam.machine.hart;

import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The manual's "Virtual Address Translation Process" and "Guest Physical Address Translation", written down once more
 * as slowly and plainly as possible: no cache, no merging, one step a line. The other opinion of the tests. It sets A
 * and D in its memory where Svadu is on.
 */
public final class NaiveTranslation {

    /** What becomes of an access: a physical address, or an exception. */
    public record Outcome(long physical, int cause, long guestPhysical, int pseudoInstruction) {

        static Outcome at(long physical) {
            return new Outcome(physical, -1, 0, 0);
        }

        static Outcome trap(int cause) {
            return new Outcome(0, cause, 0, 0);
        }
    }

    public enum Kind {
        LOAD,
        STORE,
        FETCH,
        EXECUTABLE_LOAD
    }

    /** All that an access depends on beside the tables. */
    public record Question(
            boolean virtualized, boolean user, boolean sum, boolean mxr, boolean guestMxr, Kind kind, long address) {}

    /** The enables of Svadu and Svpbmt: of the machine, and for what guests' own tables say. */
    public record Environment(boolean updates, boolean types, boolean guestUpdates, boolean guestTypes) {}

    /** How many translations went through a contiguous range. */
    int ranges;

    private final PhysicalMemory memory;
    private final Environment environment;
    private final long satp;
    private final long vsatp;
    private final long hgatp;

    public NaiveTranslation(PhysicalMemory memory, Environment environment, long satp, long vsatp, long hgatp) {
        this.memory = memory;
        this.environment = environment;
        this.satp = satp;
        this.vsatp = vsatp;
        this.hgatp = hgatp;
    }

    public Outcome translate(Question q) {
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
        int levels = (int) (root >>> 60) - 5;
        long top = q.address >> (levels == 3 ? 38 : levels == 4 ? 47 : 56);
        boolean updates = q.virtualized ? environment.guestUpdates : environment.updates;
        boolean types = q.virtualized ? environment.guestTypes : environment.types;
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
            if (broken(pte, types)) {
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
            if (oddRange(pte, i)) {
                return pageFault(q);
            }
            if (!seen(pte, q.kind)) {
                if (!updates) {
                    return pageFault(q);
                }
                if (q.virtualized) {
                    Outcome written = secondStage(q, table + index * 8, Kind.STORE, false, 0x3020);
                    if (written.cause >= 0) {
                        return written;
                    }
                }
                see(where.physical, q.kind);
            }
            return Outcome.at(inPage(pte, i, q.address));
        }
        return pageFault(q);
    }

    private Outcome secondStage(Question q, long guest, Kind kind, boolean mxr, int pseudoInstruction) {
        if (hgatp >>> 60 == 0) {
            return Outcome.at(guest);
        }
        int levels = (int) (hgatp >>> 60) - 5;
        Outcome fault = new Outcome(0, guestPageFault(q), guest, pseudoInstruction);
        if (guest >>> (levels == 3 ? 41 : levels == 4 ? 50 : 59) != 0) {
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
            if (broken(pte, environment.types)) {
                return fault;
            }
            if (isPointer(pte)) {
                table = pageNumber(pte) * 4096;
                continue;
            }
            if (!bit(pte, 4) || !permitted(pte, kind, mxr) || pageNumber(pte) % (1L << (9 * i)) != 0) {
                return fault;
            }
            if (oddRange(pte, i)) {
                return fault;
            }
            if (!seen(pte, kind)) {
                if (!environment.updates) {
                    return fault;
                }
                see(table + index * 8, kind);
            }
            return Outcome.at(inPage(pte, i, guest));
        }
        return fault;
    }

    private static boolean broken(long pte, boolean types) {
        if (!bit(pte, 0) || (!bit(pte, 1) && bit(pte, 2)) || (pte >>> 54) % 128 != 0) {
            return true;
        }
        if (isPointer(pte)) {
            return bit(pte, 4) || bit(pte, 6) || bit(pte, 7) || pte >>> 61 != 0;
        }
        return types ? bit(pte, 61) && bit(pte, 62) : bit(pte, 61) || bit(pte, 62);
    }

    /** N, and not 64 KiB of base pages. */
    private static boolean oddRange(long pte, int level) {
        return bit(pte, 63) && (level > 0 || pageNumber(pte) % 16 != 8);
    }

    private long inPage(long pte, int level, long address) {
        if (bit(pte, 63)) {
            ranges++;
            return pageNumber(pte) / 16 * 0x1_0000 + (address & 0xffff);
        }
        long size = 4096L << (9 * level);
        return pageNumber(pte) * 4096 + (address & (size - 1));
    }

    private static boolean seen(long pte, Kind kind) {
        return bit(pte, 6) && (bit(pte, 7) || kind != Kind.STORE);
    }

    private void see(long address, Kind kind) {
        memory.storeDouble(address, memory.loadDouble(address) | (kind == Kind.STORE ? 0xc0 : 0x40));
    }

    private static boolean isPointer(long pte) {
        return !bit(pte, 1) && !bit(pte, 2) && !bit(pte, 3);
    }

    private static boolean permitted(long pte, Kind kind, boolean mxr) {
        return switch (kind) {
            case LOAD -> bit(pte, 1) || (mxr && bit(pte, 3));
            case STORE -> bit(pte, 2);
            case FETCH, EXECUTABLE_LOAD -> bit(pte, 3);
        };
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
