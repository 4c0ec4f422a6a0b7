package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** SBI calls from one virtual hart to its siblings: interrupts, fences, and their state. */
final class SbiHarts {
    private static final long PAGE = 4096;
    /** A longer range is fenced as a whole: bounded work, and the fence may always do more than was asked. */
    private static final long MOST_PAGES = 16;

    private static final int RETENTIVE = 0;
    private static final int NON_RETENTIVE = 0x8000_0000;
    private static final int SUSPEND_TO_RAM = 0;

    private SbiHarts() {}

    static SbiReturn sendIpi(SbiRequest request) {
        return request.each(
                Counters.IPI_SENT, target -> request.dispatcher().interrupt(target, VirtualHart.SOFTWARE, true));
    }

    static SbiReturn remoteFenceI(SbiRequest request) {
        return request.each(Counters.FENCE_I_SENT, target -> {
            HartPort port = request.dispatcher().portOf(target);
            if (port == null) {
                target.owesCodeFence = true;
            } else {
                port.fenceI();
            }
        });
    }

    static SbiReturn remoteSfenceVma(SbiRequest request) {
        return remoteFence(request, Counters.SFENCE_VMA_SENT, HartPort.ALL);
    }

    static SbiReturn remoteSfenceVmaAsid(SbiRequest request) {
        return remoteFence(request, Counters.SFENCE_VMA_ASID_SENT, (int) request.argument(4) & 0xFFFF);
    }

    private static SbiReturn remoteFence(SbiRequest request, int sent, int asid) {
        long start = request.argument(2);
        long size = request.argument(3);
        return request.each(sent, target -> {
            HartPort port = request.dispatcher().portOf(target);
            if (port == null) {
                target.owesAddressFence = true;
            } else {
                fence(port, start, size, asid);
            }
        });
    }

    /** Size 0 from 0, and size -1, mean every address. */
    private static void fence(HartPort port, long start, long size, int asid) {
        boolean everything = (start == 0 && size == 0) || Long.compareUnsigned(size, MOST_PAGES * PAGE) > 0;
        if (everything) {
            port.hfenceVvma(HartPort.ALL, asid);
            return;
        }
        long first = start & -PAGE;
        long pages = (start - first + size + PAGE - 1) / PAGE;
        for (long page = 0; page < pages; page++) {
            port.hfenceVvma(first + page * PAGE, asid);
        }
    }

    static SbiReturn start(SbiRequest request) {
        VirtualHart target = request.sibling(request.argument(0));
        long entry = request.argument(1);
        if (target == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        if (target.state != VirtualHart.State.STOPPED) {
            return SbiReturn.ALREADY_AVAILABLE;
        }
        if (!request.partition().isEntry(entry)) {
            return SbiReturn.INVALID_ADDRESS;
        }
        target.start(entry, request.argument(2));
        request.dispatcher().wake(target.partition);
        return SbiReturn.SUCCESS;
    }

    static SbiReturn stop(SbiRequest request) {
        request.caller().state = VirtualHart.State.STOPPED;
        return SbiReturn.SUCCESS;
    }

    static SbiReturn status(SbiRequest request) {
        VirtualHart target = request.sibling(request.argument(0));
        if (target == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        return SbiReturn.success(
                switch (target.state) {
                    case READY, WAITING -> 0;
                    case STOPPED -> 1;
                    case SUSPENDED -> 4;
                });
    }

    static SbiReturn suspend(SbiRequest request) {
        return switch ((int) request.argument(0)) {
            case RETENTIVE -> {
                request.caller().state = VirtualHart.State.SUSPENDED;
                yield SbiReturn.SUCCESS;
            }
            case NON_RETENTIVE -> sleep(request);
            default -> SbiReturn.INVALID_PARAMETER;
        };
    }

    static SbiReturn suspendSystem(SbiRequest request) {
        if ((int) request.argument(0) != SUSPEND_TO_RAM) {
            return SbiReturn.INVALID_PARAMETER;
        }
        boolean alone = true;
        for (VirtualHart hart : request.partition().virtualHarts) {
            alone &= hart == request.caller() || hart.state == VirtualHart.State.STOPPED;
        }
        return alone ? sleep(request) : SbiReturn.DENIED;
    }

    /** Waits for an interrupt, then goes on at a1 ("Hart Resume Register State"; what is undefined there stays). */
    private static SbiReturn sleep(SbiRequest request) {
        long entry = request.argument(1);
        if (!request.partition().isEntry(entry)) {
            return SbiReturn.INVALID_ADDRESS;
        }
        GuestTrap.enter(request.port(), entry);
        request.port().csr(Csr.VSATP, 0);
        request.give(new SbiReturn(request.caller().number, request.argument(2)));
        request.caller().state = VirtualHart.State.SUSPENDED;
        // It has no result: a0, a1 and sepc are those of the resumption already.
        return SbiReturn.UNFINISHED;
    }
}
