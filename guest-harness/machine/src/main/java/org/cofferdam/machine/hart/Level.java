package org.cofferdam.machine.hart;

/** Where resident software can live. */
public enum Level {
    /** Traps taken to M-mode. */
    MACHINE,
    /** Traps taken to HS-mode. */
    HYPERVISOR
}
