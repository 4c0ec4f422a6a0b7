package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The partition core. The platform calls {@link #handle} once for each trap of a hart to HS-mode and does what the
 * {@link Resume} says; the core never calls up. One thread: no call may overlap another.
 */
public final class Microkernel {
    /** Most partitions at once: a partition has a GSCID of the IOMMU's 16 bits, of which 0 is nobody's. */
    public static final int MOST_PARTITIONS = 0xFFFE;

    final Partitions partitions;
    private final PhysicalHart[] harts;
    private final Dispatcher dispatcher;
    private final Exits exits;
    private final Health health;
    private final Control control;
    private final Inspection inspection;

    /** Takes over a machine on which partitions have nothing to do with each other. */
    public Microkernel(Hardware hardware, Schedule schedule, int mostPartitions) {
        this(hardware, schedule, Channels.NONE, mostPartitions);
    }

    /**
     * Takes over a machine.
     *
     * @param mostPartitions how many partitions there can be at once, 1 to {@link #MOST_PARTITIONS}; their numbers are 0 and up
     * @throws IllegalArgumentException if the schedule or the channels name what cannot be, or channels are against the policy:
     *     nothing runs yet
     */
    public Microkernel(Hardware hardware, Schedule schedule, Channels channels, int mostPartitions) {
        List<HartPort> ports = hardware.harts();
        if (mostPartitions < 1
                || mostPartitions > MOST_PARTITIONS
                || schedule.partitions() > mostPartitions
                || schedule.harts().size() > ports.size()) {
            throw new IllegalArgumentException("the schedule does not fit the machine");
        }
        String contradiction = channels.contradiction(mostPartitions);
        if (contradiction != null) {
            throw new IllegalArgumentException(contradiction);
        }
        harts = new PhysicalHart[ports.size()];
        for (int i = 0; i < harts.length; i++) {
            List<Window> windows =
                    i < schedule.harts().size() ? schedule.harts().get(i) : List.of();
            harts[i] = new PhysicalHart(
                    i, ports.get(i), new Timeline(windows), new SpareTime(schedule, i), hardware.tickLength());
        }
        partitions = new Partitions(hardware, channels, mostPartitions);
        AuditTrail audit = new AuditTrail(ports.getFirst(), mostPartitions);
        dispatcher = new Dispatcher(harts, partitions, audit, schedule.slice());
        Doorbells doorbells = new Doorbells(channels, partitions, dispatcher);
        health = new Health(dispatcher, doorbells, audit);
        Services services = new Services(
                new Grants(partitions, channels.policy(), hardware.memory()), new Ports(channels), doorbells, health);
        exits = new Exits(dispatcher, services);
        inspection = new Inspection(partitions, services.ports(), harts);
        control = new Control(partitions, dispatcher, services, audit, harts[0]);
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
        trapped.interruptsTaken = 0;
        DeviceAccess access = trapped.loaded == null ? null : exits.handle(trapped);
        return access == null ? goOn(trapped) : new Resume.AskMonitor(access);
    }

    /**
     * Completes the device access that the hart's last {@link Resume.AskMonitor} asked for, or goes on after
     * {@link Resume.Interrupt}; a store ignores the value.
     */
    public Resume answer(int hart, long value) {
        PhysicalHart waiting = harts[hart];
        PendingAccess access = waiting.pending;
        if (access != null) {
            waiting.pending = null;
            access.instruction().complete(waiting.port, value);
        }
        return goOn(waiting);
    }

    /** The monitor has nothing at that address: the guest takes an access fault. */
    public Resume refuse(int hart) {
        PhysicalHart waiting = harts[hart];
        PendingAccess access = waiting.pending;
        if (access != null) {
            waiting.pending = null;
            Exits.raiseAccessFault(waiting, access.pageFault(), access.address());
        }
        return goOn(waiting);
    }

    private Resume goOn(PhysicalHart hart) {
        Resume next = dispatcher.dispatch(hart);
        AssignedDevices devices = partitions.devices;
        if (devices == null || hart.window == null) {
            return next;
        }
        for (int partition : devices.faults()) {
            Partition faulty = partitions.at(partition);
            if (faulty != null && faulty.isRunning()) {
                health.fault(faulty, FaultKind.DEVICE_DMA, new StopReason.Faulted(FaultKind.DEVICE_DMA, 0));
            }
        }
        int partition = hart.focus;
        // Each source once a trap: a device and a monitor that play at ping-pong get no further.
        if (hart.interruptsTaken < devices.count(partition)) {
            hart.interruptsTaken++;
            int source = devices.claim(hart.number);
            if (source != 0) {
                return new Resume.Interrupt(partition, source);
            }
        }
        return next;
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
