package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.PageTableEntry;
import org.cofferdam.machine.hart.PageTableWalk;
import org.cofferdam.machine.hart.PageTableWalk.Leaf;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.hart.TranslationRoot;
import org.cofferdam.machine.hart.Witness;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.PhysicalMemory;

/** What happens while programs run, by name: instructions, modes, traps, and how translations end. */
final class Coverage implements Witness {

    private static final int MSTATUS = 0x300;
    private static final int HSTATUS = 0x600;
    private static final int SATP = 0x180;
    private static final int VSATP = 0x280;
    private static final int HGATP = 0x680;
    private static final int MTVAL = 0x343;
    private static final int STVAL = 0x143;
    private static final int VSTVAL = 0x243;
    private static final int MTVAL2 = 0x34b;
    private static final int HTVAL = 0x643;
    private static final int GVA_OF_HYPERVISOR = 6;
    private static final int GVA_OF_MACHINE = 38;

    private final PhysicalMemory memory;
    private final Set<Integer> seen;
    private final Set<String> happened;
    private boolean ofGuest;

    /**
     * A witness of one run.
     *
     * @param seen takes the instructions that were begun
     * @param happened takes the names of all else
     */
    Coverage(PhysicalMemory memory, Set<Integer> seen, Set<String> happened) {
        this.memory = memory;
        this.seen = seen;
        this.happened = happened;
    }

    /** The mnemonics of instructions. */
    static Set<String> mnemonics(Set<Integer> instructions) {
        Set<String> names = new TreeSet<>();
        for (int bits : instructions) {
            Rv64.instructions()
                    .decode(bits)
                    .ifPresent(decoded -> names.add(decoded.encoding().mnemonic()));
        }
        return names;
    }

    static String mode(Privilege privilege, boolean virtualized) {
        return (virtualized ? "virtual " : "") + privilege;
    }

    @Override
    public boolean wantsInstructions() {
        return true;
    }

    @Override
    public void begins(Hart hart, int bits) {
        seen.add(bits);
        ofGuest = isGuestAccess(bits);
        happened.add("mode: " + mode(hart.privilege(), hart.virtualized()));
    }

    /** HLV, HLVX and HSV. */
    private static boolean isGuestAccess(int bits) {
        return (bits & 0x707f) == 0x4073;
    }

    @Override
    public void retires(Hart hart) {}

    @Override
    public void loaded(long address, int size, long value) {}

    @Override
    public void stored(long address, int size, long value) {}

    @Override
    public void reached(long address, int size, long physical, boolean load) {}

    @Override
    public void conditional(boolean succeeds) {
        happened.add("store-conditional " + (succeeds ? "succeeds" : "fails"));
    }

    @Override
    public void wrote(Csr csr) {}

    @Override
    public void returned(Hart hart, Privilege to, boolean toVirtualized) {
        happened.add("return to " + mode(to, toVirtualized));
    }

    @Override
    public void trapped(Hart hart, Privilege to, boolean toVirtualized, long cause) {
        String kind = cause < 0 ? "interrupt " + (cause & ~Cause.INTERRUPT) : "exception " + cause;
        happened.add(kind);
        happened.add("trap to " + mode(to, toVirtualized));
        if (cause < 0) {
            return;
        }
        boolean machine = to == Privilege.MACHINE;
        long address = hart.csrs.read(toVirtualized ? VSTVAL : machine ? MTVAL : STVAL);
        boolean virtual = toVirtualized
                || ((machine
                                        ? hart.csrs.read(MSTATUS) >>> GVA_OF_MACHINE
                                        : hart.csrs.read(HSTATUS) >>> GVA_OF_HYPERVISOR)
                                & 1)
                        != 0;
        switch ((int) cause) {
            case Cause.INSTRUCTION_PAGE -> firstStage(hart, virtual, address, PageTableEntry.X);
            case Cause.LOAD_PAGE -> firstStage(hart, virtual, address, PageTableEntry.R);
            case Cause.STORE_PAGE -> firstStage(hart, virtual, address, PageTableEntry.W);
            case Cause.INSTRUCTION_GUEST_PAGE -> secondStage(hart, machine, PageTableEntry.X);
            case Cause.LOAD_GUEST_PAGE -> secondStage(hart, machine, PageTableEntry.R);
            case Cause.STORE_GUEST_PAGE -> secondStage(hart, machine, PageTableEntry.W);
            default -> {}
        }
    }

    private void firstStage(Hart hart, boolean virtual, long address, int permission) {
        String table = virtual ? "vsatp" : "satp";
        long root = hart.csrs.read(virtual ? VSATP : SATP);
        int levels = TranslationRoot.levels(TranslationRoot.mode(root));
        if (!PageTableWalk.canonical(address, levels)) {
            happened.add(table + ": not canonical");
            return;
        }
        boolean user = ofGuest ? (hart.csrs.read(HSTATUS) >>> 8 & 1) == 0 : isUser(hart);
        refusal(table, root, 0, address, permission, user);
    }

    /** In whose name the hart accesses memory; fetches with MPRV set are few, and then also in another's. */
    private static boolean isUser(Hart hart) {
        long status = hart.csrs.read(MSTATUS);
        return hart.privilege() == Privilege.MACHINE ? (status >>> 11 & 3) == 0 : hart.privilege() == Privilege.USER;
    }

    private void secondStage(Hart hart, boolean machine, int permission) {
        long guest = hart.csrs.read(machine ? MTVAL2 : HTVAL) << 2;
        long root = hart.csrs.read(HGATP);
        refusal("hgatp", root, PageTableWalk.SECOND_STAGE_BITS, guest, permission, true);
    }

    /** Names why the leaf of an address was refused. */
    private void refusal(String table, long root, int extraBits, long address, int permission, boolean user) {
        int mode = TranslationRoot.mode(root);
        happened.add(table + ": mode " + mode);
        List<Long> walked = new ArrayList<>();
        Leaf leaf = PageTableWalk.find(
                TranslationRoot.table(root), TranslationRoot.levels(mode), extraBits, true, address, at -> {
                    walked.add(entry(at));
                    return walked.getLast();
                });
        if (leaf == null) {
            boolean misaligned = misaligned(walked.getLast(), TranslationRoot.levels(mode) - walked.size());
            happened.add(table + (misaligned ? ": misaligned leaf" : ": no leaf"));
            return;
        }
        long flags = leaf.entry();
        happened.add(table + ": refused leaf of 2^" + leaf.shift());
        if (user != ((flags & PageTableEntry.U) != 0)) {
            happened.add(table + (user ? ": not for users" : ": not for supervisors"));
        } else if ((flags & permission) == 0) {
            happened.add(table + ": no "
                    + (permission == PageTableEntry.R ? "R" : permission == PageTableEntry.W ? "W" : "X"));
        } else if ((flags & PageTableEntry.A) == 0) {
            happened.add(table + ": no A");
        } else if (permission == PageTableEntry.W && (flags & PageTableEntry.D) == 0) {
            happened.add(table + ": no D");
        }
    }

    /** A superpage whose frame number has bits below its size. */
    private static boolean misaligned(long entry, int level) {
        boolean leaf = (entry & PageTableEntry.V) != 0 && (entry & (PageTableEntry.R | PageTableEntry.X)) != 0;
        return leaf && (entry >>> 10 & ((1L << (9 * level)) - 1)) != 0;
    }

    private long entry(long address) {
        boolean there = address >= Layout.BASE && address - Layout.BASE < memory.size();
        return there ? memory.loadDouble(address) : 0;
    }
}
