package org.cofferdam.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.HartPort;
import org.cofferdam.platform.oracle.Oracle;
import org.cofferdam.platform.oracle.Surroundings;
import org.cofferdam.platform.oracle.Watcher;

/**
 * A board with the core resident at HS-mode of each hart. It has RAM, and disks that are handed out to partitions; all other
 * devices are the monitors' business.
 * Harts take turns, each up to the same cycle, and monitors look for input between turns: so a run depends on nothing
 * but what was loaded and when, in that time, monitors took input.
 */
public final class PartitionedMachine implements AutoCloseable {
    /** Where RAM begins, in machine-physical addresses. */
    public static final long BASE = 0x8000_0000L;

    /** Length of a turn in cycles, where there are several harts: 0.1 ms of the machine's time. */
    public static final long TURN = 10_000;

    /** Cycles between two polls of the monitors, a multiple of {@link #TURN}: a millisecond of the machine's time. */
    private static final long POLL_INTERVAL = 10 * TURN;

    /** hgatp.VMID, bits 57:44 on RV64 (Privileged Architecture, "Hypervisor Guest Address Translation and Protection"). */
    private static final int VMID_SHIFT = 44;

    private static final int VMID_MASK = 0x3FFF;

    private final PhysicalMemory memory;
    private final List<Hart> harts;
    /** Null if no disk is handed out. */
    private final PhysicalDevices devices;

    private final CoreEffort effort = new CoreEffort();
    private final CoreDoor core;
    private final Channels channels;
    private final Schedule schedule;
    private final int partitions;
    private final List<CoreSoftware> software = new ArrayList<>();
    private final Connections connections;
    private long nextPoll = POLL_INTERVAL;
    private long now;

    /**
     * A machine that has not run yet.
     *
     * @param size       bytes of RAM, a multiple of 4 KiB
     * @param schedule   the windows of each hart that the machine has, none or more
     * @param partitions how many there can be; their numbers are 0 and up
     * @throws IllegalArgumentException if the schedule names another partition
     */
    public PartitionedMachine(long size, Schedule schedule, int partitions) {
        this(size, schedule, Channels.NONE, partitions, List.of());
    }

    /** The device that disk {@code slot} of the machine is, for a partition to see at a guest-physical address. */
    public static Channels.Device disk(int slot, int partition, long address) {
        return PhysicalDevices.device(slot, partition, address);
    }

    /**
     * A machine that has not run yet.
     *
     * @param size       bytes of RAM, a multiple of 4 KiB
     * @param schedule   the windows of each hart that the machine has, none or more
     * @param channels   what joins partitions, and which of them has which disk
     * @param partitions how many there can be; their numbers are 0 and up
     * @param disks      what is behind the machine's disks, which {@link #close} closes
     * @throws IllegalArgumentException if the schedule names another partition, or the channels contradict the policy
     */
    public PartitionedMachine(
            long size, Schedule schedule, Channels channels, int partitions, List<? extends Storage> disks) {
        this(new Board(size, schedule.harts().size()), schedule, channels, partitions, disks);
    }

    /**
     * A machine on a board that has been made, or reset, for it.
     *
     * @throws IllegalArgumentException if the schedule names another partition or has not as many harts as the board, or the
     *     channels contradict the policy
     */
    public PartitionedMachine(Board board, Schedule schedule, Channels channels, int partitions) {
        this(board, schedule, channels, partitions, List.of());
    }

    private PartitionedMachine(
            Board board, Schedule schedule, Channels channels, int partitions, List<? extends Storage> disks) {
        if (board.harts.size() != schedule.harts().size()) {
            throw new IllegalArgumentException("a board of " + board.harts.size() + " harts for a schedule of "
                    + schedule.harts().size());
        }
        memory = board.memory;
        Bus bus = board.bus;
        harts = board.harts;
        List<HartPort> ports = harts.stream()
                .map(hart -> (HartPort) new HartAtHypervisor(hart, effort))
                .toList();
        devices = disks.isEmpty() ? null : new PhysicalDevices(bus, harts, disks);
        Hardware hardware = new Hardware(
                ports,
                new BoardMemory(memory, bus, effort),
                BASE,
                memory.size(),
                1_000_000_000 / Hart.TICKS_PER_SECOND,
                Optional.ofNullable(devices).flatMap(PhysicalDevices::forCore));
        connections = new Connections(partitions);
        core = new CoreDoor(new Microkernel(hardware, schedule, channels, partitions));
        this.channels = channels;
        this.schedule = schedule;
        this.partitions = partitions;
        for (Hart hart : harts) {
            software.add(new CoreSoftware(core, connections, new ScheduleWitness(schedule, hart.id), hart));
        }
    }

    /** The core's control interface, for the manager. */
    public CoreControl control() {
        return new CoreControl(core);
    }

    /**
     * Has every call of the core checked against its specification from now on. No partition may exist yet.
     *
     * @param every how many plain traps there are for one that is checked, 1 for all; calls that can change who reaches what are
     *     checked all the same
     */
    public void check(int every) {
        core.checkBy(oracle(every, null));
    }

    /** Has every call checked, and somebody told what each that was as specified has done. */
    public void check(CallWatcher watcher) {
        core.checkBy(oracle(1, watcher::judged));
    }

    private Oracle oracle(int every, Watcher watcher) {
        return new Oracle(
                new Surroundings(
                        memory,
                        harts,
                        Optional.ofNullable(devices).map(PhysicalDevices::iommu),
                        core.inspection(),
                        core.control(),
                        channels,
                        schedule,
                        partitions),
                every,
                watcher);
    }

    /**
     * Looks at everything anew, as a machine that is checked does now and then by itself. Nothing happens if it is not checked.
     *
     * @throws IsolationBroken if something is not as it was seen to become
     */
    public void lookAtEverything() {
        core.lookAtEverything();
    }

    /**
     * Fills RAM that nobody has yet with a pattern that {@link #canaries} looks for. The core is told that RAM's contents are
     * unknown, so it may not notice.
     *
     * @throws IllegalStateException if the machine has disks, because then the IOMMU's directory is in RAM already
     */
    public void plantCanaries() {
        if (devices != null) {
            throw new IllegalStateException("the pattern would overwrite the IOMMU's directory");
        }
        Canaries.plant(memory, frame -> !(core.inspection().frame(frame) instanceof FrameState.Held));
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
        connections.set(handle.partition(), new Connection(handle, spec, monitor));
    }

    /** Forgets the monitor and the account of a partition that has been destroyed. */
    public void disconnect(int partition) {
        connections.set(partition, null);
    }

    /** The machine's time in cycles of its nominal 100 MHz harts. */
    public long cycle() {
        return now;
    }

    /**
     * The time as monitors are told it while the machine runs: where the last 0.1 ms began, in cycles. It does not depend on the
     * steps in which somebody lets the machine run.
     */
    public long monitorTime() {
        long cycle = harts.size() == 1 ? harts.getFirst().cycle : now;
        return cycle - cycle % TURN;
    }

    /** Cycles that went by in which no partition had anything to execute, on the average of all harts. */
    public long idleCycles() {
        return software.stream().mapToLong(CoreSoftware::idleCycles).sum() / harts.size();
    }

    /**
     * Has the host's time for traps measured.
     *
     * @param stopwatch nanoseconds of the host's time since whenever: this machine itself knows no clock but its own
     */
    public void timeTraps(LongSupplier stopwatch) {
        software.forEach(one -> one.timeBy(stopwatch));
    }

    /**
     * Host time that was spent on traps, in the core and in monitors, if {@link #timeTraps} has asked for it. It differs from
     * run to run; no guest, and nothing that is compared, may depend on it.
     */
    public long hostNanoseconds() {
        return software.stream().mapToLong(CoreSoftware::hostNanoseconds).sum();
    }

    /**
     * How many accesses to registers, double-words of memory and fences the core has made so far: about as many instructions
     * as it would take a core in machine code, and the same in each run.
     */
    public long coreAccesses() {
        return effort.accesses();
    }

    /**
     * Runs until {@link #cycle} is {@code untilCycle}, or until no partition is running. Several harts run whole turns,
     * of 0.1 ms: a turn cut short would change who does what first.
     *
     * @return whether partitions are still running
     */
    public boolean run(long untilCycle) {
        while (now < untilCycle && alive()) {
            if (now >= nextPoll) {
                poll();
            }
            // One hart alone need not stop for others: its turn lasts until monitors look for input.
            turn(harts.size() == 1 ? Math.min(nextPoll, untilCycle) : now - now % TURN + TURN);
        }
        return alive();
    }

    /** While no partition is running, lets time go by all the same, until {@link #cycle} is {@code untilCycle}. */
    public void rest(long untilCycle) {
        while (now < untilCycle && !alive()) {
            if (now >= nextPoll) {
                poll();
            }
            long end = now - now % TURN + TURN;
            long next = harts.size() == 1 ? Math.min(end, untilCycle) : end;
            software.forEach(one -> one.rest(next));
            now = next;
        }
    }

    private boolean alive() {
        for (CoreSoftware one : software) {
            if (one.alive()) {
                return true;
            }
        }
        return false;
    }

    private void turn(long end) {
        for (CoreSoftware one : software) {
            one.rest(now); // one that stood still catches up
            one.run(end);
            core.stopIfBroken();
        }
        now = harts.size() == 1 ? harts.getFirst().cycle : end;
    }

    private void poll() {
        nextPoll = now - now % POLL_INTERVAL + POLL_INTERVAL;
        for (Connection connection : connections.all()) {
            connection.poll();
            software.getFirst().stopIfFailed(connection);
        }
    }

    /** What the machine saw of a partition that is connected. */
    public Account account(int partition) {
        software.forEach(CoreSoftware::settle);
        return connections.at(partition).account();
    }

    /** How the windows of all harts have begun so far. */
    public Punctuality punctuality() {
        return software.stream().map(CoreSoftware::punctuality).reduce(new Punctuality(0, 0), Punctuality::plus);
    }

    /** How many translations of guests, whichever, harts would still use. */
    public long cachedGuestTranslations() {
        return harts.stream()
                .flatMap(hart -> hart.memory.cachedTranslations().stream())
                .filter(TlbEntry::virtualized)
                .count();
    }

    /** How many translations the IOMMU would still use. */
    public long cachedDeviceTranslations() {
        return devices == null ? 0 : devices.iommu().cachedTranslations().size();
    }

    @Override
    public void close() throws IOException {
        if (devices != null) {
            devices.close();
        }
    }

    /** For whoever checks from outside. */
    public Probe probe() {
        return new Probe(memory, harts, Optional.ofNullable(devices).map(PhysicalDevices::iommu), core.inspection());
    }

    /** What a connected partition that has run can get at, by the tables that the hart walks. */
    public Reach reach(int partition) {
        return Reach.of(memory, connections.at(partition).hgatp);
    }

    /** The VMID by which a connected partition last had a hart, as the hart's register had it; 0 before. */
    public int vmid(int partition) {
        return (int) (connections.at(partition).hgatp >>> VMID_SHIFT & VMID_MASK);
    }

    /**
     * SHA-256 of the registers and the memory of a partition that is connected, as 64 hexadecimal digits. A partition that has been
     * destroyed has neither.
     */
    public String hash(int partition) {
        Connection connection = connections.at(partition);
        return StateHash.of(core.inspection(), connection.handle, connection.spec);
    }

    /** What {@link org.cofferdam.microkernel.Inspection#registers} shows of a virtual hart; empty if there is none. */
    public Optional<long[]> registers(int partition, int virtualHart) {
        return core.inspection().registers(partition, virtualHart);
    }
}
