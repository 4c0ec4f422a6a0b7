package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The partition core. The platform calls {@link #handle} once for each trap of a hart to HS-mode and does what the
 * {@link Resume} says; the core never calls up. One thread: no call may overlap another.
 */
public final class Microkernel {
    /** Most partitions at once: hgatp has 14 bits of VMID, and VMID 0 is nobody's. */
    public static final int MOST_PARTITIONS = 0x3FFF;

    final Partitions partitions;
    private final PhysicalHart[] harts;
    private final Dispatcher dispatcher;
    private final Exits exits;
    private final Control control;
    private final Inspection inspection;

    /**
     * Takes over a machine.
     *
     * @param mostPartitions how many partitions there can be at once, 1 to {@link #MOST_PARTITIONS}; their numbers are 0 and up
     * @throws IllegalArgumentException if the schedule names a hart or a partition that cannot be: nothing runs yet
     */
    public Microkernel(Hardware hardware, Schedule schedule, int mostPartitions) {
        List<HartPort> ports = hardware.harts();
        if (mostPartitions < 1
                || mostPartitions > MOST_PARTITIONS
                || schedule.partitions() > mostPartitions
                || schedule.harts().size() > ports.size()) {
            throw new IllegalArgumentException("the schedule does not fit the machine");
        }
        harts = new PhysicalHart[ports.size()];
        for (int i = 0; i < harts.length; i++) {
            List<Window> windows =
                    i < schedule.harts().size() ? schedule.harts().get(i) : List.of();
            harts[i] = new PhysicalHart(i, ports.get(i), new Timeline(windows));
        }
        partitions = new Partitions(hardware, mostPartitions);
        AuditTrail audit = new AuditTrail(ports.getFirst());
        dispatcher = new Dispatcher(harts, partitions, audit, schedule.slice());
        exits = new Exits(dispatcher);
        inspection = new Inspection(partitions, harts);
        control = new Control(partitions, dispatcher, audit, harts[0]);
    }

    /**
     * Handles the trap that a hart just took, described by its CSRs as the architecture says. The first call for a hart,
     * at boot, and the call after {@link Resume.Idle} are made without a trap.
     *
     * @param hart number of a physical hart
     */
    public Resume handle(int hart) {
        PhysicalHart trapped = harts[hart];
        trapped.pending = null;
        DeviceAccess access = trapped.loaded == null ? null : exits.handle(trapped);
        return access == null ? dispatcher.dispatch(trapped) : new Resume.AskMonitor(access);
    }

    /** Completes the device access that the hart's last {@link Resume.AskMonitor} asked for; a store ignores the value. */
    public Resume answer(int hart, long value) {
        PhysicalHart waiting = harts[hart];
        PendingAccess access = waiting.pending;
        if (access != null) {
            waiting.pending = null;
            access.instruction().complete(waiting.port, value);
        }
        return dispatcher.dispatch(waiting);
    }

    /** The monitor has nothing at that address: the guest takes an access fault. */
    public Resume refuse(int hart) {
        PhysicalHart waiting = harts[hart];
        PendingAccess access = waiting.pending;
        if (access != null) {
            waiting.pending = null;
            Exits.raiseAccessFault(waiting.port, access.pageFault(), access.address());
        }
        return dispatcher.dispatch(waiting);
    }

    /** The control interface, to be given to the one manager. */
    public Control control() {
        return control;
    }

    /** The read-only view for the platform. */
    public Inspection inspection() {
        return inspection;
    }
}
