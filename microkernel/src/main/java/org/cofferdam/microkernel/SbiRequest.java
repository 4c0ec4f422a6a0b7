package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * An SBI call that a guest made.
 *
 * @param hart the physical hart, which holds the caller
 * @param dispatcher reaches the caller's siblings
 * @param services what it can reach of other partitions
 */
record SbiRequest(PhysicalHart hart, Dispatcher dispatcher, Services services) {
    private static final int A0 = 10;
    private static final int A6 = 16;
    private static final int A7 = 17;

    /** Argument register a0 to a5. */
    long argument(int index) {
        return port().x(A0 + index);
    }

    long function() {
        return port().x(A6);
    }

    long extension() {
        return port().x(A7);
    }

    /** Gives the guest its result: no other register changes. */
    void give(SbiReturn result) {
        port().x(A0, result.error());
        port().x(A0 + 1, result.value());
    }

    HartPort port() {
        return hart.port;
    }

    VirtualHart caller() {
        return hart.loaded;
    }

    Partition partition() {
        return hart.loaded.partition;
    }

    /** The caller's sibling with a hart id, or null if there is none. */
    VirtualHart sibling(long id) {
        List<VirtualHart> all = partition().virtualHarts;
        return id >= 0 && id < all.size() ? all.get((int) id) : null;
    }

    /**
     * Does something to each started virtual hart that a0 (mask) and a1 (base) select (SBI, "Hart list parameter"), which
     * is counted as sent here and received there. An error if the mask names a hart that the partition does not have.
     */
    SbiReturn each(int sent, Effect effect) {
        List<VirtualHart> all = partition().virtualHarts;
        long everyone = -1L >>> (64 - all.size());
        long chosen = everyone;
        long base = argument(1);
        if (base != -1) {
            chosen = argument(0) << base;
            if (base < 0 || base >= all.size() || chosen >>> base != argument(0) || (chosen & ~everyone) != 0) {
                return SbiReturn.INVALID_PARAMETER;
            }
        }
        for (VirtualHart sibling : all) {
            if ((chosen >>> sibling.number & 1) != 0 && sibling.state != VirtualHart.State.STOPPED) {
                caller().counters.count(sent);
                sibling.counters.count(sent + 1);
                effect.on(sibling);
            }
        }
        return SbiReturn.SUCCESS;
    }

    /** What a call does to one of the harts that it selects. */
    interface Effect {
        void on(VirtualHart target);
    }
}
