package org.cofferdam.machine.board;

/** What runs first, and in which mode the kernel starts. */
public sealed interface Firmware {
    /** Nothing: every hart starts at the kernel's entry, in M-mode. */
    record None() implements Firmware {}

    /** The SBI in Java, resident at M-mode: the first hart starts at the kernel's entry, in S-mode. */
    record ResidentSbi() implements Firmware {}

    /**
     * Firmware in memory, such as OpenSBI: every hart starts at its entry, in M-mode, and a2 points to OpenSBI's "dynamic information",
     * which names the kernel.
     */
    record Loaded(long entry) implements Firmware {}
}
