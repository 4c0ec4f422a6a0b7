package org.cofferdam.manager.monitor;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.MemoryRange;

/**
 * What lies where in a partition's memory when it starts: the kernel where its file says, the device tree in the last
 * 64 KiB, the initramfs before it.
 */
final class MemoryPlan {
    private static final long PAGE = 4096;
    private static final int TREE_SPACE = 0x1_0000;

    private final long entry;
    private final long treeAddress;
    private final List<Piece> pieces;

    private MemoryPlan(long entry, long treeAddress, List<Piece> pieces) {
        this.entry = entry;
        this.treeAddress = treeAddress;
        this.pieces = List.copyOf(pieces);
    }

    /** Bytes and their guest-physical address. */
    static final class Piece {
        private final long address;
        private final byte[] bytes;

        private Piece(long address, byte[] bytes) {
            this.address = address;
            this.bytes = bytes;
        }

        long address() {
            return address;
        }

        /** Not copied. */
        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * Finds a place for everything.
     *
     * @param image  read for {@code memory}
     * @param initrd empty if there is none
     * @param tree   complete but for harts, devices and the place of the initramfs
     * @throws ImageException if memory is too small
     */
    static MemoryPlan of(
            MemoryRange memory, Image image, byte[] initrd, PartitionTree tree, VirtualBoard board, int harts)
            throws ImageException {
        long treeAddress = memory.end() - TREE_SPACE;
        long initrdStart = (treeAddress - initrd.length) & -PAGE;
        if (initrdStart < image.end()) {
            long needed = image.end() - memory.base() + initrd.length + TREE_SPACE + PAGE;
            throw new ImageException("needs at least " + ((needed + (1 << 20) - 1) >> 20) + "M of memory");
        }
        List<Piece> pieces = new ArrayList<>();
        image.segments().forEach(segment -> pieces.add(new Piece(segment.address(), segment.bytes())));
        if (initrd.length > 0) {
            tree.initrd(initrdStart, initrdStart + initrd.length);
            pieces.add(new Piece(initrdStart, initrd));
        }
        byte[] blob = tree.complete(board, harts);
        if (blob.length > TREE_SPACE) {
            throw new ImageException("has a device tree of " + blob.length + " bytes: shorten its arguments");
        }
        pieces.add(new Piece(treeAddress, blob));
        return new MemoryPlan(image.entry(), treeAddress, pieces);
    }

    /** Guest-physical address of the first instruction. */
    long entry() {
        return entry;
    }

    /** Guest-physical address of the device tree. */
    long treeAddress() {
        return treeAddress;
    }

    /** All that has to be copied; what no piece covers stays zero. */
    List<Piece> pieces() {
        return pieces;
    }
}
