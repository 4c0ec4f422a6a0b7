package org.cofferdam.manager.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cofferdam.machine.device.VirtioBalloon;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.lifecycle.Wording;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.Status;

/**
 * Where orders for a running system are carried out. Used on the machine's own thread, between two stretches of
 * execution.
 */
public final class ControlDesk {
    private static final long CYCLES_PER_MILLISECOND = 100_000;
    private static final long PAGE = 4096;

    private final GuestSystem system;
    private final Map<String, PartitionConsole> consoles;
    private final Journal journal;
    private final Consumer<Outcome> told;
    private boolean attended;

    /**
     * A desk for a system.
     *
     * @param consoles by the names of partitions
     * @param told     learns what came of each order
     */
    public ControlDesk(
            GuestSystem system, Map<String, PartitionConsole> consoles, Journal journal, Consumer<Outcome> told) {
        this.system = system;
        this.consoles = Map.copyOf(consoles);
        this.journal = journal;
        this.told = told;
        this.consoles.forEach((name, console) -> console.onTyped(
                octet -> journal.note(system.cycle(), new Order.Type(name, String.valueOf((char) octet)))));
    }

    /** Whether somebody has given orders from outside, so that time shall not run away while nothing happens. */
    public boolean attended() {
        return attended;
    }

    /** From now on somebody is there. */
    public void attend() {
        attended = true;
    }

    /** The machine's time in cycles. */
    public long cycle() {
        return system.cycle();
    }

    /** Carries an order out. */
    public Outcome carryOut(Order order) {
        Outcome outcome = system.partition(order.partition())
                .map(partition -> carryOut(order, partition))
                .orElseGet(() -> new Outcome(Outcome.Kind.BAD_INPUT, unknown(order.partition())));
        if (!(order instanceof Order.Type)) {
            told.accept(outcome);
        }
        return outcome;
    }

    private Outcome carryOut(Order order, GuestPartition partition) {
        return switch (order) {
            case Order.Act(Verb verb, String _) -> {
                journal.note(system.cycle(), order);
                yield act(verb, partition);
            }
            case Order.Type(String name, String bytes) -> {
                bytes.chars().forEach(consoles.get(name)::type);
                yield new Outcome(Outcome.Kind.OK, "typed");
            }
            case Order.Balloon(String _, long bytes) -> {
                journal.note(system.cycle(), order);
                yield inflate(partition, bytes);
            }
        };
    }

    private Outcome act(Verb verb, GuestPartition partition) {
        String at =
                String.format(Locale.ROOT, " at %,d ms of the machine's time", system.cycle() / CYCLES_PER_MILLISECOND);
        try {
            Status status = verb.on(partition);
            return status == Status.OK
                    ? new Outcome(Outcome.Kind.OK, partition.name() + " " + verb.done() + at)
                    : refused(verb, partition, Wording.of(status) + ": " + Verb.situation(partition));
        } catch (InvalidConfiguration gone) {
            return refused(verb, partition, gone.getMessage() + "; " + Verb.situation(partition));
        }
    }

    private Outcome inflate(GuestPartition partition, long bytes) {
        String name = partition.name();
        if (bytes > partition.configuration().memory()) {
            long all = partition.configuration().memory() >> 10;
            return new Outcome(
                    Outcome.Kind.BAD_INPUT, "cannot ask " + name + " for more than its " + all + " KiB of memory");
        }
        Optional<VirtioBalloon> balloon = partition.balloon();
        if (balloon.isEmpty()) {
            String why = partition.state().isPresent()
                    ? "it has no balloon: put virtio-balloon among its devices"
                    : Verb.situation(partition);
            return new Outcome(Outcome.Kind.REFUSED, "cannot ask " + name + " for memory: " + why);
        }
        balloon.get().target((int) (bytes / PAGE));
        return new Outcome(
                Outcome.Kind.OK,
                "%s is asked for %d KiB; its balloon holds %d KiB"
                        .formatted(name, bytes >> 10, (balloon.get().inflated() * PAGE) >> 10));
    }

    private static Outcome refused(Verb verb, GuestPartition partition, String why) {
        return new Outcome(Outcome.Kind.REFUSED, "cannot " + verb.word() + " " + partition.name() + ": " + why);
    }

    /** What to say if there is no partition of that name. */
    public String unknown(String partition) {
        String names = system.partitions().stream().map(GuestPartition::name).collect(Collectors.joining(", "));
        return "no partition '" + partition + "' here; there are: " + names;
    }

    /** Starts the partitions again whose guests have asked for a reboot. */
    public void restartRebooted() {
        for (GuestPartition partition : system.partitions()) {
            if (partition.wantsRestart()) {
                told.accept(act(Verb.START, partition));
            }
        }
    }

    /** What the partitions are doing; without hashes. */
    public SystemReport report() {
        return system.report(false);
    }

    /** What the core remembers, oldest first. */
    public List<AuditRecord> audit() {
        return system.audit();
    }

    /** Name of the partition with a number, if there is one. */
    public Optional<String> name(int number) {
        return system.partitions().stream()
                .filter(partition -> partition.number() == number)
                .map(GuestPartition::name)
                .findFirst();
    }

    /** The console of a partition, if there is one of that name. */
    public Optional<PartitionConsole> console(String partition) {
        return Optional.ofNullable(consoles.get(partition));
    }
}
