package org.cofferdam.machine.hart;

/** Fields of {@code menvcfg}, {@code henvcfg} and {@code senvcfg} (privileged ISA, "Machine Environment Configuration"). */
final class Environment {

    /**
     * Fences order everything here, so it changes nothing. It could be read-only only if {@code satp} were (privileged ISA,
     * "Machine Environment Configuration").
     */
    static final long FIOM = 1;

    /** CBO.INVAL: 0 not for the level below, 1 it flushes, 3 it invalidates; 2 is reserved. */
    static final long CBIE = 3L << 4;

    /** CBO.CLEAN and CBO.FLUSH are for the level below. */
    static final long CBCFE = 1L << 6;

    /** CBO.ZERO is for the level below. */
    static final long CBZE = 1L << 7;

    /** Svadu: page-table walks set A and D. */
    static final long ADUE = 1L << 61;

    /** Svpbmt: page-table entries may name a memory type. */
    static final long PBMTE = 1L << 62;

    /**
     * Sstc: the next level may use its timer compare register, which alone decides about its timer interrupt; while this is
     * clear, STIP or VSTIP is as without Sstc (privileged ISA, "Machine Environment Configuration", "Hypervisor Environment
     * Configuration").
     */
    static final long STCE = 1L << 63;

    /** What {@code senvcfg} holds. */
    static final long USER_FIELDS = FIOM | CBIE | CBCFE | CBZE;

    /** What {@code henvcfg} holds only as far as {@code menvcfg} has it set. */
    static final long GRANTED_FIELDS = ADUE | PBMTE | STCE;

    /** What {@code menvcfg} and {@code henvcfg} hold. */
    static final long ALL_FIELDS = USER_FIELDS | GRANTED_FIELDS;

    private static final long RESERVED_CBIE = 2L << 4;

    private Environment() {}

    /** The reserved CBIE becomes 0, as in Spike. */
    static long legal(long wanted) {
        return (wanted & CBIE) == RESERVED_CBIE ? wanted & ~CBIE : wanted;
    }
}
