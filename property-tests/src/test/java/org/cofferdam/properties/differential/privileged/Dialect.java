package org.cofferdam.properties.differential.privileged;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.cofferdam.machine.isa.Encoding;

/**
 * What programs may contain so that an oracle can be asked about them, and what of their ends is compared.
 *
 * @param slots how many programs run one after the other; the last may lock what only a reset unlocks
 * @param avoided differences that programs keep off
 */
record Dialect(int slots, Set<QemuDifference> avoided) {

    /** The name of page-table entries among the registers whose bits are steered. */
    static final String ENTRY = "page-table entry";

    static final Dialect SPIKE = new Dialect(50, EnumSet.noneOf(QemuDifference.class));
    static final Dialect QEMU = new Dialect(100, EnumSet.allOf(QemuDifference.class));

    private static final long MEMORY_TYPE = 3L << 61;

    Dialect without(QemuDifference difference) {
        Set<QemuDifference> fewer = EnumSet.copyOf(avoided);
        fewer.remove(difference);
        return new Dialect(slots, fewer);
    }

    boolean avoids(QemuDifference difference) {
        return avoided.contains(difference);
    }

    boolean has(String csr) {
        return avoided.stream()
                .noneMatch(difference -> difference.steering.csrs().contains(csr));
    }

    boolean has(Encoding encoding) {
        return avoided.stream()
                .noneMatch(difference -> difference.steering.extensions().contains(encoding.extension()));
    }

    /** Whether a register's value may reach another one. */
    boolean reads(String csr) {
        return avoided.stream()
                .noneMatch(difference -> difference.steering.unread().contains(csr));
    }

    /** Whether some bits of a register are not a program's to decide. */
    boolean steers(String csr) {
        return (bits(csr, Steering::neverSet) | bits(csr, Steering::alwaysSet)) != 0;
    }

    /** The bits of a field that are a program's to decide. */
    long free(String csr, long field) {
        return field & ~bits(csr, Steering::neverSet) & ~bits(csr, Steering::alwaysSet);
    }

    /** What becomes of a value that a program would write. */
    long steered(String csr, long value) {
        long legal = (value & ~bits(csr, Steering::neverSet)) | bits(csr, Steering::alwaysSet);
        boolean reservedType = csr.equals(ENTRY) && (legal & MEMORY_TYPE) == MEMORY_TYPE;
        return reservedType && avoids(QemuDifference.RESERVED_ENTRY_BITS) ? legal & ~MEMORY_TYPE : legal;
    }

    /** What is left of a register's value for comparison. */
    long compared(String csr, long value) {
        return value & ~bits(csr, Steering::notCompared);
    }

    List<Mode> modes() {
        return Arrays.stream(Mode.values())
                .filter(mode -> !mode.virtualized || !avoids(QemuDifference.GUESTS))
                .toList();
    }

    private long bits(String csr, Function<Steering, Map<String, Long>> of) {
        return avoided.stream()
                .mapToLong(difference -> of.apply(difference.steering).getOrDefault(csr, 0L))
                .reduce(0, (a, b) -> a | b);
    }
}
