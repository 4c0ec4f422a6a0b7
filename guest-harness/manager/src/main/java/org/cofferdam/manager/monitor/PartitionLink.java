package org.cofferdam.manager.monitor;

import java.util.Arrays;
import org.cofferdam.machine.device.BalloonHost;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.Status;

/**
 * The devices' way into their partition: memory and interrupts, both through the handle that the core gave, so that its
 * checks stand between. Before {@link #connect} there is no memory and interrupts go nowhere.
 */
final class PartitionLink implements DmaPort, BalloonHost {
    private static final long PAGE = 4096;

    /** Most pages that the core moves at once. */
    private static final int STEP = 512;

    private final boolean[] asserted;
    private Monitor handle;

    PartitionLink(int virtualHarts) {
        asserted = new boolean[virtualHarts];
    }

    void connect(Monitor handle) {
        this.handle = handle;
        Arrays.fill(asserted, false);
    }

    /** The external interrupt of a virtual hart; a level that it already has is not told again. */
    InterruptLine external(int virtualHart) {
        return level -> {
            if (handle != null && asserted[virtualHart] != level) {
                asserted[virtualHart] = level;
                handle.externalInterrupt(virtualHart, level);
            }
        };
    }

    /** The guest is done with an interrupt of a device of the machine. */
    void complete(int source) {
        if (handle != null) {
            handle.completeInterrupt(source);
        }
    }

    @Override
    public boolean read(long address, byte[] into, int offset, int length) {
        return handle != null && handle.read(address, into, offset, length) == Status.OK;
    }

    @Override
    public boolean write(long address, byte[] from, int offset, int length) {
        return handle != null && handle.write(address, from, offset, length) == Status.OK;
    }

    @Override
    public boolean inflate(long firstPage, long pages) {
        return move(firstPage, pages, Monitor::giveBack, Monitor::takeBack);
    }

    @Override
    public boolean deflate(long firstPage, long pages) {
        return move(firstPage, pages, Monitor::takeBack, Monitor::giveBack);
    }

    /** Has the core move a run of pages, in steps; if it refuses one, those before are moved back. */
    private boolean move(long firstPage, long pages, Move there, Move back) {
        for (long done = 0; done < pages; done += STEP) {
            int step = (int) Math.min(STEP, pages - done);
            if (handle == null || there.of(handle, (firstPage + done) * PAGE, step) != Status.OK) {
                for (long undone = 0; undone < done; undone += STEP) {
                    back.of(handle, (firstPage + undone) * PAGE, STEP);
                }
                return false;
            }
        }
        return true;
    }

    /** What the core does with some pages of a partition. */
    private interface Move {
        Status of(Monitor handle, long address, int pages);
    }
}
