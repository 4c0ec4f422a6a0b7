package org.cofferdam.machine.hart;

/** What is pending, what is enabled, and which of it is taken. */
public final class Interrupts {

    private final Hart hart;
    private long machineDeadline = -1;
    private long lines;

    Interrupts(Hart hart) {
        this.hart = hart;
    }

    /** The {@code time} CSR at HS level. */
    public long time() {
        return hart.cycle / Hart.CYCLES_PER_TICK;
    }

    /** A device drives one of the hart's inputs: the number of a bit of {@code mip} (3 MSIP, 7 MTIP, 9 SEIP, 11 MEIP). */
    public void setLine(int irq, boolean level) {
        lines = level ? lines | 1L << irq : lines & ~(1L << irq);
    }

    /** MTIP is pending exactly while {@code time} is at or after {@code deadline}, in ticks, unsigned. */
    public void setMachineTimer(long deadline) {
        machineDeadline = deadline;
        hart.nextEventCycle = hart.cycle;
    }

    /**
     * Brings timers up to date and takes the interrupt that is due, if any.
     *
     * @return whether one was taken, so that pc and mode have changed
     */
    public boolean sample() {
        setLine(7, Long.compareUnsigned(time(), machineDeadline) >= 0);
        hart.nextEventCycle = Long.MAX_VALUE;
        return false;
    }
}
