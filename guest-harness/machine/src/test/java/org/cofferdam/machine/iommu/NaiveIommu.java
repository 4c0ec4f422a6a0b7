package org.cofferdam.machine.iommu;

import org.cofferdam.machine.hart.NaiveTranslation;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * "Process to translate an IOVA" written down once more, slowly and without caches, for devices without process ids. The other opinion of
 * the tests; stages are {@link NaiveTranslation}'s.
 */
final class NaiveIommu {
    private static final NaiveTranslation.Environment ENVIRONMENT =
            new NaiveTranslation.Environment(false, true, false, true);

    /** What becomes of an access: an address, or a cause with its second value, which is reported or not. */
    record Outcome(long physical, int cause, long second, boolean reported) {
        static Outcome fault(int cause) {
            return new Outcome(0, cause, 0, true);
        }
    }

    private final PhysicalMemory memory;
    private final long ddtp;

    NaiveIommu(PhysicalMemory memory, long ddtp) {
        this.memory = memory;
        this.ddtp = ddtp;
    }

    Outcome translate(int device, boolean write, long address) {
        int mode = (int) ddtp % 16;
        if (mode == 0) {
            return Outcome.fault(256);
        }
        if (mode == 1) {
            return new Outcome(address, -1, 0, false);
        }
        int low = device % 128;
        int middle = device / 128 % 512;
        int high = device / 65536;
        if ((mode == 2 && middle + high != 0) || (mode == 3 && high != 0)) {
            return Outcome.fault(260);
        }
        long table = bits(ddtp, 53, 10) * 4096;
        int[] indices = mode == 4 ? new int[] {high, middle} : mode == 3 ? new int[] {middle} : new int[] {};
        for (int index : indices) {
            if (!memory.contains(table + index * 8L, 8)) {
                return Outcome.fault(257);
            }
            long entry = memory.loadDouble(table + index * 8L);
            if (entry % 2 == 0) {
                return Outcome.fault(258);
            }
            if (bits(entry, 9, 1) != 0 || bits(entry, 63, 54) != 0) {
                return Outcome.fault(259);
            }
            table = bits(entry, 53, 10) * 4096;
        }
        long at = table + low * 32L;
        if (!memory.contains(at, 32)) {
            return Outcome.fault(257);
        }
        return inContext(
                memory.loadDouble(at),
                memory.loadDouble(at + 8),
                memory.loadDouble(at + 16),
                memory.loadDouble(at + 24),
                write,
                address);
    }

    private Outcome inContext(long tc, long iohgatp, long ta, long fsc, boolean write, long address) {
        if (tc % 2 == 0) {
            return Outcome.fault(258);
        }
        boolean pdtv = bits(tc, 5, 5) == 1;
        long firstMode = bits(fsc, 63, 60);
        long secondMode = bits(iohgatp, 63, 60);
        boolean wrong = bits(tc, 3, 1) != 0 // EN_ATS, EN_PRI, T2GPA
                || bits(tc, 8, 6) != 0 // PRPR, GADE, SADE
                || (bits(tc, 9, 9) != 0 && !pdtv) // DPE
                || bits(tc, 23, 10) != 0 // SBE, SXL, reserved
                || bits(tc, 63, 32) != 0
                || bits(ta, 11, 0) != 0
                || bits(ta, 63, 32) != 0
                || bits(fsc, 59, 44) != 0
                || (firstMode != 0 && (pdtv || firstMode < 8 || firstMode > 10))
                || (secondMode != 0 && (secondMode < 8 || secondMode > 10))
                || (secondMode != 0 && iohgatp % 4 != 0);
        if (wrong) {
            return Outcome.fault(259);
        }
        NaiveTranslation.Kind kind = write ? NaiveTranslation.Kind.STORE : NaiveTranslation.Kind.LOAD;
        NaiveTranslation.Question question =
                new NaiveTranslation.Question(true, true, false, false, false, kind, address);
        NaiveTranslation.Outcome outcome =
                new NaiveTranslation(memory, ENVIRONMENT, 0, fsc, iohgatp).translate(question);
        if (outcome.cause() < 0) {
            return new Outcome(outcome.physical(), -1, 0, false);
        }
        boolean silent = bits(tc, 4, 4) == 1;
        boolean guestPage = outcome.cause() >= 20;
        long second = guestPage ? (outcome.guestPhysical() & ~3L) + (outcome.pseudoInstruction() == 0 ? 0 : 1) : 0;
        return new Outcome(0, outcome.cause(), second, !silent);
    }

    private static long bits(long word, int high, int low) {
        return word << (63 - high) >>> (63 - high + low);
    }
}
