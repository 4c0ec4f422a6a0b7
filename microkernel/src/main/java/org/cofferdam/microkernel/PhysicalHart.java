package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** A hart of the machine: the virtual hart that it holds, and its place in the schedule. */
final class PhysicalHart {
    /** Bits of sip and sie (Privileged Architecture, "Supervisor Interrupt Registers"). */
    private static final long SSIP = 1 << 1;

    private static final long STIP = 1 << 5;
    private static final long SEIP = 1 << 9;
    /** VSSIP, VSTIP and VSEIP go to the guest without the core. */
    private static final long ALL_VS_INTERRUPTS = 1 << 2 | 1 << 6 | 1 << 10;
    /**
     * Every exception that hedeleg can delegate: what a guest's own program does wrong is its kernel's affair, or one
     * ebreak would stop a partition. Guest-page faults, virtual instructions and calls from VS cannot be delegated.
     */
    private static final long ALL_DELEGABLE_EXCEPTIONS = 0xB1FF;
    /**
     * TM alone. cycle and instret count what other partitions do on this hart, so they stay closed (property 25);
     * {@link Counters} answers for instret.
     */
    private static final long GUEST_COUNTERS = 1 << 1;
    /** STCE: vstimecmp raises VSTIP by itself. Nothing else of henvcfg is needed by what guests are told they have. */
    private static final long GUEST_ENVIRONMENT = 1L << 63;

    final int number;
    final HartPort port;
    final Timeline timeline;
    final SpareTime spare;
    private final long tickLength;
    /** The virtual hart whose registers this hart holds, or null. */
    VirtualHart loaded;
    /** The device access that a monitor has to answer, or null. */
    PendingAccess pending;
    /** The window that this hart is in; null before the first and after a time when nothing was scheduled. */
    Timeline.Place window;
    /** The partition that this hart works for, on it or idle, or {@link Window#NOBODY}. */
    int focus = Window.NOBODY;
    /** Interrupts of assigned devices that the current trap has taken. */
    int interruptsTaken;
    /** Tick at which the loaded virtual hart has to make way for its siblings. */
    long sliceEnd;

    private long loadedAt;
    private long lookedAt;

    PhysicalHart(int number, HartPort port, Timeline timeline, SpareTime spare, long tickLength) {
        this.number = number;
        this.port = port;
        this.timeline = timeline;
        this.spare = spare;
        this.tickLength = tickLength;
        port.csr(Csr.HEDELEG, ALL_DELEGABLE_EXCEPTIONS);
        port.csr(Csr.HIDELEG, ALL_VS_INTERRUPTS);
        port.csr(Csr.HCOUNTEREN, GUEST_COUNTERS);
        port.csr(Csr.HENVCFG, GUEST_ENVIRONMENT);
        port.csr(Csr.HSTATEEN0, 1L << 62); // ENVCFG: senvcfg is switched; state that is not known here stays closed
        port.csr(Csr.HGATP, 0);
        port.csr(Csr.STIMECMP, VirtualHart.NEVER);
        port.csr(Csr.SIE, SSIP | STIP | SEIP);
        port.hfenceGvma(HartPort.ALL, HartPort.ALL);
    }

    long now() {
        return port.csr(Csr.TIME);
    }

    /** Makes this hart trap to the core before it executes another guest instruction. */
    void kick() {
        port.csr(Csr.SIP, SSIP);
    }

    /** Whatever kicks have come, the look they asked for is about to happen; spare time up to it is charged. */
    void settle(long now) {
        port.csr(Csr.SIP, 0);
        if (loaded != null && window.isSpare()) {
            spare.charge(loaded.partition.number, now - lookedAt);
        }
        lookedAt = now;
    }

    /** Whether a partition may run in the window that this hart is in. */
    boolean isFor(Partition partition) {
        return window.partition() == partition.number || (window.isSpare() && spare.isShared(partition.number));
    }

    /** Puts a virtual hart, which is on no hart, on this one, which holds none. */
    void load(VirtualHart next, long now) {
        Partition partition = next.partition;
        boolean moved = next.lastOn != number;
        boolean first = partition.space.enter(number);
        if (moved) {
            // What this hart remembers for the VMID is from before the virtual hart was elsewhere.
            partition.space.forgetOn(number);
        }
        if (moved || first || partition.lastOn[number] != next || next.owesAddressFence) {
            // Siblings share the VMID but need not agree on what an ASID means; and it may have been another's before.
            port.hfenceVvma(HartPort.ALL, HartPort.ALL);
        }
        if (moved || next.owesCodeFence) {
            port.fenceI();
        }
        long waited = next.ticksReady(now);
        next.steal.report(partition, waited, tickLength);
        partition.ticksWaited += waited;
        next.state = VirtualHart.State.READY;
        port.dropReservation();
        next.owesAddressFence = false;
        next.owesCodeFence = false;
        next.load(port);
        next.on = number;
        next.lastOn = number;
        partition.lastOn[number] = next;
        partition.switches++;
        loaded = next;
        loadedAt = now;
    }

    /** Takes the virtual hart off this hart, if it holds one. */
    void unload() {
        if (loaded != null) {
            loaded.save(port);
            // Nothing of it stays pending here: it could end the wait of an idle hart.
            port.csr(Csr.VSIE, 0);
            port.csr(Csr.HVIP, 0);
            port.csr(Csr.VSTIMECMP, VirtualHart.NEVER);
            loaded.on = VirtualHart.NOWHERE;
            loaded.leftAt = now();
            loaded.partition.ticksRun += loaded.leftAt - loadedAt;
            loaded = null;
            pending = null;
        }
    }
}
