package org.cofferdam.machine.iommu;

import org.cofferdam.machine.hart.Access;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * A device's way to memory through an IOMMU. An access is cut at the borders of pages; every page is translated once, before anything is
 * transferred, so that an access that is refused anywhere transfers nothing.
 */
final class TranslatedDma implements DmaPort {
    private final Iommu iommu;
    private final Bus bus;
    private final int device;

    TranslatedDma(Iommu iommu, Bus bus, int device) {
        this.iommu = iommu;
        this.bus = bus;
        this.device = device;
    }

    @Override
    public boolean translates() {
        return true;
    }

    @Override
    public boolean read(long address, byte[] into, int offset, int length) {
        return access(Access.LOAD, address, length, (physical, at, run) -> bus.read(physical, into, offset + at, run));
    }

    @Override
    public boolean write(long address, byte[] from, int offset, int length) {
        return access(
                Access.STORE, address, length, (physical, at, run) -> bus.write(physical, from, offset + at, run));
    }

    private interface Transfer {
        boolean copy(long physical, int at, int length);
    }

    private boolean access(Access access, long address, int length, Transfer transfer) {
        int inFirstPage = (int) (address & (PhysicalMemory.PAGE - 1));
        int pages = Math.toIntExact((inFirstPage + (long) length + PhysicalMemory.PAGE - 1) / PhysicalMemory.PAGE);
        long[] frames = new long[pages];
        if (!iommu.translate(device, access, address, frames)) {
            return false;
        }
        return forEachPage(inFirstPage, frames, length, (physical, _, run) -> bus.memoryAt(physical, run) != null)
                && forEachPage(inFirstPage, frames, length, transfer);
    }

    private static boolean forEachPage(int inFirstPage, long[] frames, int length, Transfer transfer) {
        int done = 0;
        for (int page = 0; page < frames.length; page++) {
            int inPage = page == 0 ? inFirstPage : 0;
            int run = (int) Math.min(PhysicalMemory.PAGE - inPage, length - done);
            if (!transfer.copy(frames[page] + inPage, done, run)) {
                return false;
            }
            done += run;
        }
        return true;
    }
}
