package org.cofferdam.machine.hart;

/** Trap entry and return (privileged ISA, "Machine-Level CSRs"; hypervisor chapter, "Traps"). */
public final class Traps {

    /** The mode that a trap is taken to. */
    enum Target {
        MACHINE,
        HYPERVISOR,
        GUEST
    }

    private final Hart hart;
    private ResidentSoftware atMachine;
    private ResidentSoftware atHypervisor;

    Traps(Hart hart) {
        this.hart = hart;
    }

    void attach(Level level, ResidentSoftware software) {
        switch (level) {
            case MACHINE -> atMachine = software;
            case HYPERVISOR -> atHypervisor = software;
        }
    }

    /**
     * Takes a synchronous exception of the instruction at {@code hart.pc}.
     *
     * @param instruction the raw bits of that instruction (16 bits if compressed); 0 if it could not be fetched
     */
    public void enter(Trap trap, int instruction) {
        int encoding = (instruction & 3) == 3 ? instruction : instruction & 0xffff;
        hart.csrs.counters.count(Event.EXCEPTIONS);
        boolean refused = trap.cause == Cause.ILLEGAL_INSTRUCTION || trap.cause == Cause.VIRTUAL_INSTRUCTION;
        long value = refused ? Integer.toUnsignedLong(encoding) : trap.value;
        Target target = target(trap.cause);
        if (target == Target.GUEST) {
            enterGuest(trap.cause, value);
            return;
        }
        int description = trap.pseudoInstruction != 0
                ? trap.pseudoInstruction
                : TransformedInstruction.of(trap.cause, encoding, trap.value - trap.accessBase);
        enter(
                target,
                trap.cause,
                value,
                trap.guestVirtual,
                trap.guestPhysical >>> 2,
                Integer.toUnsignedLong(description));
    }

    /**
     * Takes an interrupt. It costs a cycle, lest resident software that leaves it pending keep the hart here for ever; and
     * it costs it first, as an exception does, so that software that sets the time decides what time it is.
     */
    void interrupt(Target target, int irq) {
        hart.cycle++;
        hart.csrs.counters.count(Event.INTERRUPTS);
        if (target == Target.GUEST) {
            enterGuest(Cause.INTERRUPT | (irq - 1), 0); // VSSI, VSTI, VSEI are SSI, STI, SEI to the guest
        } else {
            enter(target, Cause.INTERRUPT | irq, 0, false, 0, 0);
        }
    }

    private Target target(int cause) {
        Csrs csrs = hart.csrs;
        if (hart.privilege() == Privilege.MACHINE || (csrs.machine.medeleg.value >>> cause & 1) == 0) {
            return Target.MACHINE;
        }
        boolean toGuest = hart.virtualized() && (csrs.hypervisor.hedeleg.value >>> cause & 1) != 0;
        return toGuest ? Target.GUEST : Target.HYPERVISOR;
    }

    private void enter(Target target, long cause, long value, boolean guestVirtual, long guestPage, long description) {
        if (target == Target.MACHINE) {
            enterMachine(cause, value, guestVirtual, guestPage, description);
            act(atMachine);
        } else {
            enterHypervisor(cause, value, guestVirtual, guestPage, description);
            act(atHypervisor);
        }
    }

    /** Resident software reaches other harts and devices: none executes meanwhile. */
    private void act(ResidentSoftware software) {
        if (software == null) {
            return;
        }
        if (hart.companions() == null) {
            software.trap(hart);
        } else {
            hart.companions().act(hart, () -> software.trap(hart));
        }
    }

    private void enterMachine(long cause, long value, boolean guestVirtual, long guestPage, long description) {
        MachineCsrs machine = hart.csrs.machine;
        machine.mepc.value = hart.pc;
        machine.mcause.value = cause;
        machine.mtval.value = value;
        machine.mtval2.value = guestPage;
        machine.mtinst.value = description;
        long status = machine.mstatus.value & ~(Status.MIE | Status.MPIE | Status.MPV | Status.GVA);
        status |= machine.has(Status.MIE) ? Status.MPIE : 0;
        status |= hart.virtualized() ? Status.MPV : 0;
        status |= guestVirtual ? Status.GVA : 0;
        machine.mstatus.value = Status.withMpp(status, hart.privilege());
        arrive(Privilege.MACHINE, false, machine.mtvec, cause);
    }

    private void enterHypervisor(long cause, long value, boolean guestVirtual, long guestPage, long description) {
        SupervisorCsrs supervisor = hart.csrs.supervisor;
        supervisor.sepc.value = hart.pc;
        supervisor.scause.value = cause;
        supervisor.stval.value = value;
        HypervisorCsrs hypervisor = hart.csrs.hypervisor;
        hypervisor.htval.value = guestPage;
        hypervisor.htinst.value = description;
        long status = hypervisor.hstatus.value & ~(HypervisorCsrs.GVA | HypervisorCsrs.SPV);
        status |= guestVirtual ? HypervisorCsrs.GVA : 0;
        if (hart.virtualized()) {
            status = (status & ~HypervisorCsrs.SPVP) | HypervisorCsrs.SPV;
            status |= hart.privilege() == Privilege.SUPERVISOR ? HypervisorCsrs.SPVP : 0;
        }
        hypervisor.hstatus.value = status;
        Register mstatus = hart.csrs.machine.mstatus;
        mstatus.value = Status.supervisorEntry(mstatus.value, hart.privilege());
        arrive(Privilege.SUPERVISOR, false, supervisor.stvec, cause);
    }

    private void enterGuest(long cause, long value) {
        VirtualSupervisorCsrs guest = hart.csrs.guest;
        guest.vsepc.value = hart.pc;
        guest.vscause.value = cause;
        guest.vstval.value = value;
        guest.vsstatus.value = Status.supervisorEntry(guest.vsstatus.value, hart.privilege());
        arrive(Privilege.SUPERVISOR, true, guest.vstvec, cause);
    }

    private void arrive(Privilege privilege, boolean virtualized, Register vector, long cause) {
        if (hart.witness() != null) {
            hart.witness().trapped(hart, privilege, virtualized, cause);
        }
        boolean vectored = (vector.value & 1) != 0 && (cause & Cause.INTERRUPT) != 0;
        hart.pc = (vector.value & ~3L) + (vectored ? 4 * (cause & ~Cause.INTERRUPT) : 0);
        hart.enter(privilege, virtualized);
    }

    /** {@code sret}: from HS-mode (or M-mode) if V=0, else from VS-mode. */
    public void returnFromSupervisor() {
        if (hart.virtualized()) {
            Register vsstatus = hart.csrs.guest.vsstatus;
            Privilege previous = Status.spp(vsstatus.value);
            vsstatus.value = Status.supervisorReturn(vsstatus.value);
            leave(previous, true, hart.csrs.guest.vsepc);
            return;
        }
        Register mstatus = hart.csrs.machine.mstatus;
        Privilege previous = Status.spp(mstatus.value);
        mstatus.value = Status.supervisorReturn(mstatus.value) & ~Status.MPRV;
        Register hstatus = hart.csrs.hypervisor.hstatus;
        boolean toGuest = hart.csrs.hypervisor.has(HypervisorCsrs.SPV);
        hstatus.value &= ~HypervisorCsrs.SPV;
        leave(previous, toGuest, hart.csrs.supervisor.sepc);
    }

    /** {@code mret}. */
    public void returnFromMachine() {
        MachineCsrs machine = hart.csrs.machine;
        Privilege previous = Status.mpp(machine.mstatus.value);
        boolean toGuest = previous != Privilege.MACHINE && machine.has(Status.MPV);
        long status = (machine.mstatus.value & ~(Status.MIE | Status.MPP | Status.MPV)) | Status.MPIE;
        status |= machine.has(Status.MPIE) ? Status.MIE : 0;
        machine.mstatus.value = previous == Privilege.MACHINE ? status : status & ~Status.MPRV;
        leave(previous, toGuest, machine.mepc);
    }

    /**
     * Goes on in another mode. A reservation stays, as the specification lets it ("Trap-Return Instructions": handlers should clear it if
     * that is required), so that software that switches contexts and forgets to is found out.
     */
    private void leave(Privilege privilege, boolean virtualized, Register exceptionPc) {
        hart.pc = exceptionPc.value;
        if (hart.witness() != null) {
            hart.witness().returned(hart, privilege, virtualized);
        }
        hart.enter(privilege, virtualized);
    }
}
