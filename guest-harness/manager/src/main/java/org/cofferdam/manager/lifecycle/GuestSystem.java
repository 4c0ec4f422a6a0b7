package org.cofferdam.manager.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Clock;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.ScheduleConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.manager.monitor.Surroundings;
import org.cofferdam.manager.network.Networks;
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.StopReason;
import org.cofferdam.microkernel.Window;
import org.cofferdam.platform.Account;
import org.cofferdam.platform.PartitionedMachine;

/** A machine with the core on it and every partition of a configuration started. */
public final class GuestSystem implements AutoCloseable {
    /** Ticks after which virtual harts of one partition take turns: a millisecond. */
    private static final long SLICE = 10_000;

    private final PartitionedMachine machine;
    private final SystemConfiguration configuration;
    private final Networks networks;
    private final List<GuestPartition> partitions;

    private GuestSystem(
            PartitionedMachine machine,
            SystemConfiguration configuration,
            Networks networks,
            List<GuestPartition> partitions) {
        this.configuration = configuration;
        this.machine = machine;
        this.networks = networks;
        this.partitions = partitions;
    }

    /**
     * A machine for a configuration, on which nothing runs yet.
     *
     * @throws InvalidConfiguration if a disk of the machine cannot be opened
     */
    public static PartitionedMachine machineFor(SystemConfiguration configuration) throws InvalidConfiguration {
        List<Storage> disks = new ArrayList<>();
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (DiskSource disk : partition.assigned()) {
                try {
                    disks.add(disk.open());
                } catch (IOException e) {
                    throw partition
                            .source()
                            .refuse("assigned", "cannot be opened: " + e.getMessage(), "check the files");
                }
            }
        }
        return new PartitionedMachine(
                configuration.machine().memory(),
                schedule(configuration),
                CoreTerms.channels(configuration),
                configuration.partitions().size(),
                disks);
    }

    /**
     * Reads everything that partitions need, then creates and starts them.
     *
     * @param machine  from {@link #machineFor} the same configuration
     * @param consoles the outside end of each partition's console, by its name
     * @throws InvalidConfiguration if something in it cannot be used; then nothing has run
     */
    public static GuestSystem start(
            SystemConfiguration configuration, PartitionedMachine machine, Function<String, CharacterDevice> consoles)
            throws InvalidConfiguration {
        List<GuestPartition> partitions = new ArrayList<>();
        Clock time = () -> ticks(machine.monitorTime());
        Networks networks = new Networks(configuration.networks(), time);
        Surroundings surroundings = new Surroundings(
                time, configuration.machine().clock(), configuration.machine().seed(), networks, configuration);
        GuestSystem system = new GuestSystem(machine, configuration, networks, partitions);
        try {
            for (PartitionConfiguration partition : configuration.partitions()) {
                CharacterDevice console = consoles.apply(partition.name());
                partitions.add(GuestPartition.prepare(partitions.size(), partition, console, surroundings));
            }
            for (GuestPartition partition : partitions) {
                partition.launch(machine);
            }
            return system;
        } catch (InvalidConfiguration e) {
            system.close();
            throw e;
        }
    }

    private static Schedule schedule(SystemConfiguration configuration) {
        List<String> names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
        List<List<Window>> harts = IntStream.range(0, configuration.machine().harts())
                .mapToObj(hart -> windows(configuration.schedule(), hart, names))
                .toList();
        return new Schedule(
                harts,
                SLICE,
                configuration.partitions().stream()
                        .map(PartitionConfiguration::weight)
                        .toList());
    }

    private static List<Window> windows(ScheduleConfiguration schedule, int hart, List<String> names) {
        List<Window> windows = new ArrayList<>();
        long free = 0;
        for (ScheduleConfiguration.Window window : schedule.windows(hart)) {
            addEmpty(windows, free, window.start());
            int partition = window.partition().map(names::indexOf).orElse(Window.SPARE);
            windows.add(new Window(partition, ticks(window.length())));
            free = window.start() + window.length();
        }
        addEmpty(windows, free, schedule.frame());
        return windows;
    }

    private static void addEmpty(List<Window> windows, long from, long to) {
        if (to > from) {
            windows.add(new Window(Window.NOBODY, ticks(to - from)));
        }
    }

    private static long ticks(long cycles) {
        return cycles / Hart.CYCLES_PER_TICK;
    }

    /** The partitions, in the order of the configuration. */
    public List<GuestPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** The partition of that name, if there is one. */
    public Optional<GuestPartition> partition(String name) {
        return partitions.stream()
                .filter(partition -> partition.name().equals(name))
                .findFirst();
    }

    /**
     * Stops every partition and takes it apart.
     *
     * @throws IllegalStateException if the core does not let one go
     */
    public void destroyAll() {
        for (GuestPartition partition : partitions) {
            Status status = partition.destroy();
            if (status != Status.OK && status != Status.NO_PARTITION) {
                throw new IllegalStateException(
                        "the core answers " + status + " when told to destroy " + partition.name());
            }
        }
    }

    /**
     * Runs for so many cycles of the machine's time, or until no partition is running.
     *
     * @return whether partitions are still running
     */
    public boolean run(long cycles) {
        return runUntil(machine.cycle() + cycles);
    }

    /**
     * Runs until the machine's time is {@code cycle}, or until no partition is running.
     *
     * @return whether partitions are still running
     */
    public boolean runUntil(long cycle) {
        return machine.run(cycle);
    }

    /** While no partition is running, lets time go by until it is {@code cycle}. */
    public void rest(long cycle) {
        machine.rest(cycle);
    }

    /** Whether a partition is paused. */
    public boolean anyPaused() {
        return partitions.stream().anyMatch(partition -> partition.state().orElse(null) == PartitionState.PAUSED);
    }

    /** Whether a partition has stopped in order to be started again. */
    public boolean anyWantsRestart() {
        return partitions.stream().anyMatch(GuestPartition::wantsRestart);
    }

    /** What the core remembers of calls and stops, oldest first. */
    public List<AuditRecord> audit() {
        return machine.control().audit();
    }

    /** The machine's time in cycles. */
    public long cycle() {
        return machine.cycle();
    }

    /** Cycles in which no partition had anything to execute. */
    public long idleCycles() {
        return machine.idleCycles();
    }

    /** What became of the partitions so far; hashes take time, so they are made only if asked for. */
    public SystemReport report(boolean hashes) {
        return new SystemReport(
                machine.cycle(),
                partitions.stream().map(partition -> report(partition, hashes)).toList(),
                networks.report());
    }

    private PartitionReport report(GuestPartition partition, boolean hashes) {
        PartitionInfo info = partition.info();
        Account account = partition.account();
        Optional<String> failure = account.monitorFailure().map(what -> "its monitor failed: " + what);
        return new PartitionReport(
                partition.name(),
                partition.state().map(Wording::of).orElse(Wording.DESTROYED),
                failure.or(partition::finished).or(() -> info.stopReason().map(Wording::of)),
                failure.isPresent()
                        || partition.failed()
                        || info.stopReason().orElse(null) instanceof StopReason.UnexpectedTrap,
                partition.starts(),
                partition.configuration().memory(),
                info.virtualHarts(),
                share(partition.name()),
                partition.state().isPresent() ? info.framesUsed() : 0,
                info.quota(),
                account.retired(),
                info.ticksRun() * Hart.CYCLES_PER_TICK,
                info.ticksWaited() * Hart.CYCLES_PER_TICK,
                info.exits(),
                info.windowsKept(),
                info.windowsLate(),
                account.strays(),
                hashes ? partition.hash() : Optional.empty());
    }

    private double share(String partition) {
        long length = configuration.schedule().windows().stream()
                .filter(window -> window.isFor(partition))
                .mapToLong(ScheduleConfiguration.Window::length)
                .sum();
        return (double) length / configuration.schedule().frame();
    }

    @Override
    public void close() {
        partitions.forEach(GuestPartition::close);
        try {
            machine.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a disk of the machine could not be closed", e);
        }
    }
}
