package org.cofferdam.machine.hart;

/**
 * What an atomic memory operation makes of a value in memory and an operand (unprivileged ISA, "Zaamo"). For one of words both are
 * sign-extended, which keeps the order of signed and of unsigned numbers, and the low word of the result counts.
 */
public enum AtomicOperation {
    SWAP {
        @Override
        long apply(long old, long operand) {
            return operand;
        }
    },
    ADD {
        @Override
        long apply(long old, long operand) {
            return old + operand;
        }
    },
    XOR {
        @Override
        long apply(long old, long operand) {
            return old ^ operand;
        }
    },
    AND {
        @Override
        long apply(long old, long operand) {
            return old & operand;
        }
    },
    OR {
        @Override
        long apply(long old, long operand) {
            return old | operand;
        }
    },
    MINIMUM {
        @Override
        long apply(long old, long operand) {
            return Math.min(old, operand);
        }
    },
    MAXIMUM {
        @Override
        long apply(long old, long operand) {
            return Math.max(old, operand);
        }
    },
    MINIMUM_UNSIGNED {
        @Override
        long apply(long old, long operand) {
            return Long.compareUnsigned(old, operand) < 0 ? old : operand;
        }
    },
    MAXIMUM_UNSIGNED {
        @Override
        long apply(long old, long operand) {
            return Long.compareUnsigned(old, operand) > 0 ? old : operand;
        }
    };

    abstract long apply(long old, long operand);
}
