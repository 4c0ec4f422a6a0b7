package org.cofferdam.machine.hart;

/**
 * Which privileged instructions the current mode may execute, and which exception says that it may not: an illegal
 * instruction, or a virtual instruction where V=1 is the reason (hypervisor chapter, "Trap Cause Codes").
 */
public final class Permissions {

    private final Hart hart;

    Permissions(Hart hart) {
        this.hart = hart;
    }

    /** MRET. */
    public void requireMachine() {
        if (hart.privilege() != Privilege.MACHINE) {
            throw illegal();
        }
    }

    /** SRET: TSR in HS-mode, VTSR in VS-mode. */
    public void requireSupervisorReturn() {
        requireSupervisor(Status.TSR, HypervisorCsrs.VTSR);
    }

    /** SFENCE.VMA and SINVAL.VMA: TVM in HS-mode, VTVM in VS-mode. */
    public void requireFence() {
        requireSupervisor(Status.TVM, HypervisorCsrs.VTVM);
    }

    private void requireSupervisor(long machineTrap, long hypervisorTrap) {
        if (hart.privilege() == Privilege.MACHINE) {
            return;
        }
        boolean user = hart.privilege() == Privilege.USER;
        if (hart.virtualized()) {
            if (user || hart.csrs.hypervisor.has(hypervisorTrap)) {
                throw virtual();
            }
        } else if (user || hart.csrs.machine.has(machineTrap)) {
            throw illegal();
        }
    }

    /** WFI. With TW or VTW it is refused whether or not it would have to wait, as the specification allows. */
    public void requireWait() {
        if (hart.privilege() == Privilege.MACHINE) {
            return;
        }
        boolean user = hart.privilege() == Privilege.USER;
        if (hart.csrs.machine.has(Status.TW) || (user && !hart.virtualized())) {
            throw illegal();
        }
        if (hart.virtualized() && (user || hart.csrs.hypervisor.has(HypervisorCsrs.VTW))) {
            throw virtual();
        }
    }

    /**
     * WRS.NTO: refused like WFI, but with TW or VTW alone, and only where it would have to wait: while the reservation
     * holds and no enabled interrupt is pending.
     */
    public void requireReservationWait() {
        if (hart.privilege() == Privilege.MACHINE || hart.memory.reserved() == -1 || hart.interrupts.wakes()) {
            return;
        }
        if (hart.csrs.machine.has(Status.TW)) {
            throw illegal();
        }
        if (hart.virtualized() && hart.csrs.hypervisor.has(HypervisorCsrs.VTW)) {
            throw virtual();
        }
    }

    /** SFENCE.W.INVAL and SFENCE.INVAL.IR: TVM and VTVM do not concern them (Svinval). */
    public void requireSupervisor() {
        if (hart.privilege() == Privilege.USER) {
            throw hart.virtualized() ? virtual() : illegal();
        }
    }

    /** HFENCE.VVMA and HINVAL.VVMA. */
    public void requireHypervisor() {
        if (hart.virtualized()) {
            throw virtual();
        }
        if (hart.privilege() == Privilege.USER) {
            throw illegal();
        }
    }

    /** HFENCE.GVMA and HINVAL.GVMA: like HFENCE.VVMA, save that TVM closes it to HS-mode. */
    public void requireGuestFence() {
        requireHypervisor();
        if (hart.privilege() == Privilege.SUPERVISOR && hart.csrs.machine.has(Status.TVM)) {
            throw illegal();
        }
    }

    /** HLV, HLVX and HSV: in U-mode only with {@code hstatus.HU}. */
    public void requireGuestAccess() {
        if (hart.virtualized()) {
            throw virtual();
        }
        if (hart.privilege() == Privilege.USER && !hart.csrs.hypervisor.has(HypervisorCsrs.HU)) {
            throw illegal();
        }
    }

    /** CBO.INVAL. Whether it may invalidate or only flush is no matter where there is no cache. */
    public void requireCacheInvalidation() {
        requireCacheManagement(Environment.CBIE);
    }

    /** CBO.CLEAN and CBO.FLUSH. */
    public void requireCacheCleaning() {
        requireCacheManagement(Environment.CBCFE);
    }

    /** CBO.ZERO. */
    public void requireCacheZeroing() {
        requireCacheManagement(Environment.CBZE);
    }

    /** A field of {@code menvcfg}, in VS and VU also of {@code henvcfg}, in U and VU also of {@code senvcfg} (Zicbom). */
    private void requireCacheManagement(long field) {
        if (hart.privilege() == Privilege.MACHINE) {
            return;
        }
        Csrs csrs = hart.csrs;
        boolean closedToUser = hart.privilege() == Privilege.USER && (csrs.supervisor.senvcfg.value & field) == 0;
        if ((csrs.machine.menvcfg.value & field) == 0 || (closedToUser && !hart.virtualized())) {
            throw illegal();
        }
        if (hart.virtualized() && (closedToUser || (csrs.hypervisor.henvcfg.read() & field) == 0)) {
            throw virtual();
        }
    }

    private Trap illegal() {
        return hart.raise(Cause.ILLEGAL_INSTRUCTION, 0);
    }

    private Trap virtual() {
        return hart.raise(Cause.VIRTUAL_INSTRUCTION, 0);
    }
}
