package org.cofferdam.properties.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam faults}. Exit codes: 0 every fault was caught by an engine, 1 one was not, 2 no such fault or engine. */
@Command(
        name = "faults",
        description =
                "Put known kinds of defects into the core and the machine, one at a time, and see which engine notices.",
        footer = {
            "",
            "Each fault is modelled on a published advisory. Nothing in the sources changes: it is made on class files.",
            "Exit code: 0 every fault was caught, 1 one was not."
        },
        mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FAULT",
            description = "Which faults, for example S1 T4; all of them if none is named.")
    private List<String> ids = List.of();

    @Option(
            names = "--engine",
            split = ",",
            paramLabel = "NAME",
            description = "Which engines; all of them if left out.")
    private List<String> engines = List.of();

    @Option(names = "--list", description = "Print the corpus, and run nothing.")
    private boolean list;

    @Option(names = "--brief", description = "Leave a fault alone when two engines have noticed it.")
    private boolean brief;

    @Option(names = "--markdown", description = "Print the table as a paper has it, with what each fault is.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public FaultsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Fault> faults = chosenFaults();
        if (list) {
            faults.forEach(fault -> out.println(KillMatrix.describe(fault)));
            out.flush();
            return 0;
        }
        List<Engine> chosen = chosenEngines();
        KillMatrix matrix = new KillMatrix(chosen, markdown, brief ? KillMatrix.WANTED : chosen.size());
        try {
            matrix.printHead(out);
            for (Fault fault : faults) {
                Path classes = Files.createTempDirectory("cofferdam-fault");
                try {
                    FaultyClasses.make(fault, classes);
                    matrix.attempt(fault, classes, out);
                } finally {
                    Scratch.delete(classes);
                }
            }
        } finally {
            for (Engine engine : chosen) {
                engine.close();
            }
        }
        matrix.printFoot(out);
        return matrix.allCaught() ? 0 : 1;
    }

    private List<Fault> chosenFaults() {
        List<Fault> chosen = new ArrayList<>();
        for (String id : ids) {
            chosen.add(FaultCorpus.all().stream()
                    .filter(fault -> fault.id().equalsIgnoreCase(id))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "there is no fault " + id + ": see 'cofferdam faults --list'")));
        }
        return chosen.isEmpty() ? FaultCorpus.all() : chosen;
    }

    private List<Engine> chosenEngines() {
        String modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            throw new ParameterException(
                    spec.commandLine(), "run this through ./cofferdam: engines need its module path");
        }
        List<Engine> all = Engines.all(modules);
        List<Engine> chosen = new ArrayList<>();
        for (String name : engines) {
            chosen.add(all.stream()
                    .filter(engine -> engine.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no engine " + name + "; there are: "
                                    + String.join(
                                            ", ", all.stream().map(Engine::name).toList()))));
        }
        return chosen.isEmpty() ? all : chosen;
    }
}
