package org.cofferdam.machine.hart;

/** Privileged software written in Java: called in place of the jump to the trap vector of its {@link Level}. */
@FunctionalInterface
public interface ResidentSoftware {

    /**
     * A trap has been taken: all CSRs and the mode are as the architecture says they are at the handler's first
     * instruction. Returns with the hart's pc where execution shall go on, mostly by
     * {@link Traps#returnFromSupervisor()} or {@link Traps#returnFromMachine()}.
     */
    void trap(Hart hart);
}
