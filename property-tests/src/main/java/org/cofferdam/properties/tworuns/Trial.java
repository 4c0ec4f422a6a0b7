package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.CoreControl;
import org.cofferdam.platform.PartitionedMachine;

/** One of the two runs of a system, on a machine of its own. */
final class Trial {
    /** Steps of taking a partition apart are at most a few more than there are frames of it. */
    private static final int MOST_STEPS = 200;

    /** Which of the two runs. */
    enum Which {
        FIRST,
        SECOND
    }

    private final Plan plan;
    private final Recipe recipe;
    private final Which which;
    private final PartitionedMachine machine;
    private final SortedMap<Integer, Witness> witnesses = new TreeMap<>();
    private final SortedMap<Integer, PartitionSpec> specs = new TreeMap<>();
    private final List<Act> acts;
    private final List<Unfinished> unfinished = new ArrayList<>();
    private int done;

    /** The system before its first cycle, on a board of its own until the next trial takes it. */
    Trial(Plan plan, Recipe recipe, Which which, Boards boards) {
        this.plan = plan;
        this.recipe = recipe;
        this.which = which;
        machine = new PartitionedMachine(
                boards.take(plan.schedule().harts().size()), plan.schedule(), plan.channels(), Plan.UNPLANNED + 1);
        List<Long> own = which == Which.FIRST ? recipe.firstActs() : recipe.secondActs();
        acts = Stream.concat(
                        recipe.acts().stream().filter(word -> word != 0).map(word -> Act.upstream(plan, word)),
                        own.stream().filter(word -> word != 0).map(word -> Act.elsewhere(plan, word)))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Act::cycle))
                .toList();
        for (int number = 0; number < plan.specs().size(); number++) {
            boolean wanted = !units(number).isEmpty();
            if (wanted || plan.upstream().get(number) || plan.followed().get(number)) {
                create(number, plan.specs().get(number));
            }
            if (wanted) {
                control().start(number, Layout.RAM, 0);
            }
        }
    }

    PartitionedMachine machine() {
        return machine;
    }

    private CoreControl control() {
        return machine.control();
    }

    /** Acts that have been carried out. */
    List<Act> past() {
        return acts.subList(0, done);
    }

    private boolean isAlternative(int number) {
        return which == Which.SECOND && !plan.upstream().get(number);
    }

    private List<Long> units(int number) {
        if (number >= Plan.MOST_PARTITIONS) {
            return recipe.programs().getLast();
        }
        return (isAlternative(number) ? recipe.alternatives() : recipe.programs()).get(number);
    }

    private void create(int number, PartitionSpec spec) {
        if (control().create(number, spec) instanceof Creation.Created created) {
            connect(number, spec, created);
        }
    }

    private void connect(int number, PartitionSpec spec, Creation.Created created) {
        Witness witness = new Witness(created.monitor(), () -> machine.monitorTime() / PartitionedMachine.TURN);
        machine.connect(created.monitor(), spec, witness);
        witnesses.put(number, witness);
        specs.put(number, spec);
        long secret = isAlternative(number) ? ~(long) number : number;
        byte[] image = GuestImage.of(units(number), spec.virtualHarts(), secret);
        control().load(number, Layout.RAM, image, 0, image.length);
    }

    /** Runs, with all acts that are due, until a cycle; with several harts up to the end of that turn. */
    Trial run(long until) {
        while (true) {
            while (isDue(until)) {
                carryOut(acts.get(done));
                done++;
            }
            if (machine.cycle() >= until) {
                return this;
            }
            long next = done < acts.size() ? Math.min(until, acts.get(done).cycle()) : until;
            pass(unfinished.isEmpty() ? next : Math.min(next, machine.cycle() + 1));
            unfinished.removeIf(Unfinished::advance);
        }
    }

    private boolean isDue(long until) {
        return done < acts.size() && acts.get(done).cycle() < Math.min(until, machine.cycle() + 1);
    }

    private void pass(long until) {
        while (machine.cycle() < until) {
            machine.run(until);
            machine.rest(until);
        }
    }

    private void carryOut(Act act) {
        int target = act.target();
        switch (act.kind()) {
            case PAUSE -> control().pause(target);
            case RESUME -> control().resume(target);
            case STOP -> control().stop(target);
            case START -> control().start(target, Layout.RAM + (act.first() & 1), act.second());
            case CREATE -> create(target, Plan.spec(new Choice(act.first())));
            case DESTROY -> {
                control().stop(target);
                begin(() -> control().destroy(target), () -> {});
            }
            case RESET -> reset(target);
            case RESIZE -> control().resize(target, act.first() & 0x7f);
            case LOAD -> control().load(target, Layout.RAM + (act.first() & 0xffff), new byte[64], 0, 64);
            default -> monitor(act);
        }
    }

    /** What needs no control over a partition, but its monitor's handle. */
    private void monitor(Act act) {
        Witness witness = witnesses.get(act.target());
        if (witness == null) {
            return;
        }
        long page = Layout.scratch((int) (act.first() & 3));
        byte[] bytes = new byte[64];
        switch (act.kind()) {
            case INTERRUPT -> witness.handle.externalInterrupt((int) (act.first() & 3), (act.second() & 1) == 0);
            case WRITE -> witness.handle.write(page + (act.second() & 0xfff), bytes, 0, bytes.length);
            case READ -> witness.handle.read(page + (act.second() & 0xfff), bytes, 0, bytes.length);
            case GIVE_BACK -> witness.handle.giveBack(page, 1 + (int) (act.second() & 1));
            case TAKE_BACK -> witness.handle.takeBack(page, 1 + (int) (act.second() & 1));
            case TYPE -> witness.handle.giveConsoleInput(bytes, 0, (int) (act.second() & 63));
            default -> witness.called();
        }
    }

    private void reset(int target) {
        Creation[] last = new Creation[1];
        Step step = () -> {
            last[0] = control().reset(target);
            return last[0] instanceof Creation.Refused(Status status) ? status : Status.OK;
        };
        begin(step, () -> {
            if (last[0] instanceof Creation.Created created) {
                connect(target, specs.get(target), created);
                control().start(target, Layout.RAM, 0);
            }
        });
    }

    private interface Step {
        Status take();
    }

    /**
     * An act of many steps. A partition leaves its harts when those have run on for a little, and until then other acts come in
     * between: whatever the manager does about one partition, it does on time what it does about another.
     */
    private static final class Unfinished {
        private final Step step;
        private final Runnable end;
        private int left = MOST_STEPS;

        Unfinished(Step step, Runnable end) {
            this.step = step;
            this.end = end;
        }

        /** Goes on as far as it can without the machine; whether it is over. */
        boolean advance() {
            Status status = Status.AGAIN;
            while (status == Status.AGAIN && left > 0) {
                left--;
                status = step.take();
            }
            if (status == Status.BUSY && left > 0) {
                return false;
            }
            end.run();
            return true;
        }
    }

    private void begin(Step step, Runnable end) {
        Unfinished act = new Unfinished(step, end);
        if (!act.advance()) {
            unfinished.add(act);
        }
    }

    /** What is to be seen now. */
    Observation observe() {
        List<Observation.Part> parts = new ArrayList<>();
        plan.upstream().stream().forEach(number -> look(number, parts));
        return new Observation(parts);
    }

    private void look(int number, List<Observation.Part> into) {
        String name = "partition " + number;
        Witness witness = witnesses.get(number);
        PartitionInfo info = control().query(number).orElseThrow();
        into.add(new Observation.Part(
                name + " to the core",
                // Windows are counted while anybody runs at all, and for the manager alone.
                "%s %s, %s, %d frames of %d, %d ticks in %d turns, exits %s, faults %s"
                        .formatted(
                                info.state(),
                                info.stopReason(),
                                info.restartAsked() ? "to be restarted" : "not to be restarted",
                                info.framesUsed(),
                                info.quota(),
                                info.ticksRun(),
                                info.switches(),
                                info.exits(),
                                info.faults())));
        into.add(new Observation.Part(
                name + " to the machine", machine.account(number).toString()));
        into.add(new Observation.Part(name + " at its devices", String.join(", ", witness.accesses())));
        into.add(new Observation.Part(name + " console", Arrays.toString(witness.console())));
        PartitionSpec spec = specs.get(number);
        for (int hart = 0; hart < spec.virtualHarts(); hart++) {
            String registers = name + " hart " + hart + " registers";
            machine.registers(number, hart).ifPresent(found -> into.add(new Observation.Part(registers, found)));
        }
        Memories.read(witness.handle, spec, name, into);
    }
}
