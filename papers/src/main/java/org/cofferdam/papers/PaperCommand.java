package org.cofferdam.papers;

import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam paper …}: the experiments of the papers, each of which is a service. */
@Command(
        name = "paper",
        description = "Repeat an experiment of the papers, and print its figures.",
        mixinStandardHelpOptions = true,
        modelTransformer = PaperCommand.Experiments.class)
public final class PaperCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public PaperCommand() {}

    @Override
    public Integer call() {
        CommandLine self = spec.commandLine();
        throw new ParameterException(
                self,
                "paper needs an experiment: "
                        + String.join(", ", self.getSubcommands().keySet()));
    }

    /** Adds a sub-command for each experiment at hand, in the order of their names. */
    static final class Experiments implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec paper) {
            ServiceLoader.load(Experiment.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .map(CommandLine::new)
                    .sorted(Comparator.comparing(CommandLine::getCommandName))
                    .forEach(experiment -> paper.addSubcommand(experiment.getCommandName(), experiment));
            return paper;
        }
    }
}
