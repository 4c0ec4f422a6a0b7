package org.cofferdam.manager.monitor;

import java.util.Optional;
import java.util.SplittableRandom;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ChannelConfiguration;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.PartitionedMachine;

/**
 * One partition: prepared from its configuration, then created, loaded and started through the core's control
 * interface.
 */
public final class GuestPartition implements AutoCloseable {
    private static final long BASE = MemoryRegion.DEFAULT_BASE;
    private static final int SEED_CELLS = 8;

    private final int number;
    private final PartitionConfiguration configuration;
    private final CharacterDevice console;
    private final PartitionLink link;
    private final Finisher finisher;
    private final PartitionBoard board;
    private final MemoryPlan plan;
    private final ChannelConfiguration channels;

    private GuestPartition(
            int number,
            PartitionConfiguration configuration,
            CharacterDevice console,
            PartitionLink link,
            Finisher finisher,
            PartitionBoard board,
            MemoryPlan plan,
            ChannelConfiguration channels) {
        this.number = number;
        this.configuration = configuration;
        this.console = console;
        this.link = link;
        this.finisher = finisher;
        this.board = board;
        this.plan = plan;
        this.channels = channels;
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
        PartitionLink link = new PartitionLink(configuration.harts());
        Finisher finisher = new Finisher(number);
        PartitionBoard board = PartitionBoard.open(configuration, link, console, finisher, surroundings);
        try {
            PartitionTree tree = new PartitionTree(BASE, configuration.memory());
            tree.arguments(configuration.append());
            tree.seed(seeds(surroundings.seed(configuration.name(), "rng-seed")));
            MemoryPlan plan = MemoryPlan.of(
                    new MemoryRange(BASE, configuration.memory()),
                    files.kernel(),
                    files.initrd(),
                    tree,
                    board.board(),
                    configuration.harts());
            return new GuestPartition(number, configuration, console, link, finisher, board, plan, surroundings.system().channels());
        } catch (ImageException e) {
            board.close();
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

    /**
     * Creates the partition in a machine, loads and starts it.
     *
     * @throws InvalidConfiguration if the core has not enough memory left
     */
    public void start(PartitionedMachine machine) throws InvalidConfiguration {
        Control control = machine.control();
        PartitionSpec spec = Specification.of(configuration, board.board().windows(), channels);
        Monitor handle =
                switch (control.create(number, spec)) {
                    case Creation.Created(Monitor created) -> created;
                    case Creation.Refused(Status status) ->
                        throw configuration
                                .source()
                                .refuse("memory", "the core refuses it: " + status, "raise machine.memory");
                };
        link.connect(handle);
        finisher.connect(control);
        machine.connect(handle, spec, new BoardMonitor(board.board(), handle, console));
        for (MemoryPlan.Piece piece : plan.pieces()) {
            require(control.load(number, piece.address(), piece.bytes(), 0, piece.bytes().length));
        }
        require(control.start(number, plan.entry(), plan.treeAddress()));
    }

    /** What the guest asked its test finisher for, if it did. */
    public Optional<String> finished() {
        return finisher.reason();
    }

    /** Whether what it asked its test finisher for was to end as a failure. */
    public boolean failed() {
        return finisher.failed();
    }

    @Override
    public void close() {
        board.close();
    }

    private static int[] seeds(long seed) {
        return new SplittableRandom(seed).ints(SEED_CELLS).toArray();
    }

    private void require(Status status) {
        if (status != Status.OK) {
            throw new IllegalStateException("the core answers " + status + " while " + name() + " is loaded");
        }
    }
}
