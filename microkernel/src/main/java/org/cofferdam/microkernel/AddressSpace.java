package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.HartPort;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.translation.GStageTable;
import org.cofferdam.microkernel.translation.Shootdown;
import org.cofferdam.microkernel.translation.Vmids;

/** A partition's guest-physical address space: its table, its VMID, and who may remember translations of it. */
final class AddressSpace implements Shootdown {
    /** A longer range is forgotten as a whole: bounded work, and a fence may always do more than was asked. */
    private static final long MOST_PAGES = 16;

    final Translators translators;
    final GStageTable table;
    final Vmids.Tag tag = new Vmids.Tag();
    /** The IOMMU's name for it, which it keeps (RISC-V IOMMU, "iohgatp": GSCID). 0 is nobody's. */
    private final int context;
    /** Harts that have used the VMID. */
    private final BitSet seenBy = new BitSet();

    private AddressSpace(
            int number, Translators translators, GStageMode mode, MemoryPort memory, FrameTable frames, Account owner) {
        this.context = number + 1;
        this.translators = translators;
        this.table = GStageTable.make(mode, memory, frames, owner, this);
    }

    /** An address space without mappings, or null if there are no frames for its root. */
    static AddressSpace make(
            int number, Translators translators, GStageMode mode, MemoryPort memory, FrameTable frames, Account owner) {
        AddressSpace made = new AddressSpace(number, translators, mode, memory, frames, owner);
        return made.table == null ? null : made;
    }

    /** Everybody who translates by the tables of address spaces. */
    static final class Translators {
        final List<HartPort> harts;
        /** Null if there is none. */
        final Iommu iommu;

        final Vmids vmids;
        /** By hart: whose table it has used last, or null. */
        final AddressSpace[] onHart;

        Translators(List<HartPort> harts, Iommu iommu) {
            this.harts = harts;
            this.iommu = iommu;
            this.vmids = new Vmids(harts.getFirst());
            this.onHart = new AddressSpace[harts.size()];
            if (vmids.most() < harts.size() + 1) {
                throw new IllegalArgumentException("the harts have too few VMIDs");
            }
        }
    }

    /**
     * Makes a hart translate by this table.
     *
     * @return whether the hart may remember, of the guest's own first stage, what is not this address space's
     */
    boolean enter(int hart) {
        if (!translators.vmids.isCurrent(tag)) {
            renew();
        }
        boolean first = !seenBy.get(hart);
        seenBy.set(hart);
        translators.onHart[hart] = this;
        translators.harts.get(hart).csr(Csr.HGATP, hgatp());
        return first;
    }

    /** The register value by which a hart translates with this table; the VMID in it may change at the next {@link #enter}. */
    long hgatp() {
        return table.hgatp(tag.vmid());
    }

    private void renew() {
        List<Vmids.Tag> onHarts = new ArrayList<>();
        for (AddressSpace other : translators.onHart) {
            if (other != null && translators.vmids.isCurrent(other.tag) && !onHarts.contains(other.tag)) {
                onHarts.add(other.tag);
            }
        }
        if (translators.vmids.renew(tag, onHarts)) {
            translators.harts.forEach(hart -> hart.hfenceGvma(HartPort.ALL, HartPort.ALL));
        }
        seenBy.clear();
    }

    /** Makes one hart forget everything of this address space's second stage. */
    void forgetOn(int hart) {
        translators.harts.get(hart).hfenceGvma(HartPort.ALL, tag.vmid());
    }

    @Override
    public void forget(long address, long size) {
        long pages = size / FrameTable.FRAME;
        for (int hart = seenBy.nextSetBit(0); hart >= 0; hart = seenBy.nextSetBit(hart + 1)) {
            if (pages > MOST_PAGES) {
                forgetOn(hart);
            } else {
                for (long page = 0; page < pages; page++) {
                    translators.harts.get(hart).hfenceGvma(address + page * FrameTable.FRAME, tag.vmid());
                }
            }
        }
        if (translators.iommu != null) {
            translators.iommu.forget(context);
        }
    }

    /** The register value by which a device translates with this table. */
    long deviceRoot() {
        return table.hgatp(context);
    }

    /** Unmaps everything, and makes everybody forget it. No virtual hart of it is on a hart. */
    void clear() {
        table.clear();
        for (int hart = 0; hart < translators.onHart.length; hart++) {
            if (translators.onHart[hart] == this) {
                translators.harts.get(hart).csr(Csr.HGATP, 0);
                translators.onHart[hart] = null;
            }
        }
        forget(0, table.limit());
        if (translators.vmids.isCurrent(tag)) {
            translators.vmids.free(tag);
        }
    }
}
