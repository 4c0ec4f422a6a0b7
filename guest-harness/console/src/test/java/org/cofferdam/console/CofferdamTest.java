package org.cofferdam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CofferdamTest {
    private final StringWriter errors = new StringWriter();

    private CommandLine commandLine() {
        return Cofferdam.commandLine().setErr(new PrintWriter(errors, true));
    }

    @Test
    void aWordThatIsNoCommandIsBadInputAndSaysSoInOneLine() {
        assertEquals(2, commandLine().execute("no-such-command"));
        assertTrue(errors.toString().startsWith("cofferdam: Unmatched argument"), errors::toString);
        assertTrue(errors.toString().lines().count() <= 3, errors::toString);
    }

    @Test
    void noCommandAtAllIsBadInputAndShowsTheUsage() {
        assertEquals(2, commandLine().execute());
        assertTrue(errors.toString().contains("Usage: cofferdam"), errors::toString);
    }

    @Test
    void whoNamesACommandGetsItAlone() {
        assertEquals(List.of("help", "greet"), names("greet", "part"));
        assertEquals(List.of("help", "greet", "part"), names("welcome", "part"));
        assertEquals(List.of("help", "greet", "part"), names("help", "part"));
        assertEquals(List.of("help", "greet", "part"), names());
        assertEquals(7, Cofferdam.commandLine("part").execute("part"));
        assertEquals(6, Cofferdam.commandLine("welcome").execute("welcome"));
    }

    private static List<String> names(String... arguments) {
        return Cofferdam.commandLine(arguments).getSubcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandName)
                .toList();
    }

    /** A command with another name besides. */
    @Command(name = "greet", aliases = "welcome", description = "Greets.", mixinStandardHelpOptions = true)
    public static final class Greet implements Callable<Integer> {
        @Override
        public Integer call() {
            return 6;
        }
    }

    /** Another command. */
    @Command(name = "part", description = "Parts.", mixinStandardHelpOptions = true)
    public static final class Part implements Callable<Integer> {
        @Override
        public Integer call() {
            return 7;
        }
    }

    @Test
    void everyCommandOfTheModulesHasADescriptionAndHelp() {
        Collection<CommandLine> commands = commandLine().getSubcommands().values();
        for (CommandLine command : commands) {
            var usage = command.getCommandSpec().usageMessage();
            assertTrue(usage.description().length > 0, () -> command.getCommandName() + " has no description");
            assertTrue(
                    command.getCommandName().equals("help")
                            || command.getCommandSpec().findOption("--help") != null,
                    () -> command.getCommandName() + " has no --help");
        }
    }
}
