package org.cofferdam.machine.hart;

import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The walkers of both stages (privileged ISA, "Virtual Address Translation Process"; hypervisor chapter, "Two-Stage
 * Address Translation") and the cache in front of them. Tables are read from RAM, and written to set A and D where
 * Svadu is on; elsewhere such an access faults (Svade).
 */
final class AddressTranslation {

    private static final int NO_LEAF = -1;
    private static final int WHOLE_SPACE = Long.SIZE;

    /** The pseudoinstruction for a read of a VS-stage table, XLEN 64. */
    private static final int TABLE_READ = 0x3000;

    /** The pseudoinstruction for setting A and D in a VS-stage table, XLEN 64. */
    private static final int TABLE_WRITE = 0x3020;

    private final Hart hart;
    private final Bus bus;
    private final Tlb tlb;

    // The access being translated: what an exception on the way has to report.
    private Regime regime;
    private Access access;
    private long address;
    private long accessBase;

    /** The leaf that the last walk ended at, and where it lies before and after translation of its own address. */
    private long leaf;

    private long leafAddress;
    private long leafPhysical;

    AddressTranslation(Hart hart, Bus bus, Tlb tlb) {
        this.hart = hart;
        this.bus = bus;
        this.tlb = tlb;
    }

    /**
     * The physical address of an access.
     *
     * @param accessBase the address that the instruction computed, where {@code address} is a later part of the access
     * @throws Trap page fault, guest-page fault, or the access fault of a table that is not in RAM
     */
    long translate(Regime regime, Access access, long address, long accessBase) {
        this.regime = regime;
        this.access = access;
        this.address = address;
        this.accessBase = accessBase;
        if (regime.privilege == Privilege.MACHINE) {
            return address;
        }
        Csrs csrs = hart.csrs;
        long firstRoot = regime.virtualized ? csrs.guest.vsatp.value : csrs.supervisor.satp.value;
        long secondRoot = regime.virtualized ? csrs.hypervisor.hgatp.value : 0;
        boolean translated = TranslationRoot.mode(firstRoot) != TranslationRoot.BARE;
        if (!translated && TranslationRoot.mode(secondRoot) == TranslationRoot.BARE) {
            return address;
        }
        int asid = TranslationRoot.asid(firstRoot);
        int vmid = TranslationRoot.vmid(secondRoot);
        TlbEntry entry = tlb.find(regime.virtualized, translated, vmid, asid, address);
        // A refusal is not believed before the tables have been asked: permissions may have been raised meanwhile.
        if (entry == null || !regime.permits(entry, access)) {
            csrs.counters.count(Event.walk(access));
            entry = walk(firstRoot, secondRoot, translated, vmid, asid);
            if (access != Access.INSPECTION) {
                tlb.add(entry);
            }
        }
        return entry.physical(address);
    }

    /** The same for somebody who looks from outside: changes nothing; -1 if the tables lead nowhere. */
    long inspect(Regime regime, long address) {
        try {
            return translate(regime, Access.INSPECTION, address, address);
        } catch (Trap _) {
            return -1;
        }
    }

    private TlbEntry walk(long firstRoot, long secondRoot, boolean translated, int vmid, int asid) {
        int firstShift = WHOLE_SPACE;
        int first = PageTableEntry.BARE;
        long guest = address;
        if (translated) {
            firstShift = firstStage(firstRoot, secondRoot);
            first = (int) leaf & PageTableEntry.FLAGS;
            guest = PageTableEntry.translate(leaf, address, firstShift);
        }
        int secondShift = WHOLE_SPACE;
        int second = PageTableEntry.BARE;
        long physical = guest;
        if (TranslationRoot.mode(secondRoot) != TranslationRoot.BARE) {
            secondShift = secondStage(secondRoot, guest, access, regime.executableReadable, 0);
            second = (int) leaf & PageTableEntry.FLAGS;
            physical = PageTableEntry.translate(leaf, guest, secondShift);
        }
        int shift = Math.min(firstShift, secondShift);
        long inside = address & ((1L << shift) - 1);
        boolean global = translated && (first & PageTableEntry.G) != 0;
        return new TlbEntry(
                regime.virtualized,
                translated,
                vmid,
                translated ? asid : 0,
                global,
                address - inside,
                guest - inside,
                physical - inside,
                shift,
                firstShift,
                secondShift,
                first,
                second);
    }

    /** Walks {@code satp}'s or {@code vsatp}'s tables; sets {@link #leaf} and returns the logarithm of its size. */
    private int firstStage(long root, long secondRoot) {
        int levels = TranslationRoot.levels(TranslationRoot.mode(root));
        boolean canonical = PageTableWalk.canonical(address, levels);
        long environment = environment(regime.virtualized);
        boolean types = (environment & Environment.PBMTE) != 0;
        int shift = canonical ? descend(TranslationRoot.table(root), levels, 0, types, address, secondRoot) : NO_LEAF;
        if (shift == NO_LEAF || !regime.firstStagePermits((int) leaf, access)) {
            throw fault(access.pageFault, 0, 0);
        }
        if (!PageTableEntry.marked((int) leaf, access)) {
            if ((environment & Environment.ADUE) == 0) {
                throw fault(access.pageFault, 0, 0);
            }
            mark(access, secondRoot);
        }
        return shift;
    }

    /** The environment of the first stage while V=1; or else that of all other stages. */
    private long environment(boolean ofGuests) {
        return ofGuests ? hart.csrs.hypervisor.henvcfg.read() : hart.csrs.machine.menvcfg.value;
    }

    /**
     * Walks {@code hgatp}'s tables for an access to a guest-physical address, as though from user mode; sets {@link
     * #leaf} and returns the logarithm of its size.
     *
     * @param pseudoInstruction describes an implicit access in an exception; 0 for the explicit access itself
     */
    private int secondStage(long root, long guest, Access kind, boolean executableReadable, int pseudoInstruction) {
        int levels = TranslationRoot.levels(TranslationRoot.mode(root));
        boolean inRange = PageTableWalk.inSecondStage(guest, levels);
        long environment = environment(false);
        boolean types = (environment & Environment.PBMTE) != 0;
        int extraBits = PageTableWalk.SECOND_STAGE_BITS;
        int shift = inRange ? descend(TranslationRoot.table(root), levels, extraBits, types, guest, 0) : NO_LEAF;
        boolean permitted = shift != NO_LEAF
                && ((leaf & PageTableEntry.U) != 0 || kind == Access.INSPECTION)
                && PageTableEntry.permits((int) leaf, kind, executableReadable);
        if (!permitted) {
            throw fault(access.guestPageFault, guest, pseudoInstruction);
        }
        if (!PageTableEntry.marked((int) leaf, kind)) {
            if ((environment & Environment.ADUE) == 0) {
                throw fault(access.guestPageFault, guest, pseudoInstruction);
            }
            mark(kind, 0);
        }
        return shift;
    }

    /**
     * Follows pointers to a leaf; see {@link PageTableWalk#find}.
     *
     * @param secondRoot what translates the addresses of the tables themselves; 0 if nothing does
     * @return logarithm of the leaf's size, or {@link #NO_LEAF}
     */
    private int descend(long root, int levels, int extraBits, boolean memoryTypes, long address, long secondRoot) {
        PageTableWalk.Leaf found = PageTableWalk.find(
                root, levels, extraBits, memoryTypes, address, entryAddress -> readEntry(entryAddress, secondRoot));
        if (found == null) {
            return NO_LEAF;
        }
        leaf = found.entry();
        leafAddress = found.at();
        return found.shift();
    }

    /** An entry of a table; leaves in {@link #leafPhysical} where it was read. */
    private long readEntry(long entryAddress, long secondRoot) {
        Access read = access == Access.INSPECTION ? access : Access.LOAD;
        long physical = tableAddress(entryAddress, secondRoot, read, TABLE_READ);
        long entry = ramForTable(physical, read).loadDouble(physical);
        leafPhysical = physical;
        return entry;
    }

    /** Where an entry of a table lies physically, for an implicit access that reads it or marks it. */
    private long tableAddress(long entryAddress, long secondRoot, Access kind, int pseudoInstruction) {
        if (TranslationRoot.mode(secondRoot) == TranslationRoot.BARE) {
            return entryAddress;
        }
        int shift = secondStage(secondRoot, entryAddress, kind, false, pseudoInstruction);
        return PageTableEntry.translate(leaf, entryAddress, shift);
    }

    private PhysicalMemory ramForTable(long physical, Access kind) {
        PhysicalMemory ram = bus.memoryAt(physical, Long.BYTES);
        if (ram == null || !hart.csrs.pmp.allows(physical, Long.BYTES, kind, Privilege.SUPERVISOR)) {
            throw fault(access.accessFault, 0, 0);
        }
        return ram;
    }

    /** Sets in memory and in {@link #leaf} what an access of this kind leaves there (Svadu). */
    private void mark(Access kind, long secondRoot) {
        long marked = leaf | PageTableEntry.marks(kind);
        long entryAddress = leafAddress;
        long physical = leafPhysical;
        if (TranslationRoot.mode(secondRoot) != TranslationRoot.BARE) {
            physical = tableAddress(entryAddress, secondRoot, Access.STORE, TABLE_WRITE);
        }
        PhysicalMemory ram = ramForTable(physical, Access.STORE);
        // Between the walk's read of the entry and this write, others that execute could write it.
        if (ram.isUsed(physical, Long.BYTES) || hart.companions() != null) {
            hart.settle();
        }
        bus.reservations().written(hart.id, ram.host(physical), Long.BYTES);
        ram.storeDouble(physical, marked);
        leaf = marked;
    }

    /** The exception for the access being translated. */
    Trap fault(int cause, long guestPhysical, int pseudoInstruction) {
        Trap trap = hart.raise(cause, address, regime.virtualized, guestPhysical, pseudoInstruction);
        trap.accessBase = accessBase;
        return trap;
    }
}
