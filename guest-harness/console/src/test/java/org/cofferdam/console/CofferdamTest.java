package org.cofferdam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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
