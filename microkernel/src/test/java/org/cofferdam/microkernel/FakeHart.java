package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * A hart without instructions: registers, CSRs with the aliases that the core relies on, and a TLB that keeps every
 * entry until a fence names it.
 */
final class FakeHart implements HartPort {
    static final int VSIP = 0x244;
    private static final long VMID_SHIFT = 44;
    private static final long VS_INTERRUPTS = 0x222;

    final int number;
    final long[] x = new long[32];
    final long[] f = new long[32];
    /** Translations of the second stage, kept apart from those of the first: HFENCE.VVMA need not drop them, and does not. */
    final List<TlbEntry> tlb = new ArrayList<>();
    /** Virtual harts whose VS-stage this hart may remember; only HFENCE.VVMA drops them. */
    final List<Remembered> remembered = new ArrayList<>();

    boolean reservation;

    private final FakeMachine machine;
    private final Map<Integer, Long> csrs = new TreeMap<>();

    /** A translation from a guest-physical page to a machine-physical one. */
    record TlbEntry(int vmid, long guest, long page) {}

    /** A virtual hart that ran with a VMID. */
    record Remembered(int vmid, VirtualHart virtualHart) {}

    FakeHart(FakeMachine machine, int number) {
        this.machine = machine;
        this.number = number;
    }

    @Override
    public long x(int index) {
        return x[index];
    }

    @Override
    public void x(int index, long value) {
        if (index != 0) {
            x[index] = value;
        }
    }

    @Override
    public long f(int index) {
        return f[index];
    }

    @Override
    public void f(int index, long bits) {
        f[index] = bits;
    }

    @Override
    public long csr(int number) {
        return switch (number) {
            case Csr.TIME -> machine.time;
            case Csr.SIP -> plain(Csr.SIP) | (timerFired() ? 1 << 5 : 0);
            case VSIP -> ((plain(Csr.HVIP) >>> 1) & VS_INTERRUPTS) | (guestTimerFired() ? 1 << 5 : 0);
            default -> plain(number);
        };
    }

    @Override
    public void csr(int number, long value) {
        long legal =
                switch (number) {
                    case Csr.SIP -> value & 1 << 1;
                    case Csr.VSIE -> value & VS_INTERRUPTS;
                    case Csr.HVIP -> value & VS_INTERRUPTS << 1;
                    case Csr.HGATP -> value & ~(0x3FFFL << VMID_SHIFT & ~(machine.mostVmid << VMID_SHIFT));
                    default -> value;
                };
        csrs.put(number, legal);
    }

    private long plain(int number) {
        return csrs.getOrDefault(number, 0L);
    }

    private boolean timerFired() {
        return Long.compareUnsigned(machine.time, plain(Csr.STIMECMP)) >= 0;
    }

    private boolean guestTimerFired() {
        return Long.compareUnsigned(machine.time + plain(Csr.HTIMEDELTA), plain(Csr.VSTIMECMP)) >= 0;
    }

    /** An interrupt that would end WFI at HS-mode. */
    boolean isAwake() {
        return (csr(Csr.SIP) & csr(Csr.SIE)) != 0;
    }

    int vmid() {
        return (int) (plain(Csr.HGATP) >>> VMID_SHIFT & 0x3FFF);
    }

    @Override
    public void hfenceGvma(long guestPhysicalAddress, int vmid) {
        machine.events.add(new FakeEvent.GStageFence(number, guestPhysicalAddress, vmid));
        tlb.removeIf(entry -> (vmid == ALL || entry.vmid == vmid)
                && (guestPhysicalAddress == ALL || entry.guest == (guestPhysicalAddress & -4096)));
    }

    @Override
    public void hfenceVvma(long guestVirtualAddress, int asid) {
        machine.events.add(new FakeEvent.VsStageFence(number, vmid(), guestVirtualAddress, asid));
        if (guestVirtualAddress == ALL && asid == ALL) {
            remembered.removeIf(entry -> entry.vmid == vmid());
        }
    }

    @Override
    public void fenceI() {
        machine.events.add(new FakeEvent.CodeFence(number));
    }

    @Override
    public void dropReservation() {
        reservation = false;
    }

    @Override
    public int fetchGuestCode(long guestVirtualAddress) {
        machine.codeOfGuests.read(guestVirtualAddress, 2);
        return machine.code.getOrDefault(guestVirtualAddress, -1);
    }
}
