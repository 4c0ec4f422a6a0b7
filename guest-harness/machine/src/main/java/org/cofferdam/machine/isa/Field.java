package org.cofferdam.machine.isa;

import java.util.List;
import java.util.Set;

/**
 * A named field of an encoding: where its bits are, how they become a value, and which values it may not have.
 *
 * @param name as written in the pattern, e.g. {@code rd}, {@code rs1'}, {@code nzimm}
 * @param kind what the value means
 * @param slices runs of bits, most significant in the encoding first
 * @param excluded values that this encoding does not have: they belong to another encoding or are reserved
 */
public record Field(String name, FieldKind kind, List<Slice> slices, Set<Long> excluded) {
    /**
     * Bits {@code high} to {@code low} of the value, at bit {@code at} of the encoding upwards.
     */
    record Slice(int high, int low, int at) {
        int width() {
            return high - low + 1;
        }

        int mask() {
            return (int) ((1L << width()) - 1) << at;
        }
    }

    public Field {
        slices = List.copyOf(slices);
        excluded = Set.copyOf(excluded);
    }

    /** The value in this encoding, sign-extended if the kind is signed. */
    public long extract(int bits) {
        long value = 0;
        for (Slice slice : slices) {
            long part = (bits & slice.mask() & 0xffff_ffffL) >>> slice.at();
            value |= part << slice.low();
        }
        if (kind.signed()) {
            int unused = 63 - topBit();
            return value << unused >> unused;
        }
        return isShortRegister() ? value + 8 : value;
    }

    /**
     * The encoding bits that hold a value; all other bits are zero.
     *
     * @throws AssemblyException if the field cannot hold the value
     */
    public int insert(long value) {
        long raw = isShortRegister() ? value - 8 : value;
        int bits = 0;
        for (Slice slice : slices) {
            bits |= (int) (raw >>> slice.low() << slice.at()) & slice.mask();
        }
        if (extract(bits) != value || excluded.contains(value)) {
            throw new AssemblyException(name + " cannot be " + kind.format(value));
        }
        return bits;
    }

    /** The bits of the encoding that belong to this field. */
    int mask() {
        return slices.stream().mapToInt(Slice::mask).reduce(0, (a, b) -> a | b);
    }

    boolean admits(int bits) {
        return excluded.isEmpty() || !excluded.contains(extract(bits));
    }

    private int topBit() {
        int top = 0;
        for (Slice slice : slices) {
            top = Math.max(top, slice.high());
        }
        return top;
    }

    /** Three bits name x8 to x15 or f8 to f15 (unprivileged specification, section "C"). */
    private boolean isShortRegister() {
        return name.endsWith("'");
    }
}
