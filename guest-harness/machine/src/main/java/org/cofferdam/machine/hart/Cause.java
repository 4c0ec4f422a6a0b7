package org.cofferdam.machine.hart;

/** Exception codes (privileged ISA, "Machine Cause Register", and hypervisor chapter, "Hypervisor Trap Causes"). */
public final class Cause {

    public static final int INSTRUCTION_MISALIGNED = 0;
    public static final int INSTRUCTION_ACCESS = 1;
    public static final int ILLEGAL_INSTRUCTION = 2;
    public static final int BREAKPOINT = 3;
    public static final int LOAD_MISALIGNED = 4;
    public static final int LOAD_ACCESS = 5;
    public static final int STORE_MISALIGNED = 6;
    public static final int STORE_ACCESS = 7;
    public static final int ECALL_USER = 8;
    public static final int ECALL_SUPERVISOR = 9;
    public static final int ECALL_VIRTUAL_SUPERVISOR = 10;
    public static final int ECALL_MACHINE = 11;
    public static final int INSTRUCTION_PAGE = 12;
    public static final int LOAD_PAGE = 13;
    public static final int STORE_PAGE = 15;
    public static final int INSTRUCTION_GUEST_PAGE = 20;
    public static final int LOAD_GUEST_PAGE = 21;
    public static final int VIRTUAL_INSTRUCTION = 22;
    public static final int STORE_GUEST_PAGE = 23;

    /** The bit of {@code mcause} that marks an interrupt. */
    public static final long INTERRUPT = 1L << 63;

    private Cause() {}
}
