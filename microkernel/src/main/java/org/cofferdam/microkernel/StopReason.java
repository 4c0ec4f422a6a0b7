package org.cofferdam.microkernel;

/** Why a partition stopped. */
public sealed interface StopReason {
    /** The guest asked to be powered off (SBI SRST, shutdown). */
    record PoweredOff() implements StopReason {}

    /** The guest asked for a reboot (SBI SRST, cold or warm). */
    record RebootAsked() implements StopReason {}

    /** {@link Control#stop}. */
    record Stopped() implements StopReason {}

    /** A fault that the partition's specification stops it for. */
    record Faulted(FaultKind kind, int virtualHart) implements StopReason {}

    /** A trap that no guest can cause while the walls hold; the registers are scause, sepc and stval. */
    record UnexpectedTrap(int virtualHart, long cause, long pc, long value) implements StopReason {}
}
