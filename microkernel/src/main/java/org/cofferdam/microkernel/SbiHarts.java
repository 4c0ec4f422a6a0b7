package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.hardware.HartPort;

/** SBI calls from one virtual hart to its siblings: interrupts, fences, and their state. */
final class SbiHarts {
    private static final long PAGE = 4096;
    /** A longer range is fenced as a whole: bounded work, and the fence may always do more than was asked. */
    private static final long MOST_PAGES = 16;

    private static final int RETENTIVE = 0;
    private static final int NON_RETENTIVE = 0x8000_0000;

    private SbiHarts() {}

    static SbiReturn sendIpi(SbiRequest request) {
        List<VirtualHart> targets = request.selected();
        if (targets == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        for (VirtualHart target : targets) {
            request.dispatcher().interrupt(target, VirtualHart.SOFTWARE, true);
        }
        return SbiReturn.SUCCESS;
    }

    static SbiReturn remoteFenceI(SbiRequest request) {
        List<VirtualHart> targets = request.selected();
        if (targets == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        for (VirtualHart target : targets) {
            HartPort port = request.dispatcher().portOf(target);
            if (port == null) {
                target.owesCodeFence = true;
            } else {
                port.fenceI();
            }
        }
        return SbiReturn.SUCCESS;
    }

    static SbiReturn remoteSfenceVma(SbiRequest request) {
        return remoteFence(request, HartPort.ALL);
    }

    static SbiReturn remoteSfenceVmaAsid(SbiRequest request) {
        return remoteFence(request, (int) request.argument(4) & 0xFFFF);
    }

    private static SbiReturn remoteFence(SbiRequest request, int asid) {
        List<VirtualHart> targets = request.selected();
        if (targets == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        long start = request.argument(2);
        long size = request.argument(3);
        for (VirtualHart target : targets) {
            HartPort port = request.dispatcher().portOf(target);
            if (port == null) {
                target.owesAddressFence = true;
            } else {
                fence(port, start, size, asid);
            }
        }
        return SbiReturn.SUCCESS;
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
            case NON_RETENTIVE -> SbiReturn.NOT_SUPPORTED;
            default -> SbiReturn.INVALID_PARAMETER;
        };
    }
}
