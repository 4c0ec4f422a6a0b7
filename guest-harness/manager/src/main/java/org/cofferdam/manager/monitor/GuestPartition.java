package org.cofferdam.manager.monitor;

import java.util.Optional;
import java.util.SplittableRandom;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.VirtioBalloon;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.OnReboot;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.StopReason;
import org.cofferdam.platform.Account;
import org.cofferdam.platform.PartitionedMachine;

/**
 * One partition through all its lives: prepared once from its configuration, then created, loaded, started, and taken
 * apart through the core's control interface, as often as is asked for. Its files are read once; its memory begins as
 * they were then.
 */
public final class GuestPartition implements AutoCloseable {
    private static final long BASE = MemoryRegion.DEFAULT_BASE;
    private static final int SEED_CELLS = 8;

    /** Cycles after which every hart has let go of a partition that has been stopped; a hart needs one. */
    private static final int PATIENCE = 1_000;

    private final int number;
    private final PartitionConfiguration configuration;
    private final CharacterDevice console;
    private final Surroundings surroundings;
    private final MemoryPlan plan;

    /** Null while the partition is destroyed. */
    private Equipment equipment;

    private PartitionedMachine machine;
    private int starts;
    private Past past;

    /** What was known of a partition when it was destroyed. */
    private record Past(PartitionInfo info, Account account, Optional<String> finished, boolean failed) {}

    private GuestPartition(
            int number,
            PartitionConfiguration configuration,
            CharacterDevice console,
            Surroundings surroundings,
            Equipment equipment,
            MemoryPlan plan) {
        this.number = number;
        this.configuration = configuration;
        this.console = console;
        this.surroundings = surroundings;
        this.equipment = equipment;
        this.plan = plan;
    }

    /**
     * Reads all files of a partition and finds a place for them; nothing of it exists in the machine yet.
     *
     * @param number  of the partition, in the schedule as well
     * @param console where its console leads
     * @param surroundings what it shares with other partitions
     * @throws InvalidConfiguration if a file cannot be used, or memory is too small for what it is to hold
     */
    public static GuestPartition prepare(
            int number, PartitionConfiguration configuration, CharacterDevice console, Surroundings surroundings)
            throws InvalidConfiguration {
        BootFiles files = BootFiles.read(configuration, new MemoryRange(BASE, configuration.memory()));
        Equipment equipment = Equipment.open(number, configuration, console, surroundings);
        try {
            PartitionTree tree = new PartitionTree(BASE, configuration.memory());
            tree.arguments(configuration.append());
            tree.seed(seeds(surroundings.seed(configuration.name(), "rng-seed")));
            MemoryPlan plan = MemoryPlan.of(
                    new MemoryRange(BASE, configuration.memory()),
                    files.kernel(),
                    files.initrd(),
                    tree,
                    equipment.board().board(),
                    configuration.harts());
            return new GuestPartition(number, configuration, console, surroundings, equipment, plan);
        } catch (ImageException e) {
            equipment.close();
            throw configuration.source().refuse("memory", e.getMessage(), "give the partition more memory");
        }
    }

    /** Number in the core and in the schedule. */
    public int number() {
        return number;
    }

    public String name() {
        return configuration.name();
    }

    public PartitionConfiguration configuration() {
        return configuration;
    }

    /** How often it has been started. */
    public int starts() {
        return starts;
    }

    /**
     * Starts the partition for the first time.
     *
     * @throws InvalidConfiguration if the core has not enough memory left
     */
    public void launch(PartitionedMachine in) throws InvalidConfiguration {
        machine = in;
        Status status = start();
        if (status != Status.OK) {
            throw configuration.source().refuse("memory", "the core refuses it: " + status, "raise machine.memory");
        }
    }

    /**
     * Creates the partition in the machine, loads and starts it. If it has stopped, it is {@link #reset}.
     *
     * @return OK, or why the core refuses: WRONG_STATE while it is running or paused
     * @throws InvalidConfiguration if a disk cannot be opened again; then the partition is destroyed
     */
    public Status start() throws InvalidConfiguration {
        if (state().filter(state -> state == PartitionState.STOPPED).isPresent()) {
            return reset();
        }
        if (equipment == null) {
            equipment = Equipment.open(number, configuration, console, surroundings);
        }
        return begin(machine.control().create(number, specification()));
    }

    private PartitionSpec specification() {
        return Specification.of(
                configuration,
                equipment.board().board().windows(),
                surroundings.system().channels());
    }

    /** Gives what the core has created its devices and its files, and starts it; or says why there is nothing. */
    private Status begin(Creation creation) {
        return switch (creation) {
            case Creation.Created(Monitor handle) -> {
                equipment.link().connect(handle);
                equipment.finisher().connect(machine.control());
                VirtualBoard board = equipment.board().board();
                machine.connect(handle, specification(), new BoardMonitor(board, handle, console));
                load();
                starts++;
                yield machine.control().start(number, plan.entry(), plan.treeAddress());
            }
            case Creation.Refused(Status status) -> status;
        };
    }

    private void load() {
        for (MemoryPlan.Piece piece : plan.pieces()) {
            Status status = machine.control().load(number, piece.address(), piece.bytes(), 0, piece.bytes().length);
            if (status != Status.OK) {
                throw new IllegalStateException("the core answers " + status + " while " + name() + " is loaded");
            }
        }
    }

    /** Lets no instruction of it execute from now on, until {@link #resume}. What the core answers. */
    public Status pause() {
        return machine.control().pause(number);
    }

    /** Lets it go on after {@link #pause}. What the core answers. */
    public Status resume() {
        return machine.control().resume(number);
    }

    /** Ends it without asking the guest, as if its power were cut. What the core answers. */
    public Status stop() {
        return machine.control().stop(number);
    }

    /**
     * Starts it from the beginning, whatever state it is in, unless it is destroyed. Its frames and its number are never
     * anybody else's in between; the machine's time goes on as with {@link #destroy}.
     *
     * @return OK, or why the core refuses; after NO_MEMORY it is destroyed: it had given away frames that it would need
     * @throws InvalidConfiguration as {@link #start} does
     */
    public Status reset() throws InvalidConfiguration {
        Optional<PartitionInfo> last = machine.control().query(number);
        Creation creation = machine.control().reset(number);
        for (int cycles = 0; isRefused(creation, Status.BUSY) && cycles < PATIENCE; cycles++) {
            machine.run(machine.cycle() + 1);
            creation = machine.control().reset(number);
        }
        while (isRefused(creation, Status.AGAIN)) {
            creation = machine.control().reset(number);
        }
        if (isRefused(creation, Status.NO_MEMORY)) {
            end(last.orElseThrow());
        }
        if (!(creation instanceof Creation.Created)) {
            return begin(creation);
        }
        equipment.close();
        try {
            equipment = Equipment.open(number, configuration, console, surroundings);
        } catch (InvalidConfiguration gone) {
            destroy();
            throw gone;
        }
        return begin(creation);
    }

    private static boolean isRefused(Creation creation, Status why) {
        return creation.equals(new Creation.Refused(why));
    }

    /**
     * Stops it if it has not stopped, and gives back its memory, scrubbed, and all else that the core kept for it. The
     * machine's time goes on by the cycles that harts take to let go of it.
     *
     * @return OK, or why the core refuses
     */
    public Status destroy() {
        if (state().filter(state -> state != PartitionState.STOPPED).isPresent()) {
            stop();
        }
        Optional<PartitionInfo> last = machine.control().query(number);
        Status status = machine.control().destroy(number);
        for (int cycles = 0; status == Status.BUSY && cycles < PATIENCE; cycles++) {
            machine.run(machine.cycle() + 1);
            status = machine.control().destroy(number);
        }
        while (status == Status.AGAIN) {
            status = machine.control().destroy(number);
        }
        if (status == Status.OK) {
            end(last.orElseThrow());
        }
        return status;
    }

    /** The core has it no longer: keeps what is known of it, and lets go of the rest. */
    private void end(PartitionInfo last) {
        past = new Past(last, machine.account(number), finished(), failed());
        machine.disconnect(number);
        close();
    }

    /** The state that the core has it in; empty if it is destroyed. */
    public Optional<PartitionState> state() {
        return machine.control().query(number).map(PartitionInfo::state);
    }

    /** What the core knows of it, or knew before it was destroyed. */
    public PartitionInfo info() {
        return machine.control().query(number).orElseGet(() -> past.info());
    }

    /** What the machine saw of it since its last start. */
    public Account account() {
        return state().isPresent() ? machine.account(number) : past.account();
    }

    /** SHA-256 of its registers and memory; empty if it is destroyed. */
    public Optional<String> hash() {
        return state().map(_ -> machine.hash(number));
    }

    /** Its balloon, if it has one and is not destroyed. */
    public Optional<VirtioBalloon> balloon() {
        return equipment == null ? Optional.empty() : equipment.board().board().balloon();
    }

    /**
     * Whether it is to be started again: its guest has asked for that and its configuration allows it, or the core's health
     * monitor asks for it.
     */
    public boolean wantsRestart() {
        boolean asked = equipment != null
                && (equipment.finisher().rebootAsked()
                        || info().stopReason().orElse(null) instanceof StopReason.RebootAsked);
        return state().orElse(null) == PartitionState.STOPPED
                && (info().restartAsked() || (asked && configuration.onReboot() == OnReboot.RESTART));
    }

    /** What the guest asked its test finisher for, if it did. */
    public Optional<String> finished() {
        return equipment == null ? past.finished() : equipment.finisher().reason();
    }

    /** Whether what it asked its test finisher for was to end as a failure. */
    public boolean failed() {
        return equipment == null ? past.failed() : equipment.finisher().failed();
    }

    /** Closes its disks. */
    @Override
    public void close() {
        if (equipment != null) {
            equipment.close();
            equipment = null;
        }
    }

    private static int[] seeds(long seed) {
        return new SplittableRandom(seed).ints(SEED_CELLS).toArray();
    }
}
