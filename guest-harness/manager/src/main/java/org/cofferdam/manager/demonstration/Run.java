package org.cofferdam.manager.demonstration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.lifecycle.Checking;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.platform.PartitionedMachine;

/** One run of a system from start to end, with canaries in all memory, and what was seen of it. */
final class Run {
    /** Ten seconds of the machine's time: more than guests that end by themselves take. */
    private static final long LONGEST = 1_000_000_000;

    private static final long STEP = 1_000_000;

    private final Map<String, RecordedConsole> consoles = new LinkedHashMap<>();
    private SystemReport report;
    private ExitCost cost;
    private List<Evidence> memory;

    private Run() {}

    /**
     * Runs a system to its end.
     *
     * @param checking whether the core is held to its specification meanwhile
     * @param outside where consoles lead, by the names of partitions
     * @param step    called after every ten milliseconds of the machine's time
     * @throws InvalidConfiguration if something in it cannot be used
     */
    static Run of(
            SystemConfiguration configuration,
            Checking checking,
            Function<String, CharacterDevice> outside,
            Runnable step)
            throws InvalidConfiguration {
        Run run = new Run();
        for (PartitionConfiguration partition : configuration.partitions()) {
            run.consoles.put(partition.name(), new RecordedConsole(outside.apply(partition.name())));
        }
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        machine.plantCanaries();
        checking.apply(machine);
        machine.timeTraps(System::nanoTime);
        try (GuestSystem system = GuestSystem.start(configuration, machine, run.consoles::get)) {
            MemoryWatch watch = new MemoryWatch(machine, configuration.channels());
            boolean running = true;
            while (running && system.cycle() < LONGEST) {
                running = system.run(STEP);
                step.run();
            }
            run.report = system.report(true);
            run.cost = ExitCost.of(run.report, machine.hostNanoseconds());
            List<Evidence> memory = new ArrayList<>(List.of(watch.walls(system.partitions()), watch.free()));
            system.destroyAll();
            memory.add(watch.remains());
            memory.add(watch.fences());
            run.memory = memory;
        }
        return run;
    }

    /** All that a partition wrote to its console. */
    String console(String partition) {
        return consoles.get(partition).text();
    }

    SystemReport report() {
        return report;
    }

    ExitCost cost() {
        return cost;
    }

    /** What the machine's memory shows. */
    List<Evidence> memory() {
        return memory;
    }
}
