package org.cofferdam.machine.hart;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * What is pending, what is enabled, and which of it is taken when. Time is exact: {@link Hart#nextEventCycle} never
 * lies behind the first cycle at which the answer could change by itself.
 */
public final class Interrupts implements Stateful {

    static final int SSI = 1;
    static final int VSSI = 2;
    static final int MSI = 3;
    static final int STI = 5;
    static final int VSTI = 6;
    static final int MTI = 7;
    static final int SEI = 9;
    static final int VSEI = 10;
    static final int MEI = 11;
    static final int LCOFI = 13;

    /** VSSI, VSTI, VSEI. */
    static final long GUEST_BITS = 0x444;

    /** The above and SGEI: always delegated past M-mode. */
    static final long HYPERVISOR_BITS = 0x1444;

    /** Every interrupt there is. */
    static final long ALL_BITS = 0x3eee;

    /** What software may write in {@code sip}, where it is delegated. */
    static final long SUPERVISOR_WRITABLE = 1L << SSI | 1L << LCOFI;

    /** What software may write in {@code mip}; STIP only without Sstc. */
    static final long MACHINE_WRITABLE = 1L << SSI | 1L << VSSI | 1L << STI | 1L << SEI | 1L << LCOFI;

    /** "Multiple simultaneous interrupts ... decreasing priority order": MEI MSI MTI SEI SSI STI SGEI VSEI VSSI VSTI LCOFI. */
    private static final int[] PRIORITY = {MEI, MSI, MTI, SEI, SSI, STI, 12, VSEI, VSSI, VSTI, LCOFI};

    static final long SUPERVISOR_BITS = 1L << SSI | 1L << STI | 1L << SEI | 1L << LCOFI;

    private final Hart hart;

    /** Levels of the wires from devices. */
    private long lines;

    /** Pending bits that software sets: SSIP, STIP (without Sstc), SEIP, and what {@code hvip} injects. */
    private long software;

    private long machineDeadline = -1;
    private long timeOffset;

    Interrupts(Hart hart) {
        this.hart = hart;
    }

    /** The {@code time} CSR at HS level, in ticks. */
    public long time() {
        return hart.cycle / Hart.CYCLES_PER_TICK + timeOffset;
    }

    /** Sets the clock that {@link #time} shows, forwards or backwards; it goes on from there. */
    public void setTime(long ticks) {
        timeOffset = ticks - hart.cycle / Hart.CYCLES_PER_TICK;
        recheck();
    }

    /** A device drives one of the hart's wires: the number of a bit of {@code mip} (3 MSIP, 9 SEIP, 11 MEIP). */
    public void setLine(int irq, boolean level) {
        lines = level ? lines | 1L << irq : lines & ~(1L << irq);
        recheck();
    }

    /** MTIP is pending exactly while {@code time} is at or after {@code deadline}, in ticks, unsigned. */
    public void setMachineTimer(long deadline) {
        machineDeadline = deadline;
        recheck();
    }

    long machineTimer() {
        return machineDeadline;
    }

    /** A counter has overflowed: LCOFIP is pending until software clears it. */
    void countersOverflowed() {
        software |= 1L << LCOFI;
        recheck();
    }

    /** Something that decides about interrupts has changed: they are looked at before the next instruction. */
    void recheck() {
        hart.nextEventCycle = hart.cycle;
    }

    /**
     * Wakes a waiting hart if anything enabled is pending, takes the interrupt that is due, if any, and sets {@link
     * Hart#nextEventCycle}.
     *
     * @return whether one was taken, so that pc and mode have changed
     */
    public boolean sample() {
        Csrs csrs = hart.csrs;
        csrs.counters.check();
        long candidates = pending() & csrs.machine.mie.value;
        hart.nextEventCycle = nextTimerEvent();
        if (candidates == 0) {
            return false;
        }
        hart.wake();
        long delegated = csrs.machine.mideleg.value;
        long toGuest = csrs.hypervisor.hideleg.value & delegated;
        boolean virtualized = hart.virtualized();
        Privilege privilege = hart.privilege();
        boolean machineOpen = privilege != Privilege.MACHINE || csrs.machine.has(Status.MIE);
        boolean hypervisorOpen =
                switch (privilege) {
                    case MACHINE -> false;
                    case SUPERVISOR -> virtualized || csrs.machine.has(Status.SIE);
                    case USER -> true;
                };
        boolean guestOpen =
                virtualized && (privilege == Privilege.USER || (csrs.guest.vsstatus.value & Status.SIE) != 0);
        if (machineOpen && (candidates & ~delegated) != 0) {
            hart.traps.interrupt(Traps.Target.MACHINE, first(candidates & ~delegated));
        } else if (hypervisorOpen && (candidates & delegated & ~toGuest) != 0) {
            hart.traps.interrupt(Traps.Target.HYPERVISOR, first(candidates & delegated & ~toGuest));
        } else if (guestOpen && (candidates & toGuest) != 0) {
            hart.traps.interrupt(Traps.Target.GUEST, first(candidates & toGuest));
        } else {
            return false;
        }
        return true;
    }

    /** Whether WFI would not wait: something enabled is pending, whatever the global enables and delegation say. */
    public boolean wakes() {
        return (pending() & hart.csrs.machine.mie.value) != 0;
    }

    private static int first(long candidates) {
        for (int irq : PRIORITY) {
            if ((candidates >>> irq & 1) != 0) {
                return irq;
            }
        }
        throw new IllegalStateException("interrupts without a priority: 0x%x".formatted(candidates));
    }

    /** {@code mip}. */
    long pending() {
        Csrs csrs = hart.csrs;
        long time = time();
        long pending = pendingToModify() | lines;
        if (Long.compareUnsigned(time, machineDeadline) >= 0) {
            pending |= 1L << MTI;
        }
        if (csrs.machine.timerCompareEnabled() && Long.compareUnsigned(time, csrs.supervisor.stimecmp.value) >= 0) {
            pending |= 1L << STI;
        }
        if (csrs.hypervisor.timerCompareEnabled()
                && Long.compareUnsigned(time + csrs.hypervisor.htimedelta.value, csrs.guest.vstimecmp.value) >= 0) {
            pending |= 1L << VSTI;
        }
        return pending;
    }

    /** The bits of {@code mip} that software holds; with STCE, STIP is the comparator's alone. */
    long pendingToModify() {
        return hart.csrs.machine.timerCompareEnabled() ? software & ~(1L << STI) : software;
    }

    private long nextTimerEvent() {
        Csrs csrs = hart.csrs;
        long time = time();
        long next = Math.min(nextChange(time, machineDeadline), csrs.counters.nextOverflow());
        if (csrs.machine.timerCompareEnabled()) {
            next = Math.min(next, nextChange(time, csrs.supervisor.stimecmp.value));
        }
        if (csrs.hypervisor.timerCompareEnabled()) {
            long guestTime = time + csrs.hypervisor.htimedelta.value;
            next = Math.min(next, nextChange(guestTime, csrs.guest.vstimecmp.value));
        }
        return next;
    }

    /** The first later cycle at which the comparison of a clock that shows {@code time} now changes its result. */
    private long nextChange(long time, long deadline) {
        boolean passed = Long.compareUnsigned(time, deadline) >= 0;
        long ticks =
                passed ? -time : deadline - time; // a clock that has passed the deadline falls behind when it wraps
        long now = hart.cycle / Hart.CYCLES_PER_TICK;
        long countable = Long.MAX_VALUE / Hart.CYCLES_PER_TICK - now;
        return ticks == 0 || Long.compareUnsigned(ticks, countable) >= 0
                ? Long.MAX_VALUE
                : (now + ticks) * Hart.CYCLES_PER_TICK;
    }

    /**
     * Makes SSIP pending and leaves all else as it is, as CSRS from M-mode does. A write of what {@code mip} reads would make software's
     * own what a device's wire holds up at the moment.
     */
    public void raiseSupervisorSoftware() {
        setSoftware(1L << SSI, 1L << SSI);
    }

    void writeMachinePending(long wanted) {
        boolean compared = hart.csrs.machine.timerCompareEnabled();
        setSoftware(compared ? MACHINE_WRITABLE & ~(1L << STI) : MACHINE_WRITABLE, wanted);
    }

    long supervisorEnabled() {
        return enabled() & delegatedToSupervisor();
    }

    void writeSupervisorEnabled(long wanted) {
        setEnabled(delegatedToSupervisor(), wanted);
    }

    long supervisorPending() {
        return pending() & delegatedToSupervisor();
    }

    void writeSupervisorPending(long wanted) {
        setSoftware(delegatedToSupervisor() & SUPERVISOR_WRITABLE, wanted);
    }

    long hypervisorEnabled() {
        return enabled() & HYPERVISOR_BITS;
    }

    void writeHypervisorEnabled(long wanted) {
        setEnabled(HYPERVISOR_BITS, wanted);
    }

    long hypervisorPending() {
        return pending() & HYPERVISOR_BITS;
    }

    void writeHypervisorPending(long wanted) {
        setSoftware(1L << VSSI, wanted);
    }

    /** {@code hvip}. */
    long injected() {
        return software & GUEST_BITS;
    }

    void writeInjected(long wanted) {
        setSoftware(GUEST_BITS, wanted);
    }

    /** {@code vsie}: a guest sees VS-level interrupts one place lower, as its own supervisor interrupts. */
    long guestEnabled() {
        return (enabled() & delegatedToGuest()) >>> 1;
    }

    void writeGuestEnabled(long wanted) {
        setEnabled(delegatedToGuest(), wanted << 1);
    }

    /** {@code vsip}. */
    long guestPending() {
        return (pending() & delegatedToGuest()) >>> 1;
    }

    void writeGuestPending(long wanted) {
        setSoftware(delegatedToGuest() & 1L << VSSI, wanted << 1);
    }

    private long enabled() {
        return hart.csrs.machine.mie.value;
    }

    private long delegatedToSupervisor() {
        return hart.csrs.machine.mideleg.value & SUPERVISOR_BITS;
    }

    private long delegatedToGuest() {
        return hart.csrs.hypervisor.hideleg.value;
    }

    private void setEnabled(long writable, long wanted) {
        Register mie = hart.csrs.machine.mie;
        mie.value = (mie.value & ~writable) | (wanted & writable);
        recheck();
    }

    private void setSoftware(long writable, long wanted) {
        software = (software & ~writable) | (wanted & writable);
        recheck();
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(new long[] {lines, software, machineDeadline, timeOffset});
    }

    @Override
    public void restore(StateReader in) throws StateException {
        lines = in.number() & ALL_BITS;
        software = in.number() & ALL_BITS;
        machineDeadline = in.number();
        timeOffset = in.number();
        recheck();
    }
}
