package org.cofferdam.machine.hart;

/** Why a hart has stopped for whoever looks at it; it stands between two instructions. */
public sealed interface Halt {

    /** At an instruction that has a breakpoint and has not been executed. */
    record Breakpoint(long address) implements Halt {}

    /** At an instruction that is about to access watched bytes, of which {@code address} is the first. */
    record Watched(Watchpoint watchpoint, long address) implements Halt {}

    /** The step that was asked for is done: one instruction, or one trap or interrupt taken. */
    record Stepped() implements Halt {}
}
