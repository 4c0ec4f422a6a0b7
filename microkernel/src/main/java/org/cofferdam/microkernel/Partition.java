package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.microkernel.translation.GStageTable;

/** One partition: what it owns, its virtual harts, and what is counted about it. */
@SuppressWarnings("EnumOrdinal") // ExitCause is the index of a table of counts
final class Partition {
    final int number;
    final Account account;
    final GStageTable table;
    final int vmid;
    final long hgatp;
    final GuestMemory memory;
    final List<VirtualHart> virtualHarts;
    final ByteRing consoleOutput = new ByteRing();
    final ByteRing consoleInput = new ByteRing();
    /** By physical hart: the virtual hart of this partition that it held last, or null. */
    final VirtualHart[] lastOn;

    PartitionState state = PartitionState.CREATED;
    StopReason stopReason;
    /** htimedelta of every virtual hart. */
    long timeDelta;
    /** How far the release of frames has come. */
    int released;

    long windowsKept;
    long windowsLate;
    long ticksRun;
    long switches;

    private final List<DeviceWindow> devices;
    private final long[] exits = new long[ExitCause.values().length];

    Partition(
            int number,
            PartitionSpec spec,
            Account account,
            GStageTable table,
            int vmid,
            GuestMemory memory,
            int physicalHarts) {
        this.number = number;
        this.account = account;
        this.table = table;
        this.vmid = vmid;
        this.hgatp = table.hgatp(vmid);
        this.memory = memory;
        this.devices = spec.devices();
        List<VirtualHart> made = new ArrayList<>();
        for (int i = 0; i < spec.virtualHarts(); i++) {
            made.add(new VirtualHart(this, i));
        }
        this.virtualHarts = List.copyOf(made);
        this.lastOn = new VirtualHart[physicalHarts];
    }

    /** Whether all of an access lies in one device window. */
    boolean hasDevice(long address, int size) {
        for (DeviceWindow window : devices) {
            long offset = address - window.base();
            if (offset >= 0 && offset < window.size() && size <= window.size() - offset) {
                return true;
            }
        }
        return false;
    }

    /** Whether a virtual hart may start at this address. */
    boolean isEntry(long address) {
        return address % 2 == 0 && memory.allows(address, 2, Rights.EXECUTE);
    }

    boolean isRunning() {
        return state == PartitionState.RUNNING;
    }

    /** Whether any of its virtual harts is on a physical hart. */
    boolean isOnAHart() {
        for (VirtualHart hart : virtualHarts) {
            if (hart.on != VirtualHart.NOWHERE) {
                return true;
            }
        }
        return false;
    }

    void count(ExitCause cause) {
        exits[cause.ordinal()]++;
    }

    PartitionInfo info() {
        Map<ExitCause, Long> byCause = new EnumMap<>(ExitCause.class);
        for (ExitCause cause : ExitCause.values()) {
            byCause.put(cause, exits[cause.ordinal()]);
        }
        return new PartitionInfo(
                number,
                state,
                Optional.ofNullable(stopReason),
                virtualHarts.size(),
                account.used(),
                account.quota(),
                windowsKept,
                windowsLate,
                ticksRun,
                switches,
                Collections.unmodifiableMap(byCause));
    }
}
