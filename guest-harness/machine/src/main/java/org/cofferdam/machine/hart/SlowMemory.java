package org.cofferdam.machine.hart;

import java.util.List;
import org.cofferdam.machine.isa.SlowPath;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.HostMemory;
import org.cofferdam.machine.memory.PageWatcher;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.memory.ReservationSet;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * What {@link HartMemory} does when the tables have no answer: translation, protection, devices, accesses that cross
 * pages, atomics, a hypervisor's accesses to its guest; and the choice and upkeep of those tables.
 */
abstract class SlowMemory implements PageWatcher, Stateful {

    private static final long PAGE = PhysicalMemory.PAGE;

    /** Bytes in a cache block of CBO instructions ({@code riscv,cbom-block-size} and the like). */
    public static final int CACHE_BLOCK = 64;

    /** Where the tables of the regime in force for explicit accesses are; see {@link Regime} and {@link DirectPages}. */
    long loads;

    long stores;

    private final Hart hart;
    private final Bus bus;
    private final ReservationSet reservations;
    private final Tlb tlb = new Tlb(this::entryRemoved);
    private final AddressTranslation translation;
    private final Regimes regimes = new Regimes();
    private Regime data;
    private Regime code;

    /** What LR has reserved. */
    final Reservation reservation;

    SlowMemory(Hart hart, Bus bus) {
        this.hart = hart;
        this.bus = bus;
        reservations = bus.reservations();
        reservation = new Reservation(hart, reservations);
        translation = new AddressTranslation(hart, bus, tlb);
        bus.addWatcher(this);
        use(regimes.of(false, Privilege.MACHINE, 0, 0), regimes.of(false, Privilege.MACHINE, 0, 0));
    }

    private void use(Regime data, Regime code) {
        data.refresh();
        code.refresh();
        this.data = data;
        this.code = code;
        loads = data.loads.table;
        stores = data.stores.table;
    }

    /** Mode or status have changed. */
    final void selectRegime() {
        long status = hart.csrs.machine.mstatus.value;
        long guestStatus = hart.csrs.guest.vsstatus.value;
        Privilege privilege = hart.privilege();
        boolean virtualized = hart.virtualized();
        Regime forCode = regimes.of(virtualized, privilege, status, guestStatus);
        Regime forData = forCode;
        if ((status & Status.MPRV) != 0) {
            Privilege previous = Status.mpp(status);
            boolean guest = previous != Privilege.MACHINE && (status & Status.MPV) != 0;
            forData = regimes.of(guest, previous, status, guestStatus);
        }
        if (forCode != code || forData != data) {
            use(forData, forCode);
        }
    }

    /** {@code satp} has been written. */
    final void hostRootChanged() {
        regimes.expire(false);
        use(data, code);
    }

    /** {@code vsatp} or {@code hgatp} has been written. */
    final void guestRootChanged() {
        regimes.expire(true);
        use(data, code);
    }

    /** Physical memory protection has been written. */
    final void protectionChanged() {
        forgetDirect();
    }

    /** Nothing is accessed directly until it has been asked for anew. */
    final void forgetDirect() {
        regimes.expire(false);
        regimes.expire(true);
        use(data, code);
    }

    private void entryRemoved(TlbEntry entry) {
        if (entry.shift() == 12) {
            regimes.drop(entry.virtualized(), entry.page());
        } else {
            regimes.expire(entry.virtualized());
            use(data, code);
        }
    }

    /**
     * Where a virtual address leads in the hart's mode, by its cached translations and tables as they stand. Permissions are
     * not asked, no exception is raised, and nothing is cached: for those who look from outside.
     *
     * @return the physical address, which need not be in RAM; -1 if there is none
     */
    public final long inspect(long address) {
        return translation.inspect(code, address);
    }

    /** Has somebody told of all changes to the cached translations from now on. */
    public final void watchTranslations(TranslationWatcher watcher) {
        tlb.watch(watcher);
    }

    /** The cached translations, for those who check them. */
    public final List<TlbEntry> cachedTranslations() {
        return tlb.entries();
    }

    /**
     * SFENCE.VMA as the current mode executes it: the host's first stage, or while V=1 that of the current guest.
     *
     * @param byAddress whether only translations of {@code address} are meant (rs1 is not x0)
     * @param bySpace whether only those of {@code asid} are meant (rs2 is not x0)
     */
    public final void fence(boolean byAddress, long address, boolean bySpace, long asid) {
        if (hart.virtualized()) {
            fenceGuest(byAddress, address, bySpace, asid);
        } else {
            fenceSupervisor(byAddress, address, bySpace, asid);
        }
    }

    /** SFENCE.VMA as M-mode executes it, whatever the current mode: the host's first stage. */
    public final void fenceSupervisor(boolean byAddress, long address, boolean bySpace, long asid) {
        tlb.fenceFirstStage(false, 0, byAddress, address, bySpace, (int) asid & 0xffff);
    }

    /** HFENCE.VVMA: the first stage of the guest that {@code hgatp.VMID} names. */
    public final void fenceGuest(boolean byAddress, long address, boolean bySpace, long asid) {
        int vmid = TranslationRoot.vmid(hart.csrs.hypervisor.hgatp.value);
        tlb.fenceFirstStage(true, vmid, byAddress, address, bySpace, (int) asid & 0xffff);
    }

    /**
     * HFENCE.GVMA: the second stage.
     *
     * @param guestAddress guest-physical, in bytes
     */
    public final void fenceGuestPhysical(boolean byAddress, long guestAddress, boolean byMachine, long vmid) {
        tlb.fenceSecondStage(byAddress, guestAddress, byMachine, (int) vmid & (1 << hart.vmidBits) - 1);
    }

    /** The physical address, always in RAM, of the instruction bytes at this virtual address. */
    public final long translateFetch(long address) {
        int slot = Regime.slot(address);
        return code.fetches[slot] == address >>> 12 ? address + code.fetches[slot + 1] : slowFetch(address);
    }

    /** Whether all of the page may be fetched from, by what has just been asked for one address in it. */
    final boolean fetchesWholePage(long address) {
        return code.fetches[Regime.slot(address)] == address >>> 12;
    }

    /** The table of pages that may be fetched from in the present regime. */
    final long[] fetches() {
        return code.fetches;
    }

    private long slowFetch(long address) {
        long physical = translation.translate(code, Access.FETCH, address, address);
        if (!bus.executable(physical, 2) || !hart.csrs.pmp.allows(physical, 2, Access.FETCH, code.privilege)) {
            throw translation.fault(Cause.INSTRUCTION_ACCESS, 0, 0);
        }
        if (hart.csrs.pmp.uniform(physical & -PAGE)) {
            code.enterFetches(address, physical);
        }
        return physical;
    }

    /** Loads 1, 2, 4 or 8 bytes into the low bytes of the result; what lies above them is undefined. */
    @SlowPath
    final long slowLoad(long address, int size) {
        return load(data, Access.LOAD, address, size);
    }

    private long load(Regime regime, Access access, long address, int size) {
        int head = withinPage(address, size);
        if (head == size) {
            long physical = translate(regime, access, address, address, size);
            announce(true, false, address, size);
            return loaded(address, size, loadPart(physical, size));
        }
        long first = translate(regime, access, address, address, head);
        long second = translate(regime, access, address + head, address, size - head);
        announce(true, false, address, size);
        long low = loadPart(first, head);
        long high = loadPart(second, size - head) << (8 * head);
        return loaded(address, size, (low & ((1L << (8 * head)) - 1)) | high);
    }

    /** An access is about to be made: for whoever watches its bytes. */
    private void announce(boolean load, boolean store, long address, int size) {
        if (hart.probe != null) {
            hart.probe.accesses(load, store, address, size);
        }
    }

    private long loaded(long address, int size, long value) {
        if (hart.witness() != null) {
            hart.witness().loaded(address, size, value);
        }
        return value;
    }

    private void stored(long address, int size, long value) {
        if (hart.witness() != null) {
            hart.witness().stored(address, size, value);
        }
    }

    /** Stores the low 1, 2, 4 or 8 bytes of a value. */
    @SlowPath
    final void slowStore(long address, int size, long value) {
        store(data, address, size, value);
    }

    private void store(Regime regime, long address, int size, long value) {
        int head = withinPage(address, size);
        long first = translate(regime, Access.STORE, address, address, head);
        long second = head == size ? 0 : translate(regime, Access.STORE, address + head, address, size - head);
        announce(false, true, address, size);
        storePart(first, head, value);
        if (head != size) {
            storePart(second, size - head, value >>> (8 * head));
        }
        stored(address, size, value);
    }

    private static int withinPage(long address, int size) {
        return (int) Math.min(size, PAGE - (address & (PAGE - 1)));
    }

    /**
     * The physical address of bytes within one page that may be accessed, and that RAM or a device answers for;
     * enters the page into the regime's tables if that is all there is to know about it.
     */
    private long translate(Regime regime, Access access, long address, long accessBase, int size) {
        long physical = translation.translate(regime, access, address, accessBase);
        PhysicalMemory ram = bus.memoryAt(physical, size);
        boolean answered = ram != null
                || ((naturally(physical, size) || bus.executable(physical, size))
                        && bus.deviceAt(physical, size) != null);
        if (!answered || !hart.csrs.pmp.allows(physical, size, access, regime.privilege)) {
            throw translation.fault(access.accessFault, 0, 0);
        }
        if (ram == null || (access == Access.STORE && ram.isUsed(physical, size))) {
            hart.settle();
        }
        boolean watched = hart.probe != null && hart.probe.watches(address);
        if (ram != null && !watched && hart.csrs.pmp.uniform(physical & -PAGE)) {
            long host = ram.host(physical);
            if (access == Access.LOAD) {
                regime.enter(regime.loads, address, host);
            } else if (access == Access.STORE && directlyWritable(ram, physical)) {
                regime.enter(regime.stores, address, host);
            }
        }
        return physical;
    }

    private boolean directlyWritable(PhysicalMemory ram, long physical) {
        long page = physical & -PAGE;
        return !ram.isWatched(page) && !reservations.othersIn(hart.id, ram.host(page), PAGE);
    }

    private static boolean naturally(long address, int size) {
        return Integer.bitCount(size) == 1 && (address & (size - 1)) == 0;
    }

    private long loadPart(long physical, int size) {
        PhysicalMemory ram = bus.memoryAt(physical, size);
        if (ram == null) {
            return bus.deviceAt(physical, size).load(physical, size);
        }
        long host = ram.host(physical);
        return switch (size) {
            case 1 -> HostMemory.loadByte(host);
            case 2 -> HostMemory.loadHalf(host);
            case 4 -> HostMemory.loadWord(host);
            case 8 -> HostMemory.loadDouble(host);
            default -> {
                long value = 0;
                for (int i = 0; i < size; i++) {
                    value |= (HostMemory.loadByte(host + i) & 0xffL) << (8 * i);
                }
                yield value;
            }
        };
    }

    private void storePart(long physical, int size, long value) {
        PhysicalMemory ram = bus.memoryAt(physical, size);
        if (ram == null) {
            bus.deviceAt(physical, size).store(physical, size, value);
            return;
        }
        ram.noteWrite(physical, size);
        long host = ram.host(physical);
        reservations.written(hart.id, host, size);
        switch (size) {
            case 1 -> HostMemory.storeByte(host, (byte) value);
            case 2 -> HostMemory.storeHalf(host, (short) value);
            case 4 -> HostMemory.storeWord(host, (int) value);
            case 8 -> HostMemory.storeDouble(host, value);
            default -> {
                for (int i = 0; i < size; i++) {
                    HostMemory.storeByte(host + i, (byte) (value >>> (8 * i)));
                }
            }
        }
    }

    /**
     * CBO.ZERO: clears the cache block around the address, which need not be aligned. Devices have no blocks to clear.
     *
     * @throws Trap as a store to the address would
     */
    public final void zeroBlock(long address) {
        long physical = translation.translate(data, Access.STORE, address, address) & -CACHE_BLOCK;
        PhysicalMemory ram = bus.memoryAt(physical, CACHE_BLOCK);
        if (ram == null || !hart.csrs.pmp.allows(physical, CACHE_BLOCK, Access.STORE, data.privilege)) {
            throw translation.fault(Cause.STORE_ACCESS, 0, 0);
        }
        if (ram.isUsed(physical, CACHE_BLOCK)) {
            hart.settle();
        }
        reservations.written(hart.id, ram.host(physical), CACHE_BLOCK);
        ram.clear(physical, CACHE_BLOCK);
    }

    /**
     * CBO.CLEAN, CBO.FLUSH and CBO.INVAL, which have nothing to do: whether they are permitted is all there is to them.
     *
     * @throws Trap like that of a store to the address, if a load is not permitted either
     */
    public final void manageBlock(long address) {
        long physical = translation.translate(data, Access.BLOCK_MANAGEMENT, address, address);
        long block = physical & -CACHE_BLOCK;
        boolean answered = bus.memoryAt(block, CACHE_BLOCK) != null || bus.deviceAt(physical, 1) != null;
        if (!answered || !hart.csrs.pmp.allows(block, CACHE_BLOCK, Access.BLOCK_MANAGEMENT, data.privilege)) {
            throw translation.fault(Cause.STORE_ACCESS, 0, 0);
        }
    }

    /** Host address of an atomic access that may read and write. */
    @SlowPath
    final long slowAtomic(long address, int size) {
        return atomic(Access.STORE, Cause.STORE_MISALIGNED, address, size);
    }

    /** Host address of a load-reserved. */
    @SlowPath
    final long slowReserve(long address, int size) {
        return atomic(Access.LOAD, Cause.LOAD_MISALIGNED, address, size);
    }

    /**
     * Where an atomic access goes; atomics reach RAM only. One that is not aligned raises the address-misaligned exception, of the two that are
     * allowed (unprivileged ISA, "Zaamo", "Zalrsc").
     */
    private long atomic(Access access, int misaligned, long address, int size) {
        if ((address & (size - 1)) != 0) {
            throw hart.raise(misaligned, address, data.virtualized, 0, 0);
        }
        long physical = translate(data, access, address, address, size);
        PhysicalMemory ram = bus.memoryAt(physical, size);
        if (ram == null) {
            throw translation.fault(access.accessFault, 0, 0);
        }
        announce(true, access == Access.STORE, address, size);
        if (hart.witness() != null) {
            hart.witness().reached(address, size, physical, access == Access.LOAD);
        }
        long host = ram.host(physical);
        if (access == Access.STORE) {
            ram.noteWrite(physical, size);
        }
        return host;
    }

    /** An atomic is about to store. */
    final void breakReservations(long host, int size) {
        reservations.written(hart.id, host, size);
    }

    /** Gives up the reservation, as a failing SC does. */
    public final void dropReservation() {
        reservation.drop();
    }

    /** What LR has reserved, as a physical address, or -1. */
    final long reserved() {
        long host = reservation.address();
        return host == -1 ? -1 : bus.physical(host);
    }

    /** Whether other harts execute at the same time. */
    final boolean accompanied() {
        return hart.accompanied();
    }

    /** Other harts have run: stores into what they have reserved are noticed from here on. */
    final void beginTurn() {
        reservations.forEachOther(hart.id, host -> regimes.dropStoresTo(host & -PAGE));
    }

    /**
     * A load as HLV or HLVX makes it: with V=1 at the privilege of {@code hstatus.SPVP}.
     *
     * @param executable HLVX: execute permission takes the place of read permission
     * @return the bytes in the low part; what lies above them is undefined
     * @throws Trap as a guest's load would
     */
    public final long guestLoad(long address, int size, boolean executable) {
        return load(guest(), executable ? Access.LOAD_EXECUTABLE : Access.LOAD, address, size);
    }

    /**
     * A store as HSV makes it.
     *
     * @throws Trap as a guest's store would
     */
    public final void guestStore(long address, int size, long value) {
        store(guest(), address, size, value);
    }

    /**
     * HLVX.HU, for resident software.
     *
     * @return 16 bits of the guest's code, zero-extended; -1 if the access faults, and then nothing has changed
     */
    public final int fetchGuestCode(long address) {
        try {
            return (int) guestLoad(address, 2, true) & 0xffff;
        } catch (Trap _) {
            return -1;
        }
    }

    private Regime guest() {
        Privilege privilege = hart.csrs.hypervisor.has(HypervisorCsrs.SPVP) ? Privilege.SUPERVISOR : Privilege.USER;
        return regimes.of(true, privilege, hart.csrs.machine.mstatus.value, hart.csrs.guest.vsstatus.value)
                .refresh();
    }

    @Override
    public final void watched(long page) {
        PhysicalMemory ram = bus.memoryAt(page, PAGE);
        if (ram != null) {
            regimes.dropStoresTo(ram.host(page));
        }
    }

    @Override
    public final boolean uses(long address, long length) {
        return false; // a direct store mapping does not depend on what the page holds
    }

    @Override
    public final void written(long page) {}

    /** {@inheritDoc} The regimes' tables are shortcuts past what is in the translation cache: they fill again. */
    @Override
    public final void save(StateWriter out) {
        tlb.save(out);
        out.number(reserved());
    }

    @Override
    public final void restore(StateReader in) throws StateException {
        tlb.restore(in);
        regimes.expire(false);
        regimes.expire(true);
        use(data, code);
        long physical = in.number();
        dropReservation();
        if (physical != -1) {
            PhysicalMemory ram = bus.memoryAt(physical, 1);
            if (ram == null) {
                throw in.refuse("a reservation outside RAM");
            }
            reservation.make(ram.host(physical));
        }
    }
}
