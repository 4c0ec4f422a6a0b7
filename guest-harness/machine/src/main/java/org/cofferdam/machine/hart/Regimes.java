package org.cofferdam.machine.hart;

/** The regimes of one hart, each made when it is first needed. */
final class Regimes {

    private static final int USER_ACCESSIBLE = 1;
    private static final int EXECUTABLE_READABLE = 2;
    private static final int GUEST_EXECUTABLE_READABLE = 4;
    private static final int PRIVILEGE_SHIFT = 3;
    private static final int VIRTUALIZED = 32;

    private final Regime[] byKey = new Regime[64];

    /**
     * The regime of a mode under {@code mstatus} and {@code vsstatus}. Status bits that have no bearing on the mode
     * make no difference.
     */
    Regime of(boolean virtualized, Privilege privilege, long mstatus, long vsstatus) {
        int key = privilege.level << PRIVILEGE_SHIFT;
        if (privilege != Privilege.MACHINE) {
            long own = virtualized ? vsstatus : mstatus;
            key |= virtualized ? VIRTUALIZED : 0;
            key |= (mstatus & Status.MXR) != 0 ? EXECUTABLE_READABLE : 0;
            key |= virtualized && (vsstatus & Status.MXR) != 0 ? GUEST_EXECUTABLE_READABLE : 0;
            key |= privilege == Privilege.SUPERVISOR && (own & Status.SUM) != 0 ? USER_ACCESSIBLE : 0;
        }
        Regime regime = byKey[key];
        if (regime == null) {
            regime = new Regime(
                    (key & VIRTUALIZED) != 0,
                    privilege,
                    (key & USER_ACCESSIBLE) != 0,
                    (key & EXECUTABLE_READABLE) != 0,
                    (key & GUEST_EXECUTABLE_READABLE) != 0);
            byKey[key] = regime;
        }
        return regime;
    }

    /** All tables of regimes with this V are to be emptied. */
    void expire(boolean virtualized) {
        for (Regime regime : byKey) {
            if (regime != null && regime.virtualized == virtualized) {
                regime.expire();
            }
        }
    }

    /** One 4 KiB page is to be forgotten in regimes with this V. */
    void drop(boolean virtualized, long address) {
        for (Regime regime : byKey) {
            if (regime != null && regime.virtualized == virtualized) {
                regime.drop(address);
            }
        }
    }

    /** Direct stores to a host page are to be forgotten everywhere. */
    void dropStoresTo(long hostPage) {
        for (Regime regime : byKey) {
            if (regime != null) {
                regime.dropStoresTo(hostPage);
            }
        }
    }
}
