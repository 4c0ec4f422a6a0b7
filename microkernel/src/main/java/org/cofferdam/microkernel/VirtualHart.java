package org.cofferdam.microkernel;

import java.util.Arrays;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** One hart of a partition: its registers while it is on no physical hart, and where it stands. */
@SuppressWarnings("EnumOrdinal") // SwitchedCsr is the index of a register file
final class VirtualHart {
    /** Bits of vsie, and of hvip shifted right by one (Privileged Architecture, "Hypervisor Interrupt Registers"). */
    static final long SOFTWARE = 1 << 1;

    static final long TIMER = 1 << 5;
    static final long EXTERNAL = 1 << 9;
    /** hvip's bits stand one place above vsie's. */
    static final int HVIP_SHIFT = 1;

    static final long NEVER = -1;
    /** The number of no physical hart. */
    static final int NOWHERE = -1;

    private static final long SSTATUS_SPP = 1 << 8;
    private static final long SSTATUS_SPIE = 1 << 5;
    // HS-mode's FS must not be off, or every guest FP instruction would trap; the guest's own FS is in vsstatus.
    private static final long SSTATUS_FS = 3 << 13;
    private static final long HSTATUS_SPV = 1 << 7;
    private static final long HSTATUS_VTW = 1 << 21;
    private static final long HSTATUS_VSXL_64 = 2L << 32;

    /** What a virtual hart is waiting for. */
    enum State {
        /** SBI HSM: waits for hart_start. */
        STOPPED,
        READY,
        /** WFI: waits for an interrupt. */
        WAITING,
        /** SBI hart_suspend or system_suspend: waits for an interrupt. */
        SUSPENDED
    }

    final Partition partition;
    final int number;
    State state = State.STOPPED;
    /** The physical hart that holds its registers, or {@link #NOWHERE}. */
    int on = NOWHERE;
    /** The physical hart that held them last. */
    int lastOn = NOWHERE;
    /** The tick at which it left that one: harts take turns, and its time must not run backwards on another. */
    long leftAt;
    /** Whether a device of the monitor's holds its external interrupt. */
    boolean deviceLine;
    /** Bits of the partition's doorbell register for which it wants the external interrupt. */
    long listensTo;
    /** Remote fences asked for while it was on no hart: carried out before it runs. */
    boolean owesAddressFence;

    boolean owesCodeFence;

    final Counters counters = new Counters();
    StealTime steal = new StealTime(StealTime.OFF);

    private final long[] x = new long[32];
    private final long[] f = new long[32];
    private final long[] csrs = new long[SwitchedCsr.ALL.length];
    private long pc;
    private boolean supervisor;

    VirtualHart(Partition partition, int number) {
        this.partition = partition;
        this.number = number;
    }

    /** Entry state of SBI HSM: a0 the hart id, a1 the argument, no translation, interrupts off, all else zero. */
    void start(long entry, long argument) {
        Arrays.fill(x, 0);
        Arrays.fill(f, 0);
        long line = saved(SwitchedCsr.HVIP) & EXTERNAL << HVIP_SHIFT;
        for (SwitchedCsr csr : SwitchedCsr.ALL) {
            csrs[csr.ordinal()] = csr.initial;
        }
        // A level that a device holds is not this hart's to forget.
        csrs[SwitchedCsr.HVIP.ordinal()] = line;
        csrs[SwitchedCsr.HTIMEDELTA.ordinal()] = partition.timeDelta;
        // On a hart whose clock is behind the guest's time must not be before 0.
        leftAt = Math.max(leftAt, -partition.timeDelta);
        steal = new StealTime(StealTime.OFF);
        x[10] = number;
        x[11] = argument;
        pc = entry;
        supervisor = true;
        state = State.READY;
    }

    /** Takes every register from the hart that it is on. */
    void save(HartPort port) {
        for (int i = 0; i < 32; i++) {
            x[i] = port.x(i);
            f[i] = port.f(i);
        }
        for (SwitchedCsr csr : SwitchedCsr.ALL) {
            csrs[csr.ordinal()] = port.csr(csr.number);
        }
        pc = port.csr(Csr.SEPC);
        supervisor = (port.csr(Csr.SSTATUS) & SSTATUS_SPP) != 0;
    }

    /** Gives every register to a hart, so that SRET there goes on with this virtual hart. */
    void load(HartPort port) {
        for (int i = 0; i < 32; i++) {
            port.x(i, x[i]);
            port.f(i, f[i]);
        }
        for (SwitchedCsr csr : SwitchedCsr.ALL) {
            port.csr(csr.number, csrs[csr.ordinal()]);
        }
        counters.enter(port.csr(Csr.INSTRET));
        port.csr(Csr.SEPC, pc);
        port.csr(Csr.SSTATUS, SSTATUS_FS | SSTATUS_SPIE | (supervisor ? SSTATUS_SPP : 0));
        port.csr(Csr.HSTATUS, HSTATUS_VSXL_64 | HSTATUS_VTW | HSTATUS_SPV);
    }

    /** Sets or clears a bit of hvip while this virtual hart is on no physical hart. */
    void pend(long interrupt, boolean asserted) {
        csrs[SwitchedCsr.HVIP.ordinal()] = withInterrupt(csrs[SwitchedCsr.HVIP.ordinal()], interrupt, asserted);
    }

    /** hvip with one interrupt, named by its bit in vsie, set or cleared. */
    static long withInterrupt(long hvip, long interrupt, boolean asserted) {
        long bit = interrupt << HVIP_SHIFT;
        return asserted ? hvip | bit : hvip & ~bit;
    }

    /**
     * The tick of a physical hart's time from which it could execute if nothing but time changes: {@code now} if it could
     * at once, {@link #NEVER} if time alone will not do. Unsigned. It is on no hart, or READY on the one that asks.
     */
    long runnableFrom(long now) {
        long from = readyFrom(now);
        long least = Math.max(now, leftAt);
        return Long.compareUnsigned(from, least) < 0 ? least : from;
    }

    /** For how many ticks it could have executed, had it had a hart: it could now. An interrupt from elsewhere counts from now. */
    long ticksReady(long now) {
        return now - Math.max(leftAt, readyFrom(now));
    }

    /** The same tick, or one that is over. WFI ends on any interrupt that is enabled in sie and pending. */
    private long readyFrom(long now) {
        long enabled = saved(SwitchedCsr.VSIE);
        if (state == State.READY) {
            return leftAt;
        }
        if (state != State.STOPPED && (saved(SwitchedCsr.HVIP) >>> HVIP_SHIFT & enabled) != 0) {
            return now;
        }
        // The comparison is the guest's (Sstc: time + htimedelta >= vstimecmp, unsigned), which may wrap around.
        long delta = saved(SwitchedCsr.HTIMEDELTA);
        long due = saved(SwitchedCsr.VSTIMECMP) - delta;
        boolean isOver = Long.compareUnsigned(now + delta, due + delta) >= 0;
        boolean comes = isOver || Long.compareUnsigned(due, now) >= 0;
        return state != State.STOPPED && (enabled & TIMER) != 0 && comes ? due : NEVER;
    }

    private long saved(SwitchedCsr csr) {
        return csrs[csr.ordinal()];
    }

    /** All that {@link #save} takes: x0 to x31, f0 to f31, pc, then the CSRs in the order of their list. */
    long[] saved() {
        long[] all = Arrays.copyOf(x, x.length + f.length + 1 + csrs.length);
        System.arraycopy(f, 0, all, x.length, f.length);
        all[x.length + f.length] = pc;
        System.arraycopy(csrs, 0, all, x.length + f.length + 1, csrs.length);
        return all;
    }
}
