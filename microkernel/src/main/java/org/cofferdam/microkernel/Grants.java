package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Grants of pages from one partition to another. Each call validates everything, then acts on all of the run or on
 * nothing. A frame that changes hands is unmapped, forgotten by every hart and IOMMU, wiped, then mapped, in this order.
 * Wiping goes in steps, between which interrupts and windows have their turn.
 *
 * <p>What a granter sees of a grant changes by its own calls alone, so that a grant is a flow from granter to borrower
 * only; that includes which of its slots are free. Sharing for writing is a flow in both directions.
 */
final class Grants {
    /** Most pages of one grant. */
    static final int MOST_PAGES = 512;
    /** Most grants that a partition has outstanding, and most that it has accepted. */
    static final int SLOTS = 64;
    /** Frames that one call wipes at most. */
    static final int WIPED_AT_ONCE = 64;

    private static final long PAGE = FrameTable.FRAME;

    private final Partitions partitions;
    private final FlowPolicy policy;
    private final MemoryPort memory;

    Grants(Partitions partitions, FlowPolicy policy, MemoryPort memory) {
        this.partitions = partitions;
        this.policy = policy;
        this.memory = memory;
    }

    /** Offers pages of the caller's; gives the grant's number. */
    SbiReturn offer(SbiRequest request, GrantKind kind) {
        Partition granter = request.partition();
        long target = request.argument(0);
        long base = request.argument(1);
        long pages = request.argument(2);
        Partition borrower = partitions.at(target);
        Rights rights = GuestMemory.rights(request.argument(3));
        if (rights == null || pages < 1 || pages > MOST_PAGES || base % PAGE != 0) {
            return SbiReturn.INVALID_PARAMETER;
        }
        boolean writesBack = kind == GrantKind.SHARE && rights.include(Rights.READ_WRITE);
        // Whether a partition exists is not for those to know who may not reach it.
        int to = (int) target;
        if (to != target
                || to == granter.number
                || !policy.allows(granter.number, to)
                || (writesBack && !policy.allows(to, granter.number))) {
            return SbiReturn.DENIED;
        }
        int slot = granter.freeGrantSlot();
        if (borrower == null || borrower.state == PartitionState.DESTROYING || slot < 0) {
            return SbiReturn.FAILED;
        }
        Rights ownRights = GuestMemory.rights(granter.space.table.rights(base));
        if (!isOwned(granter, base, pages, ownRights) || !ownRights.include(rights)) {
            return SbiReturn.INVALID_ADDRESS;
        }
        if (kind != GrantKind.SHARE && granter.space.table.tablesMissing(base, pages * PAGE) > granter.account.room()) {
            return SbiReturn.NO_MEMORY;
        }
        Grant grant = new Grant(kind, granter, borrower, rights, ownRights, base, (int) pages);
        granter.grants[slot] = grant;
        for (int i = 0; i < grant.frames.length; i++) {
            long address = base + i * PAGE;
            grant.frames[i] = kind == GrantKind.SHARE
                    ? granter.space.table.translate(address)
                    : granter.space.table.unmap(address);
        }
        if (kind != GrantKind.SHARE) {
            granter.space.forget(base, grant.size());
        }
        become(grant, grant.use(null));
        return SbiReturn.success(slot);
    }

    /** Whether a run of pages is the caller's own memory, granted to nobody, borrowed from nobody, with the same rights. */
    private boolean isOwned(Partition partition, long base, long pages, Rights rights) {
        if (rights == null || !partition.memory.allows(base, pages * PAGE, rights)) {
            return false;
        }
        for (long page = 0; page < pages; page++) {
            long address = base + page * PAGE;
            if (partition.space.table.rights(address) != rights.bits()
                    || partitions.frames.at(partition.space.table.translate(address)) != partition.account.memory()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Maps what has been offered to the caller.
     *
     * @param request whose last arguments are a guest-physical address, where nothing of the caller's is, and how many pages it
     *     expects
     */
    SbiReturn accept(SbiRequest request) {
        Partition borrower = request.partition();
        Grant grant = find(request);
        long at = request.argument(2);
        long pages = request.argument(3);
        if (grant == null
                || grant.borrower != borrower
                || grant.state != Grant.State.OFFERED
                || grant.frames.length != pages) {
            return SbiReturn.INVALID_PARAMETER;
        }
        if (at % PAGE != 0 || !borrower.isVacant(at, grant.size())) {
            return SbiReturn.INVALID_ADDRESS;
        }
        boolean keeps = grant.kind != GrantKind.DONATE;
        if (borrower.space.table.tablesMissing(at, grant.size()) > borrower.account.room()
                || (keeps && borrower.borrowed.size() == SLOTS)) {
            return SbiReturn.NO_MEMORY;
        }
        if (grant.kind != GrantKind.SHARE && !wipe(grant)) {
            return SbiReturn.UNFINISHED;
        }
        grant.acceptedAt = at;
        grant.state = Grant.State.ACCEPTED;
        become(grant, grant.use(borrower.account));
        for (int i = 0; i < grant.frames.length; i++) {
            borrower.space.table.map(at + i * PAGE, grant.frames[i], grant.rights, 0);
        }
        if (keeps) {
            borrower.borrowed.add(grant);
        }
        return SbiReturn.success(pages);
    }

    /** Gives borrowed pages back. */
    SbiReturn giveBack(SbiRequest request) {
        Grant grant = find(request);
        if (grant == null || !request.partition().borrowed.contains(grant)) {
            return SbiReturn.INVALID_PARAMETER;
        }
        takeAway(grant);
        return SbiReturn.SUCCESS;
    }

    /** Ends a grant of the caller's, whatever the borrower says; its pages are the caller's alone again, but donated ones. */
    SbiReturn reclaim(Partition granter, long number) {
        Grant grant = number >= 0 && number < SLOTS ? granter.grants[(int) number] : null;
        if (grant == null) {
            return SbiReturn.INVALID_PARAMETER;
        }
        boolean comesBack = grant.kind == GrantKind.LEND;
        if (comesBack && granter.space.table.tablesMissing(grant.base, grant.size()) > granter.account.room()) {
            return SbiReturn.NO_MEMORY;
        }
        takeAway(grant);
        if (comesBack) {
            // What was never accepted is wiped as well, and whole: or the granter would learn what the borrower did.
            if (grant.state == Grant.State.OFFERED) {
                grant.state = Grant.State.RETURNED;
                grant.wiped = 0;
            }
            if (!wipe(grant)) {
                return SbiReturn.UNFINISHED;
            }
            for (int i = 0; i < grant.frames.length; i++) {
                granter.space.table.map(grant.base + i * PAGE, grant.frames[i], grant.ownRights, 0);
            }
        }
        if (grant.kind != GrantKind.DONATE) {
            become(grant, granter.account.memory());
        }
        granter.grants[(int) number] = null;
        if (comesBack) {
            granter.space.table.merge(grant.base);
            granter.space.table.merge(grant.base + grant.size() - PAGE);
        }
        return SbiReturn.SUCCESS;
    }

    /**
     * Ends one grant that a partition has made or accepted, as a step of taking the partition apart.
     *
     * @return false if there is none left
     */
    boolean endOne(Partition partition) {
        if (!partition.borrowed.isEmpty()) {
            takeAway(partition.borrowed.getLast());
            return true;
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            Grant grant = partition.grants[slot];
            if (grant != null) {
                takeAway(grant);
                if (grant.kind != GrantKind.DONATE) {
                    become(grant, partition.account.memory());
                }
                partition.grants[slot] = null;
                return true;
            }
        }
        return false;
    }

    /** The grant that the first two arguments name by granter and number, or null. */
    private Grant find(SbiRequest request) {
        Partition partition = partitions.at(request.argument(0));
        long number = request.argument(1);
        return partition == null || number < 0 || number >= SLOTS ? null : partition.grants[(int) number];
    }

    /** Unmaps a grant from the borrower, if it has accepted it. */
    private void takeAway(Grant grant) {
        Partition borrower = grant.borrower;
        if (!borrower.borrowed.remove(grant)) {
            return;
        }
        if (borrower.state != PartitionState.DESTROYING) {
            for (int i = 0; i < grant.frames.length; i++) {
                borrower.space.table.unmap(grant.acceptedAt + i * PAGE);
            }
            borrower.space.forget(grant.acceptedAt, grant.size());
            borrower.space.table.prune(grant.acceptedAt);
            borrower.space.table.prune(grant.acceptedAt + grant.size() - PAGE);
        }
        become(grant, grant.use(null));
        grant.state = Grant.State.RETURNED;
        grant.wiped = 0;
    }

    private void become(Grant grant, FrameState.Held use) {
        for (long frame : grant.frames) {
            partitions.frames.convert(frame, use);
        }
    }

    /** Wipes some frames that nobody can reach; whether all of them are. */
    private boolean wipe(Grant grant) {
        int end = Math.min(grant.wiped + WIPED_AT_ONCE, grant.frames.length);
        for (; grant.wiped < end; grant.wiped++) {
            memory.zero(grant.frames[grant.wiped], PAGE);
        }
        return grant.wiped == grant.frames.length;
    }
}
