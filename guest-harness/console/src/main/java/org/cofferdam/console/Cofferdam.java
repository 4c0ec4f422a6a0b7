package org.cofferdam.console;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line, {@code ./cofferdam COMMAND}.
 *
 * <p>A command is a picocli {@link Command} class that its module provides as a {@link Callable} service whose result is
 * the exit code (see {@link ExitCode}). So a module adds a command without any module here knowing its name.
 */
@Command(
        name = "cofferdam",
        description = "A Type 1 microhypervisor that you can take apart.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Cofferdam {
    private Cofferdam() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with every command that the modules at hand provide, in the order of their names. */
    @SuppressWarnings("rawtypes") // a service is looked up by its raw class
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Cofferdam());
        line.addSubcommand(new CommandLine.HelpCommand());
        ServiceLoader.load(Callable.class).stream()
                .filter(provider -> provider.type().isAnnotationPresent(Command.class))
                .sorted(Comparator.comparing(
                        provider -> provider.type().getAnnotation(Command.class).name()))
                // As a command line of its own: picocli asks no other for its model transformer.
                .forEach(provider -> line.addSubcommand(new CommandLine(provider.get())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Cofferdam::reportBadUsage);
        line.setExecutionExceptionHandler((failure, at, _) -> reportInternalFault(failure, at));
        return line;
    }

    private static int reportBadUsage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine at = failure.getCommandLine();
        PrintWriter out = at.getErr();
        out.println("cofferdam: " + failure.getMessage());
        if (failure instanceof CommandLine.MissingParameterException || arguments.length == 0) {
            at.usage(out);
        } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, out)) {
            out.println("Try '" + at.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.BAD_INPUT;
    }

    private static int reportInternalFault(Exception failure, CommandLine at) {
        at.getErr().println("cofferdam: internal fault, please report it with the lines below: " + failure);
        failure.printStackTrace(at.getErr());
        return ExitCode.INTERNAL_FAULT;
    }
}
