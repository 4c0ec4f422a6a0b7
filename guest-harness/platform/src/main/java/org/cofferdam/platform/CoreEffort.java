package org.cofferdam.platform;

/**
 * What the core has done, counted at its ports: each access to a register, each double-word of memory and each fence is
 * about one instruction of a core in machine code. Unlike the host's time it is the same in each run.
 */
final class CoreEffort {
    private long accesses;

    void one() {
        accesses++;
    }

    /** An access to so many bytes of memory. */
    void bytes(long length) {
        accesses += (length + Long.BYTES - 1) / Long.BYTES;
    }

    long accesses() {
        return accesses;
    }
}
