package org.cofferdam.machine.hart;

/**
 * Fields that open or close a CSR beyond its number's own privilege. Asked with a mode, which is the hart's own, or
 * HS-mode when the question is whether an access that V=1 forbids would be allowed there.
 */
@FunctionalInterface
interface Gate {

    /** What becomes of an access. */
    enum Verdict {
        ALLOWED,
        ILLEGAL,
        VIRTUAL
    }

    Verdict check(Hart hart, Privilege privilege, boolean virtualized);

    /** No field closes it. */
    Gate OPEN = (_, _, _) -> Verdict.ALLOWED;

    /** {@code fflags}, {@code frm}, {@code fcsr}: FS, which is never a matter of virtual instructions. */
    Gate FLOATING_POINT = (hart, _, _) -> hart.floatingPointEnabled() ? Verdict.ALLOWED : Verdict.ILLEGAL;

    /** {@code satp}: TVM in HS-mode, VTVM in VS-mode. */
    Gate TRANSLATION = (hart, privilege, virtualized) -> {
        if (virtualized) {
            return hart.csrs.hypervisor.has(HypervisorCsrs.VTVM) ? Verdict.VIRTUAL : Verdict.ALLOWED;
        }
        return trapsVirtualMemory(hart, privilege) ? Verdict.ILLEGAL : Verdict.ALLOWED;
    };

    /** {@code hgatp}: TVM in HS-mode. */
    Gate GUEST_TRANSLATION =
            (hart, privilege, _) -> trapsVirtualMemory(hart, privilege) ? Verdict.ILLEGAL : Verdict.ALLOWED;

    /** {@code stimecmp} and {@code vstimecmp} (Sstc): STCE and TM, of the machine's and of the hypervisor's registers. */
    Gate TIMER = (hart, privilege, virtualized) -> {
        if (privilege == Privilege.MACHINE) {
            return Verdict.ALLOWED;
        }
        Csrs csrs = hart.csrs;
        if (!csrs.machine.timerCompareEnabled() || !CounterCsrs.enabled(csrs.machine.mcounteren, CounterCsrs.TIME)) {
            return Verdict.ILLEGAL;
        }
        boolean closed = virtualized
                && (!csrs.hypervisor.timerCompareEnabled()
                        || !CounterCsrs.enabled(csrs.hypervisor.hcounteren, CounterCsrs.TIME));
        return closed ? Verdict.VIRTUAL : Verdict.ALLOWED;
    };

    /** {@code henvcfg}: ENVCFG of {@code mstateen0}. */
    Gate GUEST_ENVIRONMENT =
            (hart, privilege, _) -> hart.csrs.stateEnables.byMachine(0, StateEnableCsrs.ENVIRONMENTS, privilege);

    /** {@code senvcfg}: ENVCFG of {@code mstateen0}, and for guests of {@code hstateen0}. */
    Gate ENVIRONMENT = (hart, privilege, virtualized) ->
            hart.csrs.stateEnables.byHypervisor(0, StateEnableCsrs.ENVIRONMENTS, privilege, virtualized);

    /** The user-mode counter of this index. */
    static Gate counter(int index) {
        return (hart, privilege, virtualized) -> {
            Csrs csrs = hart.csrs;
            if (privilege != Privilege.MACHINE && !CounterCsrs.enabled(csrs.machine.mcounteren, index)) {
                return Verdict.ILLEGAL;
            }
            if (virtualized && !CounterCsrs.enabled(csrs.hypervisor.hcounteren, index)) {
                return Verdict.VIRTUAL;
            }
            if (privilege == Privilege.USER && !CounterCsrs.enabled(csrs.supervisor.scounteren, index)) {
                return virtualized ? Verdict.VIRTUAL : Verdict.ILLEGAL;
            }
            return Verdict.ALLOWED;
        };
    }

    /** TVM concerns HS-mode alone, and is taken as 0 when a guest's access is judged as though it were in HS-mode. */
    private static boolean trapsVirtualMemory(Hart hart, Privilege privilege) {
        return privilege == Privilege.SUPERVISOR && !hart.virtualized() && hart.csrs.machine.has(Status.TVM);
    }
}
