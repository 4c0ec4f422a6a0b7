package org.cofferdam.machine.debug;

import java.util.Arrays;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Memory as a debugger sees it: RAM by the virtual addresses of a hart in its mode, or by physical ones. Permissions of pages
 * and physical memory protection are not asked, nothing is cached or marked; devices are left alone, since even a read could
 * change what they do.
 */
public final class MemoryView {
    private final Bus bus;
    private final Hart hart;

    /** Memory as this hart sees it; as the bus does, if it is null. */
    public MemoryView(Bus bus, Hart hart) {
        this.bus = bus;
        this.hart = hart;
    }

    /** The physical address that an address leads to, in RAM; or -1. */
    public long locate(long address) {
        long physical = hart == null ? address : hart.memory.inspect(address);
        return bus.memoryAt(physical, 1) == null ? -1 : physical;
    }

    /** As many of these bytes as can be read without a gap. */
    public byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            long physical = locate(address + done);
            int part = withinPage(address + done, length - done);
            if (physical < 0 || !bus.read(physical, bytes, done, part)) {
                return Arrays.copyOf(bytes, done);
            }
            done += part;
        }
        return bytes;
    }

    /** Writes all of these bytes, as though by another bus master; or none, if some have no place in RAM. */
    public boolean write(long address, byte[] bytes) {
        for (int done = 0; done < bytes.length; done += withinPage(address + done, bytes.length - done)) {
            if (locate(address + done) < 0) {
                return false;
            }
        }
        for (int done = 0; done < bytes.length; done += withinPage(address + done, bytes.length - done)) {
            bus.write(locate(address + done), bytes, done, withinPage(address + done, bytes.length - done));
        }
        return true;
    }

    private static int withinPage(long address, int length) {
        return (int) Math.min(length, PhysicalMemory.PAGE - (address & (PhysicalMemory.PAGE - 1)));
    }
}
