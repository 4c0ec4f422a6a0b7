package org.cofferdam.machine.isa;

import java.util.Arrays;
import java.util.List;

/** The numbers that FLI loads, in the order of their encodings (Zfa, "Load-Immediate Instructions"). */
public final class FloatConstants {
    /** Stands for the least normal number of whatever format. */
    private static final double LEAST_NORMAL = Double.MIN_NORMAL;

    private static final double[] VALUES = {
        -1.0,
        LEAST_NORMAL,
        0x1p-16,
        0x1p-15,
        0x1p-8,
        0x1p-7,
        0x1p-4,
        0x1p-3,
        0.25,
        0.3125,
        0.375,
        0.4375,
        0.5,
        0.625,
        0.75,
        0.875,
        1.0,
        1.25,
        1.5,
        1.75,
        2.0,
        2.5,
        3.0,
        4.0,
        8.0,
        16.0,
        0x1p7,
        0x1p8,
        0x1p15,
        0x1p16,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    private static final List<String> NAMES =
            Arrays.stream(VALUES).mapToObj(FloatConstants::name).toList();

    private FloatConstants() {}

    /** The number at an index from 0 to 31; {@code Double.MIN_NORMAL} stands for the format's own least normal. */
    public static double value(int index) {
        return VALUES[index];
    }

    /** What assembly text calls it: {@code min}, {@code inf}, {@code nan}, or the number as C's {@code %a} prints it. */
    static String name(int index) {
        return NAMES.get(index);
    }

    private static String name(double value) {
        if (value == LEAST_NORMAL) {
            return "min";
        }
        if (Double.isNaN(value)) {
            return "nan";
        }
        String hexadecimal = Double.toHexString(value).replace(".0p", "p").replaceFirst("p(?=[0-9])", "p+");
        return Double.isInfinite(value) ? "inf" : hexadecimal;
    }

    /**
     * The index of a name or a number.
     *
     * @throws AssemblyException if it is not among them
     */
    static int parse(String text) {
        int named = NAMES.indexOf(text);
        if (named >= 0) {
            return named;
        }
        try {
            double value = Double.parseDouble(text);
            for (int index = 0; index < VALUES.length; index++) {
                if (VALUES[index] == value) {
                    return index;
                }
            }
        } catch (NumberFormatException _) {
            // Not a number: no constant either.
        }
        throw new AssemblyException("no constant " + text);
    }
}
