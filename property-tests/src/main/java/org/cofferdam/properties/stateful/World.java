package org.cofferdam.properties.stateful;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.CallWatcher;
import org.cofferdam.platform.CoreControl;
import org.cofferdam.platform.PartitionedMachine;

/** A system in which steps happen, one after the other, on the real core and the real machine, under the oracle. */
public final class World {
    private static final int WORD = Long.BYTES;
    /** Steps of taking a partition apart are at most a few more than there are frames of it. */
    private static final int MOST_STEPS = 600;
    /** Ticks that one step may last. */
    private static final long MOST_TICKS = 2_000;
    /** Major frames in which a guest that has a hart must have answered. */
    private static final int PATIENCE = 12;

    private final Stage stage;
    private final PartitionedMachine machine;
    private final CoreControl control;
    private final List<Seat> seats = new ArrayList<>();
    private final PartitionSpec[] specs;
    private final List<Step> past = new ArrayList<>();
    private final Guess guess;
    private final long framesAtStart;
    private final Model model;
    private Answer said = Answer.none("");

    /** A system in which nothing has happened yet. */
    public World(Stage stage) {
        this(stage, machine -> machine.check(1));
    }

    /** A system whose calls somebody is told of. */
    static World watched(Stage stage, CallWatcher watcher) {
        return new World(stage, machine -> machine.check(watcher));
    }

    /** A system without the oracle, for whoever looks at it in another way. */
    public static World unchecked(Stage stage) {
        return new World(stage, _ -> {});
    }

    private World(Stage stage, Consumer<PartitionedMachine> checking) {
        this.stage = stage;
        guess = new Guess(stage);
        model = new Model(stage);
        List<SmallDisk> disks = stage.disk().isPresent() ? List.of(new SmallDisk()) : List.of();
        machine = new PartitionedMachine(
                stage.frames() * Stage.PAGE,
                stage.schedule(),
                stage.channels(),
                stage.guests().size(),
                disks);
        if (disks.isEmpty()) {
            machine.plantCanaries();
        }
        checking.accept(machine);
        control = machine.control();
        framesAtStart = control.framesLeft();
        specs = new PartitionSpec[stage.guests().size()];
        for (int partition = 0; partition < specs.length; partition++) {
            seats.add(new Seat());
        }
    }

    public Stage stage() {
        return stage;
    }

    /** The machine that it happens on. */
    public PartitionedMachine machine() {
        return machine;
    }

    /** What may be so now. */
    public Guess guess() {
        return guess;
    }

    /** All that has happened so far. */
    public Trace trace() {
        return new Trace(stage, past);
    }

    /** Whether the model has something to say of the next step. */
    boolean isModelled() {
        return model.sees();
    }

    /**
     * Has something happen.
     *
     * @return what came of it, in a few words
     * @throws Broken if something is found that must not be
     */
    public String perform(Step step) {
        past.add(step);
        guess.after(step);
        said = guarded(() -> act(step));
        model.after(step, said).ifPresent(objection -> {
            throw new Broken("NOT WHAT THE TEXTS SAY: %s, and %s was answered%n  But:  %s"
                    .formatted(step, said.text().isEmpty() ? "nothing" : said.text(), objection));
        });
        return said.text();
    }

    /**
     * Takes everything apart, and looks whether anything is left.
     *
     * @throws Broken if something is found that must not be
     */
    public void end() {
        guarded(() -> {
            machine.lookAtEverything();
            for (int partition = 0; partition < specs.length; partition++) {
                destroy(partition);
            }
            machine.lookAtEverything();
            return Answer.none("");
        });
        List<String> left = new ArrayList<>();
        if (control.framesLeft() != framesAtStart) {
            left.add("%,d frames are left, and there were %,d".formatted(control.framesLeft(), framesAtStart));
        }
        if (machine.cachedGuestTranslations() + machine.cachedDeviceTranslations() != 0) {
            left.add("harts remember %d translations of guests, and the IOMMU %d"
                    .formatted(machine.cachedGuestTranslations(), machine.cachedDeviceTranslations()));
        }
        BitSet clean = machine.zeros();
        clean.or(machine.canaries());
        int dirty = machine.frames() - clean.cardinality();
        if (stage.disk().isEmpty() && dirty > stage.systemFrames()) {
            left.add("%d frames hold something, and %d may".formatted(dirty, stage.systemFrames()));
        }
        if (!left.isEmpty()) {
            throw new Broken("LEFT BEHIND after all partitions have been destroyed: " + String.join("; ", left));
        }
    }

    private Answer guarded(Supplier<Answer> deed) {
        try {
            return deed.get();
        } catch (Broken broken) {
            throw broken;
        } catch (RuntimeException failure) {
            if (failure instanceof org.cofferdam.platform.IsolationBroken) {
                throw new Broken(failure.getMessage(), failure);
            }
            StackTraceElement[] trace = failure.getStackTrace();
            throw new Broken(
                    "THE CORE FAILED: %s%s".formatted(failure, trace.length == 0 ? "" : ", at " + trace[0]), failure);
        }
    }

    private Answer act(Step step) {
        int partition = step.partition();
        return switch (step.verb()) {
            case CREATE -> create(partition, (int) step.argument(0));
            case LOAD ->
                Answer.of(control.load(partition, step.argument(0), new byte[4096], 0, (int) step.argument(1)));
            case START -> Answer.of(control.start(partition, step.argument(0), 0));
            case PAUSE -> Answer.of(control.pause(partition));
            case RESUME -> Answer.of(control.resume(partition));
            case STOP -> Answer.of(control.stop(partition));
            case DESTROY -> destroy(partition);
            case DESTROY_STEP -> destroyed(partition, control.destroy(partition));
            case RESET -> reset(partition);
            case RESET_STEP -> taken(partition, control.reset(partition));
            case RESIZE -> Answer.of(control.resize(partition, step.argument(0)));
            case CALL, READ, WRITE, JUMP -> ask(step, true);
            case POST -> ask(step, false);
            case DISK_READ -> disk(step, true);
            case DISK_WRITE -> disk(step, false);
            case RUN -> {
                pass(Math.clamp(step.argument(0), 0, MOST_TICKS) * Hart.CYCLES_PER_TICK);
                yield Answer.none("");
            }
            case GIVE_BACK, TAKE_BACK, PEEK, POKE, LINE, COMPLETE, TYPE -> {
                Optional<Seat> seat = seat(partition);
                yield seat.isEmpty()
                        ? Answer.none("nobody has a handle")
                        : monitor(step, seat.get().monitor());
            }
            case STALE_POKE, STALE_GIVE_BACK -> {
                Optional<Seat> seat = seat(partition);
                yield seat.isEmpty()
                        ? Answer.none("nobody has a handle")
                        : monitor(step, seat.get().first());
            }
        };
    }

    private Optional<Seat> seat(int partition) {
        boolean taken = partition >= 0
                && partition < specs.length
                && seats.get(partition).isTaken();
        return taken ? Optional.of(seats.get(partition)) : Optional.empty();
    }

    private Answer monitor(Step step, Monitor handle) {
        long address = step.argument(0);
        int number = (int) step.argument(1);
        byte[] word = ByteBuffer.allocate(WORD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(step.argument(1))
                .array();
        return switch (step.verb()) {
            case GIVE_BACK, STALE_GIVE_BACK -> looked(handle.giveBack(address, number));
            case TAKE_BACK -> looked(handle.takeBack(address, number));
            case PEEK -> {
                Status status = handle.read(address, word, 0, WORD);
                long read = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getLong();
                yield Answer.of(status, read, "%s 0x%x".formatted(status, read));
            }
            case POKE, STALE_POKE -> Answer.of(handle.write(address, word, 0, WORD));
            case LINE -> Answer.of(handle.externalInterrupt((int) step.argument(0), (step.argument(1) & 1) != 0));
            case COMPLETE -> Answer.of(handle.completeInterrupt((int) step.argument(0)));
            case TYPE -> Answer.none(handle.giveConsoleInput(new byte[4096], 0, (int) step.argument(0)) + " bytes");
            default -> throw new IllegalArgumentException(step + " is nothing that a monitor does");
        };
    }

    /** The oracle stands at the core's door, and a monitor does not come through it. */
    private Answer looked(Status status) {
        machine.lookAtEverything();
        return Answer.of(status);
    }

    private Answer create(int partition, int like) {
        if (like < 0 || like >= specs.length) {
            return Answer.none("there is nobody like that");
        }
        PartitionSpec spec = stage.guests().get(like).spec();
        Creation creation = control.create(partition, spec);
        if (creation instanceof Creation.Created) {
            specs[partition] = spec;
        }
        return taken(partition, creation);
    }

    /** A partition that has been made gets its monitor and its code. */
    private Answer taken(int partition, Creation creation) {
        return switch (creation) {
            case Creation.Refused(Status status) -> Answer.of(status);
            case Creation.Created(Monitor monitor) -> {
                Seat seat = seats.get(partition);
                seat.take(monitor);
                machine.connect(monitor, specs[partition], seat);
                byte[] image = Puppet.image(specs[partition].virtualHarts());
                Status loaded = control.load(partition, MemoryRegion.DEFAULT_BASE, image, 0, image.length);
                if (loaded != Status.OK) {
                    throw new Broken("A NEW PARTITION cannot be loaded: " + loaded);
                }
                yield Answer.of(Status.OK);
            }
        };
    }

    private Answer destroyed(int partition, Status status) {
        if (status == Status.OK) {
            machine.disconnect(partition);
        }
        return Answer.of(status);
    }

    private Answer destroy(int partition) {
        control.stop(partition);
        return Answer.of(steps(() -> {
            Status status = control.destroy(partition);
            destroyed(partition, status);
            return status;
        }));
    }

    private Answer reset(int partition) {
        Status status = steps(() -> {
            Creation creation = control.reset(partition);
            taken(partition, creation);
            return creation instanceof Creation.Refused(Status refused) ? refused : Status.OK;
        });
        if (status == Status.OK) {
            return Answer.of(control.start(partition, MemoryRegion.DEFAULT_BASE, 0));
        }
        if (status == Status.NO_MEMORY && control.query(partition).isEmpty()) {
            machine.disconnect(partition);
        }
        return Answer.of(status);
    }

    private Status steps(Supplier<Status> step) {
        Status status = Status.AGAIN;
        for (int i = 0; i < MOST_STEPS && (status == Status.AGAIN || status == Status.BUSY); i++) {
            status = step.get();
            if (status == Status.BUSY) {
                pass(1);
            }
        }
        if (status == Status.AGAIN || status == Status.BUSY) {
            throw new Broken("A PARTITION IS NOT TAKEN APART in %,d steps".formatted(MOST_STEPS));
        }
        return status;
    }

    private void pass(long cycles) {
        long until = machine.cycle() + cycles;
        while (machine.cycle() < until) {
            machine.run(until);
            machine.rest(until);
        }
    }

    /** Tells a virtual hart to do something. */
    private Answer ask(Step step, boolean waiting) {
        return switch (step.verb()) {
            case READ -> tell(step, Puppet.Deed.LOAD, waiting, step.argument(0));
            case WRITE -> tell(step, Puppet.Deed.STORE, waiting, step.argument(0), step.argument(1));
            case JUMP -> tell(step, Puppet.Deed.JUMP, waiting, step.argument(0));
            default ->
                tell(
                        step,
                        Puppet.Deed.CALL,
                        waiting,
                        step.arguments().stream()
                                .limit(6)
                                .mapToLong(Long::longValue)
                                .toArray());
        };
    }

    private Answer tell(Step step, Puppet.Deed deed, boolean waiting, long... arguments) {
        int partition = step.partition();
        Optional<Seat> seat = seat(partition);
        if (seat.isEmpty() || !isRunning(partition) || step.hart() >= specs[partition].virtualHarts()) {
            return Answer.none("there is nobody to do it");
        }
        Optional<Puppet.Mail> before = mail(seat.get(), step.hart());
        if (before.isEmpty() || !before.get().isAnswered()) {
            return Answer.none("it is at something else");
        }
        long extension = step.call().map(GuestCall::extension).orElse(0L);
        long function = step.call().map(GuestCall::function).orElse(0L);
        byte[] request = Puppet.request(before.get().asked() + 1, deed, extension, function, arguments);
        Status written = seat.get().monitor().write(Puppet.mailbox(step.hart()), request, 0, request.length);
        if (written != Status.OK) {
            return Answer.none("it cannot be told: " + written);
        }
        if (!waiting) {
            return Answer.none("");
        }
        return await(step).map(mail -> Answer.of(step, mail)).orElse(Answer.missing());
    }

    private boolean isRunning(int partition) {
        return control.query(partition)
                .map(PartitionInfo::state)
                .filter(PartitionState.RUNNING::equals)
                .isPresent();
    }

    /** What a virtual hart has been told and has answered, if its mailbox is still its own. */
    private static Optional<Puppet.Mail> mail(Seat seat, int hart) {
        byte[] bytes = new byte[Puppet.MAIL_SIZE];
        Status status = seat.monitor().read(Puppet.mailbox(hart), bytes, 0, bytes.length);
        return status == Status.OK ? Optional.of(Puppet.mail(bytes)) : Optional.empty();
    }

    private Optional<Puppet.Mail> await(Step step) {
        Seat seat = seats.get(step.partition());
        long turn = Math.max(1, stage.frameTicks() / 2) * Hart.CYCLES_PER_TICK;
        for (int turns = 0; turns < 2 * PATIENCE && isRunning(step.partition()); turns++) {
            pass(turn);
            Optional<Puppet.Mail> mail = mail(seat, step.hart());
            if (mail.isEmpty() || mail.get().isAnswered()) {
                return mail;
            }
        }
        return Optional.empty();
    }

    private Answer disk(Step step, boolean toMemory) {
        Optional<Seat> seat = seat(step.partition());
        if (stage.disk().isEmpty() || seat.isEmpty()) {
            return Answer.none("there is no disk");
        }
        byte[] queue = DiskRequest.queue(toMemory, step.argument(0));
        if (seat.get().monitor().write(DiskRequest.QUEUE, queue, 0, queue.length) != Status.OK) {
            return Answer.none("there is no place for a queue");
        }
        for (DiskRequest.Register register : DiskRequest.REGISTERS) {
            Answer done = tell(step, Puppet.Deed.STORE_WORD, true, Stage.DISK + register.offset(), register.value());
            if (done.kind() != Answer.Kind.DONE) {
                return done;
            }
        }
        byte[] status = new byte[1];
        seat.get().monitor().read(DiskRequest.status(), status, 0, 1);
        return new Answer(Answer.Kind.DONE, status[0], 0, "status %d".formatted(status[0] & 0xFF));
    }
}
