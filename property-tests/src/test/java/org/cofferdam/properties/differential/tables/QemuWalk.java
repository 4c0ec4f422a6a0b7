package org.cofferdam.properties.differential.tables;

/** Where QEMU 7.2 walks a second stage's tables otherwise than the Privileged Architecture has it; it is asked about the rest. */
final class QemuWalk {
    private static final long A = 1 << 6;

    private QemuWalk() {}

    /**
     * Whether QEMU does what is specified, as far as is known. It takes the highest bit of a guest-physical address for a sign, as if it were a
     * virtual one ("Guest Physical Address Translation" has zeros above the address, and no sign): the upper half faults, and what
     * extends a sign is an alias. And HLVX ("Hypervisor Virtual-Machine Load and Store Instructions") looks at R and not at X.
     */
    static boolean isAsSpecified(Question question) {
        int bits = (int) (question.hgatp() >>> 60) * 9 - 31;
        long top = question.address() >> bits - 1;
        return question.kind() != Question.Kind.FETCH && top != 1 && top != -1;
    }

    /** Of a range that is none ("Svnapot": a page fault) QEMU sets A before it finds out. */
    static boolean isSameEntry(long own, long qemu) {
        return own == qemu || (own < 0 && (own | A) == qemu);
    }
}
