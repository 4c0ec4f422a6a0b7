package org.cofferdam.isolation.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec …}: the specification, to be read and to be put to the test. */
@Command(
        name = "spec",
        description = "The specification of the core: print it, list its properties, break it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SpecPrintCommand.class,
            SpecPropertiesCommand.class,
            SpecMutantsCommand.class,
            SpecFaultsCommand.class
        })
public final class SpecCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public SpecCommand() {}

    @Override
    public Integer call() {
        CommandLine self = spec.commandLine();
        throw new ParameterException(
                self,
                "spec needs a sub-command: "
                        + String.join(", ", self.getSubcommands().keySet()));
    }
}
