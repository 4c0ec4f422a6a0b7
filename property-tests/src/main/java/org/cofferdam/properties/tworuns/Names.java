package org.cofferdam.properties.tworuns;

import org.cofferdam.machine.isa.RegisterNames;

/** What to call the n-th word of something that was seen. */
final class Names {
    private static final int FLOATS = 32;
    private static final int PC = 64;

    private Names() {}

    static String of(String part, int index) {
        return part.contains("registers") ? part + " " + register(index) : part + address(part, index);
    }

    /** In the order of {@link org.cofferdam.microkernel.Inspection#registers}. */
    private static String register(int index) {
        if (index < FLOATS) {
            return RegisterNames.integer(index);
        }
        if (index < PC) {
            return RegisterNames.floatingPoint(index - FLOATS);
        }
        return index == PC ? "pc" : "row %d of SwitchedCsr".formatted(index - PC - 1);
    }

    private static String address(String part, int index) {
        long offset = 8L * index;
        String place = " + 0x%x".formatted(offset);
        boolean log = part.endsWith("memory") && offset >= Layout.LOGS && offset < Layout.SCRATCH;
        if (!log) {
            return place;
        }
        int within = (int) (offset - Layout.LOGS) % Layout.LOG_SIZE;
        String hart = " of hart " + (offset - Layout.LOGS) / Layout.LOG_SIZE;
        return switch (within) {
            case Layout.DIGEST -> place + " (digest of all it noted," + hart + ")";
            case Layout.PLACE -> place + " (how much it noted," + hart + ")";
            case Layout.ROUNDS -> place + " (rounds of its program," + hart + ")";
            default -> within >= Layout.RING ? place + " (noted," + hart + ")" : place + " (saved," + hart + ")";
        };
    }
}
