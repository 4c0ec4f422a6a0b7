package org.cofferdam.microkernel;

/** What a partition does with pages of its own for another one. */
public enum GrantKind {
    /** Both see them. */
    SHARE,
    /** The borrower has them to itself until it returns them or the owner takes them back; wiped each time. */
    LEND,
    /** They become the receiver's for good, wiped, and their charge goes along. */
    DONATE
}
