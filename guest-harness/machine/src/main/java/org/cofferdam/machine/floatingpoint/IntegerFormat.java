package org.cofferdam.machine.floatingpoint;

/** The integers that floating-point numbers convert to and from. */
public enum IntegerFormat {
    INT32(Integer.MIN_VALUE, Integer.MAX_VALUE, -0x1.00000002p31, 0x1p31),
    UINT32(0, 0xffff_ffffL, -1, 0x1p32),
    INT64(Long.MIN_VALUE, Long.MAX_VALUE, -0x1.0000000000001p63, 0x1p63),
    UINT64(0, -1L, -1, 0x1p63);

    /** The least value. */
    final long minimum;
    /** The greatest value, as an unsigned number. */
    final long maximum;

    private final double above;
    private final double below;

    IntegerFormat(long minimum, long maximum, double above, double below) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.above = above;
        this.below = below;
    }

    /** Whether the host's truncation of the number to a {@code long} gives one of these integers, not saturated. */
    boolean hostTruncates(double number) {
        return number > above && number < below;
    }

    /** What a 64-bit register holds for the value: 32-bit ones are sign-extended, unsigned ones too. */
    long register(long value) {
        return this == INT32 || this == UINT32 ? (int) value : value;
    }
}
