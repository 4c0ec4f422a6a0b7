package org.cofferdam.platform;

import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Level;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.hardware.Hardware;

/**
 * A board with one hart and the core resident at HS-mode. It has RAM and no device: devices are the monitors' business.
 * Time is the hart's own, so a run depends on nothing but what was loaded and when, in that time, monitors took input.
 */
public final class PartitionedMachine {
    /** Where RAM begins, in machine-physical addresses. */
    public static final long BASE = 0x8000_0000L;

    /** Cycles between two polls of the monitors: a millisecond of the machine's time. */
    private static final long POLL_INTERVAL = 100_000;

    private final PhysicalMemory memory;
    private final Hart hart;
    private final Microkernel core;
    private final CoreSoftware software;
    private final SortedMap<Integer, Connection> connections = new TreeMap<>();
    private long nextPoll = POLL_INTERVAL;
    private long idleCycles;

    /**
     * A machine that has not run yet.
     *
     * @param size       bytes of RAM, a multiple of 4 KiB
     * @param schedule   of one hart
     * @param partitions how many there can be; their numbers are 0 and up
     * @throws IllegalArgumentException if the schedule names another hart or partition
     */
    public PartitionedMachine(long size, Schedule schedule, int partitions) {
        memory = new PhysicalMemory(BASE, size);
        hart = Firmware.boot(memory);
        Hardware hardware = new Hardware(List.of(new HartAtHypervisor(hart)), new BoardMemory(memory), BASE, size);
        core = new Microkernel(hardware, schedule, partitions);
        software = new CoreSoftware(
                core, connections, new ScheduleWitness(schedule.harts().getFirst()));
        hart.attach(Level.HYPERVISOR, software);
    }

    /** The core's control interface, for the manager. */
    public Control control() {
        return core.control();
    }

    /**
     * Fills RAM with a pattern that {@link #canaries} looks for. The core is told that RAM's contents are unknown, so it
     * may not notice.
     */
    public void plantCanaries() {
        Canaries.plant(memory);
    }

    /** How many frames of 4 KiB RAM has. */
    public int frames() {
        return (int) (memory.size() / PhysicalMemory.PAGE);
    }

    /** Frames, numbered from the start of RAM, that still hold the pattern and nothing else. */
    public BitSet canaries() {
        return Canaries.intact(memory);
    }

    /** Frames, numbered from the start of RAM, that hold nothing but zeros. */
    public BitSet zeros() {
        return Canaries.zero(memory);
    }

    /** Gives a partition that has been created its monitor. */
    public void connect(Monitor handle, PartitionSpec spec, PartitionMonitor monitor) {
        connections.put(handle.partition(), new Connection(handle, spec, monitor));
    }

    /** The machine's time in cycles of its nominal 100 MHz hart. */
    public long cycle() {
        return hart.cycle;
    }

    /** Cycles that went by without any partition having something to execute. */
    public long idleCycles() {
        return idleCycles;
    }

    /**
     * Runs until {@link #cycle} is {@code untilCycle}, or until no partition is running.
     *
     * @return whether partitions are still running
     */
    public boolean run(long untilCycle) {
        software.look(hart);
        while (hart.cycle < untilCycle && software.state() != CoreSoftware.State.STOPPED) {
            advance(Math.min(untilCycle, nextPoll));
            if (hart.cycle >= nextPoll) {
                nextPoll = hart.cycle + POLL_INTERVAL;
                poll();
            }
        }
        return software.state() != CoreSoftware.State.STOPPED;
    }

    private void advance(long untilCycle) {
        if (software.state() == CoreSoftware.State.EXECUTING) {
            hart.run(untilCycle);
        } else {
            long next = Math.min(untilCycle, software.idleUntilCycle());
            idleCycles += Math.max(0, next - hart.cycle);
            hart.idle(next);
            software.look(hart);
        }
    }

    private void poll() {
        for (Connection connection : connections.values()) {
            connection.poll();
            software.stopIfFailed(connection);
        }
        software.look(hart);
    }

    /** What the machine saw of a partition that is connected. */
    public Account account(int partition) {
        software.settle(hart, hart.cycle);
        return connections.get(partition).account();
    }

    /** How many translations of guests, whichever, the hart would still use. */
    public long cachedGuestTranslations() {
        return hart.memory.cachedTranslations().stream()
                .filter(TlbEntry::virtualized)
                .count();
    }

    /** What a connected partition that has run can get at, by the tables that the hart walks. */
    public Reach reach(int partition) {
        return Reach.of(memory, connections.get(partition).hgatp);
    }

    /**
     * SHA-256 of the registers and the memory of a partition that is connected, as 64 hexadecimal digits. A partition that has been
     * destroyed has neither.
     */
    public String hash(int partition) {
        Connection connection = connections.get(partition);
        return StateHash.of(core.inspection(), connection.handle, connection.spec);
    }
}
