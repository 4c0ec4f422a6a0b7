package org.cofferdam.console;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
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
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * A command line for these arguments: with every command that the modules at hand provide, in the order of their names; but with
     * the one alone that the first argument names, since to learn all their options takes as long as starting the JVM.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Cofferdam());
        line.addSubcommand(new CommandLine.HelpCommand());
        List<ServiceLoader.Provider<Callable<?>>> commands = commands();
        List<ServiceLoader.Provider<Callable<?>>> named = commands.stream()
                .filter(provider ->
                        arguments.length > 0 && definition(provider).name().equals(arguments[0]))
                .toList();
        for (ServiceLoader.Provider<Callable<?>> provider : named.isEmpty() ? commands : named) {
            // As a command line of its own: picocli asks no other for its model transformer.
            line.addSubcommand(new CommandLine(provider.get()));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Cofferdam::reportBadUsage);
        line.setExecutionExceptionHandler((failure, at, _) -> reportInternalFault(failure, at));
        return line;
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a service is looked up by its raw class
    private static List<ServiceLoader.Provider<Callable<?>>> commands() {
        return ServiceLoader.load(Callable.class).stream()
                .filter(provider -> provider.type().isAnnotationPresent(Command.class))
                .map(provider -> (ServiceLoader.Provider<Callable<?>>) (ServiceLoader.Provider) provider)
                .sorted(Comparator.comparing(provider -> definition(provider).name()))
                .toList();
    }

    private static Command definition(ServiceLoader.Provider<? extends Callable<?>> provider) {
        return provider.type().getAnnotation(Command.class);
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
