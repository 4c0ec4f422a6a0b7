package org.cofferdam.machine.firmware;

import java.util.List;
import org.cofferdam.machine.hart.Hart;

/** The remote fences. Harts take turns, so a fence is carried out at once, and is complete when the call returns. */
final class SbiFences {
    private static final int HGATP = 0x680;
    private static final int VMID_SHIFT = 44;
    private static final long VMID = 0x3fffL << VMID_SHIFT;
    private static final long PAGE = 4096;

    /** Beyond so many pages everything is fenced, so that a call's work is bounded; OpenSBI does the same. */
    private static final long MOST_PAGES = 64;

    /** One fence instruction on one hart. */
    private interface Fence {
        void execute(Hart hart, boolean byAddress, long address);
    }

    private final List<Hart> harts;

    SbiFences(List<Hart> harts) {
        this.harts = harts;
    }

    /** Predecoded code is dropped when its page is written, so a FENCE.I has nothing to do. */
    SbiAnswer instructions(Hart caller) {
        return HartMask.select(harts, caller) == null ? SbiAnswer.INVALID_PARAMETER : SbiAnswer.SUCCESS;
    }

    SbiAnswer supervisor(Hart caller) {
        return fence(caller, (hart, byAddress, at) -> hart.memory.fenceSupervisor(byAddress, at, false, 0));
    }

    SbiAnswer supervisorAsid(Hart caller) {
        long asid = caller.x[14];
        return fence(caller, (hart, byAddress, at) -> hart.memory.fenceSupervisor(byAddress, at, true, asid));
    }

    SbiAnswer guestPhysical(Hart caller) {
        return fence(caller, (hart, byAddress, at) -> hart.memory.fenceGuestPhysical(byAddress, at, false, 0));
    }

    SbiAnswer guestPhysicalVmid(Hart caller) {
        long vmid = caller.x[14];
        return fence(caller, (hart, byAddress, at) -> hart.memory.fenceGuestPhysical(byAddress, at, true, vmid));
    }

    SbiAnswer guestVirtual(Hart caller) {
        return fence(
                caller,
                (hart, byAddress, at) ->
                        asGuestOf(caller, hart, () -> hart.memory.fenceGuest(byAddress, at, false, 0)));
    }

    SbiAnswer guestVirtualAsid(Hart caller) {
        long asid = caller.x[14];
        return fence(
                caller,
                (hart, byAddress, at) ->
                        asGuestOf(caller, hart, () -> hart.memory.fenceGuest(byAddress, at, true, asid)));
    }

    /** HFENCE.VVMA means the guest in hgatp, which for these calls is the caller's (SBI 2.0, "Remote HFENCE.VVMA"). */
    private static void asGuestOf(Hart caller, Hart hart, Runnable fence) {
        long own = hart.csrs.read(HGATP);
        hart.csrs.write(HGATP, (own & ~VMID) | (caller.csrs.read(HGATP) & VMID));
        fence.run();
        hart.csrs.write(HGATP, own);
    }

    private SbiAnswer fence(Hart caller, Fence fence) {
        List<Hart> selected = HartMask.select(harts, caller);
        if (selected == null) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        long start = caller.x[12];
        long size = caller.x[13];
        boolean everything = size == -1 || (start == 0 && size == 0);
        if (!everything && Long.compareUnsigned(start + size, start) < 0) {
            return SbiAnswer.INVALID_ADDRESS;
        }
        everything |= Long.compareUnsigned(size, MOST_PAGES * PAGE) > 0;
        for (Hart hart : selected) {
            if (everything) {
                fence.execute(hart, false, 0);
            } else {
                for (long offset = 0; offset < (start & (PAGE - 1)) + size; offset += PAGE) {
                    fence.execute(hart, true, (start & -PAGE) + offset);
                }
            }
        }
        return SbiAnswer.SUCCESS;
    }
}
