package org.cofferdam.machine.board;

/** Why a run has ended. */
public sealed interface Outcome {
    /** The guest switched off; code 0 is success. */
    record PoweredOff(int code) implements Outcome {}

    /** The guest asked to start again from reset. */
    record RestartRequested() implements Outcome {}

    /** The cycle came at which the run was to end. */
    record LimitReached() implements Outcome {}

    /** {@link VirtBoard#requestStop} was called. */
    record StopRequested() implements Outcome {}

    /** A hart has stopped for somebody who looks into it: {@code hart.halt()} says why. The run goes on where it stopped. */
    record Halted(int hart) implements Outcome {}

    /** Every hart waits, and nothing will ever wake one. */
    record Asleep() implements Outcome {}
}
