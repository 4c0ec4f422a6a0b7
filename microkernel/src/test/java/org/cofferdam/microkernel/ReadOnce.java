package org.cofferdam.microkernel;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * In the course of one trap the core reads each byte of a guest's memory, and each half of an instruction of its code, once at most: another
 * hart of the guest may have made something else of it by the second time (XSA-166). Whatever a test has the core do is held to it.
 */
final class ReadOnce {
    private final SortedSet<Long> seen = new TreeSet<>();
    private boolean watching;

    void begin() {
        seen.clear();
        watching = true;
    }

    void end() {
        watching = false;
    }

    void read(long address, long length) {
        for (long at = address; watching && at < address + length; at++) {
            if (!seen.add(at)) {
                throw new AssertionError("the core reads a guest's byte twice, at 0x" + Long.toHexString(at));
            }
        }
    }
}
