package org.cofferdam.platform;

import java.util.List;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.DirtyPages;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * RAM and harts, as firmware hands them to a hypervisor. Making them costs far more than a short run of a small system, so one
 * board serves any number of machines, one after the other: {@link #reset} puts it back to what it was when it was made, and
 * nothing that a machine has done on it is left.
 */
public final class Board {
    final PhysicalMemory memory;
    final Bus bus = new Bus();
    final List<Hart> harts;
    /** Null if the board is used once: then nobody watches its pages. */
    private DirtyPages dirty;

    private final List<byte[]> atStart;

    /**
     * A board.
     *
     * @param size bytes of RAM, a multiple of 4 KiB
     */
    public Board(long size, int harts) {
        this(size, harts, Hart.MOST_VMID_BITS);
    }

    /**
     * A board whose harts have fewer VMIDs.
     *
     * @param size bytes of RAM, a multiple of 4 KiB
     * @param vmidBits 0 to {@link Hart#MOST_VMID_BITS}
     */
    public Board(long size, int harts, int vmidBits) {
        memory = new PhysicalMemory(PartitionedMachine.BASE, size);
        bus.attach(memory);
        this.harts = Firmware.boot(bus, harts, vmidBits);
        atStart = this.harts.stream().map(Board::state).toList();
    }

    private static byte[] state(Hart hart) {
        StateWriter out = new StateWriter();
        hart.save(out);
        return out.toByteArray();
    }

    /** A board whose RAM is watched from the start, for use by many machines. */
    public static Board reusable(long size, int harts) {
        Board board = new Board(size, harts);
        board.dirty = new DirtyPages(board.memory);
        return board;
    }

    /**
     * Puts the board back: the machine that used it is not used again.
     *
     * @throws IllegalStateException if the board is not reusable
     */
    public void reset() {
        if (dirty == null) {
            throw new IllegalStateException("nobody has watched what was written on this board");
        }
        dirty.restore();
        for (int i = 0; i < harts.size(); i++) {
            try {
                harts.get(i).restore(new StateReader("hart " + i, atStart.get(i)));
            } catch (StateException e) {
                throw new IllegalStateException("a hart does not take its own state", e);
            }
        }
    }

    /** Pages of RAM that have been written since the last reset; 0 if nobody watches. */
    public int pagesWritten() {
        return dirty == null ? 0 : dirty.count();
    }
}
