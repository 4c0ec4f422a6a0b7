package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;

/** Loads constants of 64 bits, as an assembler expands {@code li}. */
final class Constant {

    private Constant() {}

    static List<String> load(String register, long value) {
        List<String> lines = new ArrayList<>();
        load(register, value, lines);
        return lines;
    }

    private static void load(String register, long value, List<String> lines) {
        long low = value << 52 >> 52;
        if (low == value) {
            lines.add("addi %s, zero, %d".formatted(register, value));
            return;
        }
        long high = (value - low) >> 12;
        if (value == (int) value) {
            lines.add("lui %s, 0x%x".formatted(register, high & 0xf_ffff));
            if (low != 0) {
                lines.add("addiw %s, %s, %d".formatted(register, register, low));
            }
            return;
        }
        int zeros = Long.numberOfTrailingZeros(high);
        load(register, high >> zeros, lines);
        lines.add("slli %s, %s, %d".formatted(register, register, 12 + zeros));
        if (low != 0) {
            lines.add("addi %s, %s, %d".formatted(register, register, low));
        }
    }
}
