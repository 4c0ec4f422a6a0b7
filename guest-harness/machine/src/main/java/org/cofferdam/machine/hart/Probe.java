package org.cofferdam.machine.hart;

/**
 * What somebody who looks into a hart wants of it, and what has come of it. A hart computes the same with a probe as without,
 * instruction by instruction; cached translations aside, which a probed hart may ask for more often.
 */
public final class Probe {

    private final Hart hart;
    private StopPoints points = StopPoints.NONE;
    private Witness witness;
    private long witnessFrom;
    private boolean stepping;
    private boolean held;
    private Halt halt;

    /** When and where the hart last stopped at a breakpoint, which does not stop it again there and then. */
    private long breakCycle = -1;

    private long breakAddress;

    /** When the hart last stopped at a watched access, which does not stop it again then. */
    private long watchCycle = -1;

    Probe(Hart hart) {
        this.hart = hart;
    }

    /** Where the hart stops from now on. */
    public void stopAt(StopPoints wanted) {
        points = wanted;
        hart.memory.forgetDirect();
    }

    /**
     * Shows the hart to a witness.
     *
     * @param fromCycle instructions are shown from this {@link Hart#cycle} on
     */
    public void show(Witness observer, long fromCycle) {
        witness = observer;
        witnessFrom = fromCycle;
        hart.memory.forgetDirect();
    }

    /** Stops the hart after its next instruction, or trap, or interrupt. */
    public void step() {
        stepping = true;
    }

    /** Whether the hart shall not run while others do. */
    public void hold(boolean hold) {
        held = hold;
    }

    boolean isHeld() {
        return held;
    }

    /** Why the hart has stopped, or null. It does not run again before {@link #release}. */
    public Halt halt() {
        return halt;
    }

    /** Lets a stopped hart run. What stopped it before an instruction does not stop it there again. */
    public void release() {
        halt = null;
        stepping = false;
        held = false;
    }

    /** Whether instructions in the page of this address must be looked at one by one. */
    boolean guards(long pc) {
        return points.breaksInPage(pc);
    }

    boolean stopsBefore(long pc) {
        if (points.breaksAt(pc) && (hart.cycle != breakCycle || pc != breakAddress)) {
            halt = new Halt.Breakpoint(pc);
            breakCycle = hart.cycle;
            breakAddress = pc;
        }
        return halt != null;
    }

    /** An instruction, trap or interrupt is over, or several if nobody asked for a step. */
    boolean stopsAfter() {
        if (halt == null && stepping) {
            halt = new Halt.Stepped();
        }
        return halt != null;
    }

    /** Up to which cycle nobody wants to see each instruction; at most {@code limit}. */
    long undisturbed(long limit) {
        if (stepping || guards(hart.pc) || traces()) {
            return hart.cycle + 1;
        }
        boolean awaited = witness != null && witness.wantsInstructions();
        return awaited ? Math.min(limit, Math.max(witnessFrom, hart.cycle + 1)) : limit;
    }

    /** Whether the next instruction is shown. */
    boolean traces() {
        return witness != null && witness.wantsInstructions() && hart.cycle >= witnessFrom;
    }

    /** Who is shown what happens, or null. */
    Witness witness() {
        return witness;
    }

    /** Whether accesses to the page of this address must not be made directly. */
    boolean watches(long address) {
        return (witness != null && witness.wantsInstructions()) || points.watchesInPage(address);
    }

    /**
     * An access is about to be made. If it stops the hart, this does not return: the instruction is abandoned. The accesses of
     * resident software stop nothing, since they are no instruction's.
     */
    void accesses(boolean load, boolean store, long address, int size) {
        Watchpoint found = points.watching(load, store, address, size);
        if (found == null) {
            return;
        }
        hart.settle();
        if (hart.cycle != watchCycle && hart.amidInstruction()) {
            halt = new Halt.Watched(found, found.firstCommon(address));
            watchCycle = hart.cycle;
            throw hart.abandoned();
        }
    }
}
