package org.cofferdam.machine.hart;

import java.util.Arrays;

/**
 * A way of turning addresses into accesses: a mode with the status bits that bear on permissions. Each regime has its
 * own direct-mapped tables of pages that may be accessed without further ado, so that toggling SUM, or going from user
 * to kernel and back, forgets nothing.
 *
 * <p>A table holds pairs: a virtual page number, and what to add to an address in that page (to get a host address for
 * loads and stores, a physical one for fetches). Page numbers have 52 bits, so -1 is no page.
 */
final class Regime {

    private static final int PAIRS = DirectPages.PAIRS;
    private static final int SLOT_MASK = (PAIRS - 1) << 1;

    final boolean virtualized;
    final Privilege privilege;

    /** SUM of the status register in force. */
    final boolean userAccessible;

    /** MXR at HS level, which overrides both stages. */
    final boolean executableReadable;

    /** MXR of {@code vsstatus}, which overrides the first stage only. */
    final boolean guestExecutableReadable;

    final DirectPages loads = new DirectPages();
    final DirectPages stores = new DirectPages();
    final long[] fetches = emptyTable();

    /** Addresses in pages that were entered since the tables were last emptied, for as many as there is room; most uses need few. */
    private final long[] entered = new long[PAIRS / 8];

    private int enteredCount;

    /** The tables must be emptied before they are used again. */
    private boolean stale;

    Regime(
            boolean virtualized,
            Privilege privilege,
            boolean userAccessible,
            boolean executableReadable,
            boolean guestExecutableReadable) {
        this.virtualized = virtualized;
        this.privilege = privilege;
        this.userAccessible = userAccessible;
        this.executableReadable = executableReadable;
        this.guestExecutableReadable = guestExecutableReadable;
    }

    private static long[] emptyTable() {
        long[] table = new long[2 * PAIRS];
        Arrays.fill(table, -1);
        return table;
    }

    /** Index of the pair for the page of an address. */
    static int slot(long address) {
        return (int) (address >>> 11) & SLOT_MASK;
    }

    /** Enters a page that may be fetched from; {@code physical} is what the address itself stands for. */
    void enterFetches(long address, long physical) {
        note(address);
        int slot = slot(address);
        fetches[slot] = address >>> 12;
        fetches[slot + 1] = physical - address;
    }

    /** Enters a page into one of the tables; {@code host} is what the address itself stands for. */
    void enter(DirectPages table, long address, long host) {
        note(address);
        table.enter(address, host);
    }

    private void note(long address) {
        if (enteredCount < entered.length) {
            entered[enteredCount] = address;
        }
        enteredCount = Math.min(enteredCount + 1, entered.length + 1);
    }

    /** Whether a cached translation serves an access in this regime as it stands. */
    boolean permits(TlbEntry entry, Access access) {
        return (!entry.translated() || firstStagePermits(entry.first(), access))
                && PageTableEntry.permits(entry.second(), access, executableReadable)
                && PageTableEntry.marked(entry.first() & entry.second(), access);
    }

    /** Whether a leaf of the first stage permits an access, its marks apart. */
    boolean firstStagePermits(int flags, Access access) {
        boolean userPage = (flags & PageTableEntry.U) != 0;
        boolean allowed =
                privilege == Privilege.USER ? userPage : !userPage || (userAccessible && access != Access.FETCH);
        return (allowed || access == Access.INSPECTION)
                && PageTableEntry.permits(flags, access, executableReadable || guestExecutableReadable);
    }

    void expire() {
        stale = true;
    }

    /** Makes the tables fit for use. */
    Regime refresh() {
        if (stale) {
            if (enteredCount <= entered.length) {
                for (int i = 0; i < enteredCount; i++) {
                    drop(entered[i]);
                }
            } else {
                loads.clear();
                stores.clear();
                Arrays.fill(fetches, -1);
            }
            enteredCount = 0;
            stale = false;
        }
        return this;
    }

    /** Forgets the 4 KiB page of this address. */
    void drop(long address) {
        loads.drop(address);
        stores.drop(address);
        fetches[slot(address)] = -1;
    }

    /** Forgets all direct stores into the host page at this host address. */
    void dropStoresTo(long hostPage) {
        if (enteredCount <= entered.length) {
            for (int i = 0; i < enteredCount; i++) {
                stores.dropIfTo(entered[i], hostPage);
            }
        } else {
            for (long page = 0; page < PAIRS; page++) {
                stores.dropIfTo(page << 12, hostPage);
            }
        }
    }
}
