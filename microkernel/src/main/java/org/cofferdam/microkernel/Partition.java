package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.Rights;

/** One partition: what it owns, its virtual harts, and what is counted about it. */
@SuppressWarnings("EnumOrdinal") // ExitCause is the index of a table of counts
final class Partition {
    final int number;
    final PartitionSpec spec;
    final Account account;
    final AddressSpace space;
    final GuestMemory memory;
    final List<VirtualHart> virtualHarts;
    final ByteRing consoleOutput = new ByteRing();
    final ByteRing consoleInput = new ByteRing();
    /** What it has granted to others, by the grant's number. */
    final Grant[] grants = new Grant[Grants.SLOTS];
    /** What it has accepted from others and has to give back. */
    final List<Grant> borrowed = new ArrayList<>();
    /** By physical hart: the virtual hart of this partition that it held last, or null. */
    final VirtualHart[] lastOn;

    PartitionState state = PartitionState.CREATED;
    StopReason stopReason;
    /** htimedelta of every virtual hart. */
    long timeDelta;
    /** Bits that doorbells have set. */
    long doorbells;
    /** How often it has faulted, by kind. */
    final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    /** The health monitor wants it to be restarted. */
    boolean restartAsked;

    long windowsKept;
    long windowsLate;
    long ticksRun;
    long ticksWaited;
    long switches;

    private final long[] exits = new long[ExitCause.values().length];

    Partition(
            int number,
            PartitionSpec spec,
            Account account,
            AddressSpace space,
            GuestMemory memory,
            int physicalHarts) {
        this.number = number;
        this.spec = spec;
        this.account = account;
        this.space = space;
        this.memory = memory;
        List<VirtualHart> made = new ArrayList<>();
        for (int i = 0; i < spec.virtualHarts(); i++) {
            made.add(new VirtualHart(this, i));
        }
        this.virtualHarts = List.copyOf(made);
        this.lastOn = new VirtualHart[physicalHarts];
    }

    /** Whether an address lies in a device window. */
    boolean hasDevice(long address) {
        for (DeviceWindow window : spec.devices()) {
            if (Long.compareUnsigned(address - window.base(), window.size()) < 0) {
                return true;
            }
        }
        return false;
    }

    /** The lowest slot for a grant that is free, or -1. */
    int freeGrantSlot() {
        return Arrays.asList(grants).indexOf(null);
    }

    /** Whether nothing of this partition is in a page-aligned range: no page, no device, nothing that it has lent out. */
    boolean isVacant(long base, long size) {
        if (base < 0 || base > space.table.limit() - size) {
            return false;
        }
        for (DeviceWindow window : spec.devices()) {
            if (overlap(base, size, window.base(), window.size())) {
                return false;
            }
        }
        for (Grant grant : grants) {
            if (grant != null && grant.kind == GrantKind.LEND && overlap(base, size, grant.base, grant.size())) {
                return false;
            }
        }
        for (long offset = 0; offset < size; offset += FrameTable.FRAME) {
            if (space.table.isMapped(base + offset)) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlap(long one, long size, long other, long otherSize) {
        return one < other + otherSize && other < one + size;
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
        boolean isOn = false;
        for (VirtualHart hart : virtualHarts) {
            isOn |= hart.on != VirtualHart.NOWHERE;
        }
        return isOn;
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
                restartAsked,
                virtualHarts.size(),
                account.used(),
                account.quota(),
                windowsKept,
                windowsLate,
                ticksRun,
                ticksWaited,
                switches,
                Collections.unmodifiableMap(byCause),
                Collections.unmodifiableMap(new EnumMap<>(faults)));
    }
}
