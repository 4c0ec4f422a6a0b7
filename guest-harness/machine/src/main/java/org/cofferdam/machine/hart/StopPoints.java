package org.cofferdam.machine.hart;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Where a hart stops: addresses of instructions, and watched bytes. Addresses are virtual, as the hart sees them in whatever
 * mode it is in.
 */
public final class StopPoints {

    /** A hart stops nowhere. */
    public static final StopPoints NONE = new StopPoints(List.of(), List.of());

    private final long[] breakpoints;
    private final List<Watchpoint> watchpoints;

    /** Stops before instructions at {@code breakpoints}, and before those that access what is watched. */
    public StopPoints(Collection<Long> breakpoints, List<Watchpoint> watchpoints) {
        this.breakpoints =
                breakpoints.stream().mapToLong(Long::longValue).sorted().toArray();
        this.watchpoints = List.copyOf(watchpoints);
    }

    boolean breaksAt(long pc) {
        return Arrays.binarySearch(breakpoints, pc) >= 0;
    }

    boolean breaksInPage(long pc) {
        int place = Arrays.binarySearch(breakpoints, pc & -PhysicalMemory.PAGE);
        int next = place < 0 ? ~place : place;
        return next < breakpoints.length && ((breakpoints[next] ^ pc) & -PhysicalMemory.PAGE) == 0;
    }

    boolean watchesInPage(long address) {
        for (Watchpoint watchpoint : watchpoints) {
            if (watchpoint.meets(address & -PhysicalMemory.PAGE, PhysicalMemory.PAGE)) {
                return true;
            }
        }
        return false;
    }

    /** The first watchpoint that an access concerns, or null. */
    Watchpoint watching(boolean load, boolean store, long address, int size) {
        for (Watchpoint watchpoint : watchpoints) {
            boolean meant = (load && watchpoint.loads()) || (store && watchpoint.stores());
            if (meant && watchpoint.meets(address, size)) {
                return watchpoint;
            }
        }
        return null;
    }
}
