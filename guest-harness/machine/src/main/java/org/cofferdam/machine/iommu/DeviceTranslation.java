package org.cofferdam.machine.iommu;

import org.cofferdam.machine.hart.Access;
import org.cofferdam.machine.hart.PageTableEntry;
import org.cofferdam.machine.hart.PageTableWalk;
import org.cofferdam.machine.hart.Tlb;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.hart.TranslationRoot;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Both stages of a device's translation ("Process to translate an IOVA", steps 17 to 19). A device's accesses are a user's, and A and D are
 * never set for it: it must find them. Memory types may be named in both stages.
 */
final class DeviceTranslation {
    private static final int WHOLE_SPACE = Long.SIZE;
    private static final boolean MEMORY_TYPES = true;

    private static final int EXPLICIT = 0;

    /** Bit 0 of {@code iotval2}: the second stage was asked for the sake of the first. */
    private static final int IMPLICIT = 1;

    private final Bus bus;
    private final Tlb translations;

    DeviceTranslation(Bus bus, Tlb translations) {
        this.bus = bus;
        this.translations = translations;
    }

    /** The physical address of a load or a store. */
    long physical(DeviceContext context, Access access, long address) throws Fault {
        boolean first = context.hasFirstStage();
        boolean second = context.hasSecondStage();
        if (!first && !second) {
            return address;
        }
        TlbEntry entry =
                translations.find(second, first, second ? context.guest() : 0, first ? context.process() : 0, address);
        // A refusal is not believed before the tables have been asked: permissions may have been raised meanwhile.
        if (entry == null || !permits(entry.first(), access) || !permits(entry.second(), access)) {
            entry = walk(context, access, address);
            translations.add(entry);
        }
        return entry.physical(address);
    }

    /** Whether the leaf of a stage lets a device have such an access. */
    private static boolean permits(int flags, Access access) {
        return (flags & PageTableEntry.U) != 0
                && PageTableEntry.permits(flags, access, false)
                && PageTableEntry.marked(flags, access);
    }

    private TlbEntry walk(DeviceContext context, Access access, long address) throws Fault {
        int firstShift = WHOLE_SPACE;
        int first = PageTableEntry.BARE;
        long guest = address;
        if (context.hasFirstStage()) {
            PageTableWalk.Leaf leaf = firstStage(context, access, address);
            firstShift = leaf.shift();
            first = (int) leaf.entry() & PageTableEntry.FLAGS;
            guest = PageTableEntry.translate(leaf.entry(), address, firstShift);
        }
        int secondShift = WHOLE_SPACE;
        int second = PageTableEntry.BARE;
        long physical = guest;
        if (context.hasSecondStage()) {
            PageTableWalk.Leaf leaf = secondStage(context, access, access, guest, EXPLICIT);
            secondShift = leaf.shift();
            second = (int) leaf.entry() & PageTableEntry.FLAGS;
            physical = PageTableEntry.translate(leaf.entry(), guest, secondShift);
        }
        int shift = Math.min(firstShift, secondShift);
        long inside = address & ((1L << shift) - 1);
        return new TlbEntry(
                context.hasSecondStage(),
                context.hasFirstStage(),
                context.hasSecondStage() ? context.guest() : 0,
                context.hasFirstStage() ? context.process() : 0,
                context.hasFirstStage() && (first & PageTableEntry.G) != 0,
                address - inside,
                guest - inside,
                physical - inside,
                shift,
                firstShift,
                secondShift,
                first,
                second);
    }

    private PageTableWalk.Leaf firstStage(DeviceContext context, Access access, long address) throws Fault {
        long root = context.firstStage();
        int levels = TranslationRoot.levels(TranslationRoot.mode(root));
        PageTableWalk.Leaf leaf = PageTableWalk.canonical(address, levels)
                ? PageTableWalk.find(
                        TranslationRoot.table(root),
                        levels,
                        0,
                        MEMORY_TYPES,
                        address,
                        at -> load(tableAddress(context, access, at), access))
                : null;
        if (leaf == null || !permits((int) leaf.entry(), access)) {
            throw new Fault(access.pageFault);
        }
        return leaf;
    }

    /** Where an entry of a first-stage table lies physically. */
    private long tableAddress(DeviceContext context, Access access, long address) throws Fault {
        if (!context.hasSecondStage()) {
            return address;
        }
        PageTableWalk.Leaf leaf = secondStage(context, access, Access.LOAD, address, IMPLICIT);
        return PageTableEntry.translate(leaf.entry(), address, leaf.shift());
    }

    /**
     * Looks up a guest-physical address.
     *
     * @param access the device's own, which a fault is reported as
     * @param kind the access to {@code guest}
     * @param reason {@link #EXPLICIT} or {@link #IMPLICIT}
     */
    private PageTableWalk.Leaf secondStage(DeviceContext context, Access access, Access kind, long guest, int reason)
            throws Fault {
        long root = context.secondStage();
        int levels = TranslationRoot.levels(TranslationRoot.mode(root));
        PageTableWalk.Leaf leaf = PageTableWalk.inSecondStage(guest, levels)
                ? PageTableWalk.find(
                        TranslationRoot.table(root),
                        levels,
                        PageTableWalk.SECOND_STAGE_BITS,
                        MEMORY_TYPES,
                        guest,
                        at -> load(at, access))
                : null;
        if (leaf == null || !permits((int) leaf.entry(), kind)) {
            throw new Fault(access.guestPageFault, (guest & ~3L) | reason);
        }
        return leaf;
    }

    private long load(long physical, Access access) throws Fault {
        PhysicalMemory memory = bus.memoryAt(physical, Long.BYTES);
        if (memory == null) {
            throw new Fault(access.accessFault);
        }
        return memory.loadDouble(physical);
    }
}
