package org.cofferdam.manager.demonstration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cofferdam.guests.bundled.AttackReport;
import org.cofferdam.guests.bundled.BundledGuest;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.lifecycle.Checking;
import org.cofferdam.manager.lifecycle.PartitionReport;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.microkernel.Microkernel;

/**
 * An attacker beside its victims: what it says of its attempts, and what is seen from outside, for which nobody's word
 * is taken. The system runs a second time, with guests in the places of the attacker and its accomplice that do nothing:
 * the partitions are there, and what joins victims to them. Strict windows and walls leave the victims no difference
 * between the two.
 */
public final class Demonstration {
    private static final String SILENT = BundledGuest.IDLE.guestName();

    private final Optional<SystemReport> report;
    private final Optional<ExitCost> cost;
    private final AttackReport attacks;
    private final List<Evidence> outside;

    private Demonstration(
            Optional<SystemReport> report, Optional<ExitCost> cost, AttackReport attacks, List<Evidence> outside) {
        this.report = report;
        this.cost = cost;
        this.attacks = attacks;
        this.outside = List.copyOf(outside);
    }

    /**
     * Runs a system with and without its attacker.
     *
     * @param attacker   name of its partition
     * @param accomplice name of the partition that helps it; there need not be one
     * @param checking whether the core is held to its specification meanwhile
     * @param outside  where the consoles of the first run lead, by the names of partitions
     * @param step     called after every ten milliseconds of the machine's time
     * @throws InvalidConfiguration if something in it cannot be used
     */
    public static Demonstration of(
            SystemConfiguration configuration,
            String attacker,
            String accomplice,
            Checking checking,
            Function<String, CharacterDevice> outside,
            Runnable step)
            throws InvalidConfiguration {
        try {
            Run attacked = Run.of(configuration, checking, outside, step);
            Set<String> hostile = Set.of(attacker, accomplice);
            Run alone = Run.of(configuration.running(hostile, SILENT), checking, _ -> CharacterDevice.NONE, step);
            return judge(attacked, alone, attacker, hostile);
        } catch (RuntimeException failure) {
            if (!isOfTheCore(failure)) {
                throw failure;
            }
            Evidence total = new Evidence("the core", "did not answer but failed: " + failure, false);
            return new Demonstration(Optional.empty(), Optional.empty(), AttackReport.read(""), List.of(total));
        }
    }

    /** The core promises to answer whatever it is asked; what it lets its ports fail with is its failure too. */
    private static boolean isOfTheCore(RuntimeException failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(Microkernel.class.getPackageName() + "."));
    }

    private static Demonstration judge(Run attacked, Run alone, String attacker, Set<String> hostile) {
        AttackReport attacks = AttackReport.read(attacked.console(attacker));
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(end(attacks, attacked.report().partition(attacker)));
        for (PartitionReport victim : alone.report().partitions()) {
            if (!hostile.contains(victim.name())) {
                evidence.addAll(selfChecks(victim.name(), attacked.console(victim.name())));
                evidence.add(unmoved(victim, attacked, alone));
            }
        }
        attacked.report().partitions().forEach(partition -> evidence.add(windows(partition)));
        evidence.addAll(attacked.memory());
        return new Demonstration(Optional.of(attacked.report()), Optional.of(attacked.cost()), attacks, evidence);
    }

    private static Evidence end(AttackReport attacks, PartitionReport attacker) {
        List<String> said = new ArrayList<>(List.of("did not come to its end"));
        if (!attacks.attempts().isEmpty()) {
            said.add("the last attempt to come back was "
                    + attacks.attempts().getLast().name());
        }
        said.add(attacks.panic().isEmpty() ? attacker.reason().orElse(attacker.state()) : attacks.panic());
        String observed =
                attacks.isComplete() ? "made every attempt that it announced" : String.join("; ", said);
        return new Evidence("the attacker", observed, attacks.isComplete());
    }

    /** What a victim found when it looked after its own registers and memory, if it does. */
    private static List<Evidence> selfChecks(String victim, String console) {
        String record = "@self-check " + victim + " | ";
        return console.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(record))
                .map(line ->
                        new Evidence(victim + "'s own checks", line.substring(record.length()), line.endsWith("| ok")))
                .toList();
    }

    private static Evidence unmoved(PartitionReport alone, Run attackedRun, Run aloneRun) {
        PartitionReport attacked = attackedRun.report().partition(alone.name());
        List<String> differences = new ArrayList<>();
        if (!attacked.hash().equals(alone.hash())) {
            differences.add("state");
        }
        if (attacked.retired() != alone.retired()) {
            differences.add("instructions");
        }
        if (!attacked.exits().equals(alone.exits())) {
            differences.add("exits");
        }
        if (!attackedRun.console(alone.name()).equals(aloneRun.console(alone.name()))) {
            differences.add("console");
        }
        boolean same = differences.isEmpty();
        String observed = same
                ? String.format(
                        Locale.ROOT,
                        "same state, console and %,d instructions as without the attacker",
                        alone.retired())
                : "not as without the attacker: " + String.join(", ", differences);
        return new Evidence(alone.name() + " unmoved", observed, same);
    }

    private static Evidence windows(PartitionReport partition) {
        String observed = String.format(
                Locale.ROOT,
                "%,d kept, %,d late; %,d stretches of execution outside",
                partition.windowsKept(),
                partition.windowsLate(),
                partition.strays());
        boolean held = partition.windowsLate() == 0 && partition.strays() == 0 && partition.windowsKept() > 0;
        return new Evidence(partition.name() + "'s windows", observed, held);
    }

    /** The system with the attacker, at its end; empty if the core did not get that far. */
    Optional<SystemReport> report() {
        return report;
    }

    /** What its exits cost; empty if the core did not get that far. */
    Optional<ExitCost> cost() {
        return cost;
    }

    AttackReport attacks() {
        return attacks;
    }

    List<Evidence> outside() {
        return outside;
    }

    /** Whether every wall held, by what the attacker says and by what was seen from outside. */
    public boolean held() {
        return attacks.allHeld() && outside.stream().allMatch(Evidence::held);
    }
}
