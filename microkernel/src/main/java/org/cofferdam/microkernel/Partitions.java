package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.HartPort;
import org.cofferdam.microkernel.translation.GStageTable;
import org.cofferdam.microkernel.translation.Vmids;

/** Which partitions there are, how they come to be, and how they are taken apart. */
final class Partitions {
    /** Frames that one step of taking apart looks at: 64 MiB. */
    static final int STEP = 16384;

    private final Hardware hardware;
    final FrameTable frames;
    private final Vmids vmids;
    private final Partition[] slots;
    private int running;

    Partitions(Hardware hardware, int most) {
        this.hardware = hardware;
        this.frames =
                new FrameTable(hardware.memory(), hardware.base(), Math.toIntExact(hardware.size() / FrameTable.FRAME));
        this.vmids = new Vmids(hardware.harts().getFirst());
        this.slots = new Partition[most];
    }

    /** The partition with this number, or null. */
    Partition at(int number) {
        return number >= 0 && number < slots.length ? slots[number] : null;
    }

    boolean anyRunning() {
        return running > 0;
    }

    void become(Partition partition, PartitionState next) {
        running += (next == PartitionState.RUNNING ? 1 : 0) - (partition.isRunning() ? 1 : 0);
        partition.state = next;
    }

    /** Makes a partition: all or nothing. */
    Status create(int number, PartitionSpec spec) {
        if (number < 0 || number >= slots.length || spec == null || !spec.isSound()) {
            return Status.INVALID_ARGUMENT;
        }
        if (slots[number] != null) {
            return Status.WRONG_STATE;
        }
        if (spec.quota() < PartitionSpec.framesNeeded(spec.memory())) {
            return Status.OVER_QUOTA;
        }
        Account account = frames.open(spec.quota());
        if (account == null) {
            return Status.NO_MEMORY;
        }
        int vmid = vmids.take();
        if (vmid < 0) {
            frames.close(account);
            return Status.NO_VMID;
        }
        GStageTable table = populated(account, spec);
        if (table == null) {
            // No hart has seen this table, so there is nothing to fence.
            frames.release(account, 0, frames.size());
            frames.close(account);
            vmids.free(vmid);
            return Status.NO_MEMORY;
        }
        GuestMemory memory = new GuestMemory(hardware.memory(), table, spec.memory());
        slots[number] = new Partition(
                number, spec, account, table, vmid, memory, hardware.harts().size());
        return Status.OK;
    }

    private GStageTable populated(Account account, PartitionSpec spec) {
        GStageTable table = GStageTable.make(hardware.memory(), frames, account);
        if (table == null) {
            return null;
        }
        for (MemoryRegion region : spec.memory()) {
            if (!table.populate(region.base(), region.size(), region.rights())) {
                return null;
            }
        }
        return table;
    }

    /** One step of taking apart a partition that is on no hart: unmap and fence, then scrub and free, then forget. */
    Status destroy(Partition partition) {
        if (partition.state != PartitionState.DESTROYING) {
            become(partition, PartitionState.DESTROYING);
            partition.table.clear();
            for (HartPort hart : hardware.harts()) {
                if (hart.csr(Csr.HGATP) == partition.hgatp) {
                    hart.csr(Csr.HGATP, 0);
                }
                // A later partition with this VMID fences the VS-stage itself when it first comes to a hart.
                hart.hfenceGvma(HartPort.ALL, partition.vmid);
            }
            return Status.AGAIN;
        }
        int from = partition.released;
        partition.released = from + STEP;
        if (frames.release(partition.account, from, from + STEP)) {
            return Status.AGAIN;
        }
        frames.close(partition.account);
        vmids.free(partition.vmid);
        slots[partition.number] = null;
        return Status.OK;
    }
}
