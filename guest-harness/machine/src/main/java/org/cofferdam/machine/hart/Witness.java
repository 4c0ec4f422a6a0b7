package org.cofferdam.machine.hart;

/**
 * Is shown what a hart does, as it does it. It changes nothing about the hart, and throws nothing. Addresses of data are
 * virtual.
 */
public interface Witness {

    /** Whether it wants to be shown each instruction and its accesses, which keeps the hart from running at full speed. */
    boolean wantsInstructions();

    /**
     * The instruction at {@code hart.pc} is about to be executed.
     *
     * @param bits its encoding, zero-extended if compressed; 0 if it cannot be fetched
     */
    void begins(Hart hart, int bits);

    /** It has been executed, and has not trapped. */
    void retires(Hart hart);

    /** Bytes have been loaded, by part of a misaligned access perhaps; what lies above them in {@code value} is undefined. */
    void loaded(long address, int size, long value);

    /** Bytes have been stored, by part of a misaligned access perhaps; what lies above them in {@code value} is undefined. */
    void stored(long address, int size, long value);

    /** An atomic instruction is about to access RAM: a load-reserved if {@code load}, else one that may store. */
    void reached(long address, int size, long physical, boolean load);

    /** The atomic access is that of a store-conditional. */
    void conditional(boolean succeeds);

    /** An instruction has written a CSR. */
    void wrote(Csr csr);

    /** A trap or interrupt is being taken to a mode: its CSRs say so already, the hart is still in the mode it was in. */
    void trapped(Hart hart, Privilege to, boolean toVirtualized, long cause);

    /** A trap handler returns to a mode, at {@code hart.pc}; the hart is still in the mode of the handler. */
    void returned(Hart hart, Privilege to, boolean toVirtualized);
}
