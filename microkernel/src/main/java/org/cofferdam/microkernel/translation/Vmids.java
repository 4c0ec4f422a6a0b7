package org.cofferdam.microkernel.translation;

import java.util.BitSet;
import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The VMIDs of the hardware, shared out among any number of address spaces. When all have been given out a new
 * generation begins: whoever needs one gets a new one, after every hart has forgotten all of the old. 0 is nobody's, so
 * that hgatp = 0 names no guest.
 */
public final class Vmids {
    /** hgatp.VMID, bits 57:44 on RV64 (Privileged Architecture, "Hypervisor Guest Address Translation and Protection"). */
    private static final int SHIFT = 44;

    private static final long MASK = 0x3FFF;

    private final BitSet used = new BitSet();
    private final int most;
    private long generation = 1;

    /** The VMID of one address space, good in the generation in which it was given. */
    public static final class Tag {
        private int vmid;
        private long generation;

        /** The number for hgatp; 0 before {@link Vmids#renew}. */
        public int vmid() {
            return vmid;
        }
    }

    /** Asks a hart how many bits it has, by the probe that the architecture describes: write ones, read back. */
    public Vmids(HartPort hart) {
        hart.csr(Csr.HGATP, MASK << SHIFT);
        most = (int) (hart.csr(Csr.HGATP) >>> SHIFT & MASK);
        hart.csr(Csr.HGATP, 0);
        used.set(0);
    }

    /** How many address spaces can have one at the same time. */
    public int most() {
        return most;
    }

    /** Whether a tag's VMID is its own. */
    public boolean isCurrent(Tag tag) {
        return tag.generation == generation;
    }

    /**
     * Gives a tag that is not current a VMID.
     *
     * @param onHarts tags that harts are using, fewer than {@link #most}: they keep their VMIDs in a new generation
     * @return whether a new generation has begun: before the VMID is used, every hart forgets everything
     */
    public boolean renew(Tag tag, List<Tag> onHarts) {
        boolean rollsOver = used.nextClearBit(0) > most;
        if (rollsOver) {
            generation++;
            used.clear();
            used.set(0);
            for (Tag kept : onHarts) {
                kept.generation = generation;
                used.set(kept.vmid);
            }
        }
        tag.vmid = used.nextClearBit(0);
        tag.generation = generation;
        used.set(tag.vmid);
        return rollsOver;
    }

    /** Takes a current tag's VMID back; every hart has been fenced for it. */
    public void free(Tag tag) {
        used.clear(tag.vmid);
        tag.generation = 0;
    }
}
