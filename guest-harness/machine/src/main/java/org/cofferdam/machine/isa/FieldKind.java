package org.cofferdam.machine.isa;

import java.util.List;
import java.util.Map;

/** What the value of a field means, and so how assembly text shows it. */
public enum FieldKind {
    /** Number of an integer register. */
    INTEGER_REGISTER,
    /** Number of a floating-point register. */
    FLOAT_REGISTER,
    /** Sign-extended immediate. */
    SIGNED,
    /** Zero-extended immediate. */
    UNSIGNED,
    /** By how many bits to shift. */
    SHIFT_AMOUNT,
    /** Sign-extended distance in bytes from the instruction's own address. */
    OFFSET,
    /** Number of a control and status register. */
    CSR,
    /** Rounding mode of a floating-point instruction. */
    ROUNDING,
    /** Set of accesses that a fence orders. */
    FENCE_SET,
    /** Number of one of the constants that FLI loads. */
    FLOAT_CONSTANT,
    /** One bit that is a suffix of the mnemonic: {@code .aq}, {@code .rl}. */
    FLAG;

    /** The rounding mode taken from {@code fcsr}; assembly text leaves it out. */
    static final long DYNAMIC_ROUNDING = 7;

    private static final List<String> ROUNDING_MODES = List.of("rne", "rtz", "rdn", "rup", "rmm", "5", "6", "dyn");

    private static final Map<String, FieldKind> BY_NAME = Map.ofEntries(
            Map.entry("rd", INTEGER_REGISTER),
            Map.entry("rs1", INTEGER_REGISTER),
            Map.entry("rs2", INTEGER_REGISTER),
            Map.entry("rs3", INTEGER_REGISTER),
            Map.entry("frd", FLOAT_REGISTER),
            Map.entry("frs1", FLOAT_REGISTER),
            Map.entry("frs2", FLOAT_REGISTER),
            Map.entry("frs3", FLOAT_REGISTER),
            Map.entry("imm", SIGNED),
            Map.entry("nzimm", SIGNED),
            Map.entry("uimm", UNSIGNED),
            Map.entry("nzuimm", UNSIGNED),
            Map.entry("shamt", SHIFT_AMOUNT),
            Map.entry("fm", UNSIGNED),
            Map.entry("offset", OFFSET),
            Map.entry("csr", CSR),
            Map.entry("rm", ROUNDING),
            Map.entry("constant", FLOAT_CONSTANT),
            Map.entry("pred", FENCE_SET),
            Map.entry("succ", FENCE_SET),
            Map.entry("aq", FLAG),
            Map.entry("rl", FLAG));

    /** The kind that a field name of the pattern notation has, or null. */
    static FieldKind of(String name) {
        return BY_NAME.get(name.endsWith("'") ? name.substring(0, name.length() - 1) : name);
    }

    boolean signed() {
        return this == SIGNED || this == OFFSET;
    }

    boolean register() {
        return this == INTEGER_REGISTER || this == FLOAT_REGISTER;
    }

    /** Bits of a field whose pattern names no slices, or 0 if it must name them. */
    int naturalWidth() {
        return switch (this) {
            case INTEGER_REGISTER, FLOAT_REGISTER, FLOAT_CONSTANT -> 5;
            case FENCE_SET -> 4;
            case ROUNDING -> 3;
            case FLAG -> 1;
            case CSR -> 12;
            case SIGNED, UNSIGNED, SHIFT_AMOUNT, OFFSET -> 0;
        };
    }

    String format(long value) {
        return switch (this) {
            case INTEGER_REGISTER -> RegisterNames.integer((int) value);
            case FLOAT_REGISTER -> RegisterNames.floatingPoint((int) value);
            case CSR -> "0x" + Long.toHexString(value);
            case ROUNDING -> ROUNDING_MODES.get((int) value);
            case FENCE_SET -> formatFenceSet(value);
            case FLOAT_CONSTANT -> FloatConstants.name((int) value);
            case SIGNED, UNSIGNED, SHIFT_AMOUNT, OFFSET, FLAG -> Long.toString(value);
        };
    }

    /**
     * @throws AssemblyException if the text is no such value
     */
    long parse(String text) {
        return switch (this) {
            case INTEGER_REGISTER -> RegisterNames.parseInteger(text);
            case FLOAT_REGISTER -> RegisterNames.parseFloatingPoint(text);
            case ROUNDING -> {
                if (!isRoundingMode(text)) {
                    throw new AssemblyException("no rounding mode " + text);
                }
                yield ROUNDING_MODES.indexOf(text);
            }
            case FENCE_SET -> parseFenceSet(text);
            case FLOAT_CONSTANT -> FloatConstants.parse(text);
            case SIGNED, UNSIGNED, SHIFT_AMOUNT, OFFSET, CSR, FLAG -> parseNumber(text);
        };
    }

    static boolean isRoundingMode(String text) {
        return ROUNDING_MODES.contains(text);
    }

    static boolean isReservedRounding(long mode) {
        return mode == 5 || mode == 6;
    }

    static boolean isFenceSet(String text) {
        return text.matches("i?o?r?w?");
    }

    private static long parseNumber(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException _) {
            throw new AssemblyException("no number: " + text);
        }
    }

    private static String formatFenceSet(long value) {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            if ((value & 8 >> i) != 0) {
                set.append("iorw".charAt(i));
            }
        }
        return set.isEmpty() ? "0" : set.toString();
    }

    private static long parseFenceSet(String text) {
        if (text.equals("0")) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int position = "iorw".indexOf(text.charAt(i));
            if (position < 0) {
                throw new AssemblyException("no set of i, o, r, w: " + text);
            }
            value |= 8 >> position;
        }
        return value;
    }
}
