package org.cofferdam.guests.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam guests …}: what can run in the machine and in partitions. */
@Command(
        name = "guests",
        description = "Guests to boot: fetch Debian's, list what is there, rebuild the bundled ones.",
        mixinStandardHelpOptions = true,
        subcommands = {FetchCommand.class, ListCommand.class, RebuildCommand.class})
public final class GuestsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public GuestsCommand() {}

    @Override
    public Integer call() {
        CommandLine self = spec.commandLine();
        throw new ParameterException(
                self,
                "guests needs a sub-command: "
                        + String.join(", ", self.getSubcommands().keySet()));
    }
}
