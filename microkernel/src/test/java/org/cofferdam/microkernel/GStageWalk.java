package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Every mapping and every table that a hart could reach from an hgatp, read from memory alone: written from the
 * specification (Sv39x4), sharing nothing with the core.
 */
final class GStageWalk {
    final List<Leaf> leaves = new ArrayList<>();
    /** Machine-physical addresses of the frames that hold tables. */
    final List<Long> tables = new ArrayList<>();

    private final FakeMemory memory;

    /** A page of a size, from guest-physical to machine-physical, with the low 8 bits of its entry. */
    record Leaf(long guest, long physical, long size, int flags) {}

    GStageWalk(FakeMemory memory, long hgatp) {
        this.memory = memory;
        if (hgatp >>> 60 != 8) {
            throw new AssertionError("hgatp is not Sv39x4: " + Long.toHexString(hgatp));
        }
        long root = (hgatp & (1L << 44) - 1) * 4096;
        if (root % 16384 != 0) {
            throw new AssertionError("the root is not aligned to 16 KiB");
        }
        for (int frame = 0; frame < 4; frame++) {
            tables.add(root + frame * 4096L);
        }
        walk(root, 2048, 1L << 30, 0);
    }

    private void walk(long table, int entries, long span, long guest) {
        for (int i = 0; i < entries; i++) {
            long entry = memory.load(table + i * 8L);
            if ((entry & 1) == 0) {
                continue;
            }
            long target = (entry >>> 10) * 4096;
            long at = guest + i * span;
            if ((entry & 0xE) != 0) {
                if (target % span != 0) {
                    throw new AssertionError("a misaligned superpage");
                }
                leaves.add(new Leaf(at, target, span, (int) entry & 0xFF));
            } else {
                if ((entry & 0xFE) != 0 || span == 4096) {
                    throw new AssertionError("a reserved non-leaf entry " + Long.toHexString(entry));
                }
                tables.add(target);
                walk(target, 512, span / 512, at);
            }
        }
    }
}
