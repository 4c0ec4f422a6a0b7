package org.cofferdam.microkernel.frames;

/** What a frame is. A frame has one state, so it has one owner at most and one use. */
public sealed interface FrameState {
    /** Never given to anyone since the machine started: its contents are unknown. */
    record Untouched() implements FrameState {}

    /** Nobody's, and every byte is zero. */
    record Free() implements FrameState {}

    /** Charged to an account. */
    sealed interface Held extends FrameState {
        Account account();
    }

    /** Memory that a guest may see. */
    record Memory(Account account) implements Held {}

    /** A page table: only the core and the hart's walker see it. */
    record Table(Account account) implements Held {}
}
