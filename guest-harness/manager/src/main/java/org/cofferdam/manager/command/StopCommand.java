package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam stop NAME}. */
@Command(
        name = "stop",
        description = "End a partition without asking its guest, as if its power were cut.",
        footer = {"", "Its memory stays until it is destroyed, reset or started.", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class StopCommand extends OrderCommand {
    /** For the service loader. */
    public StopCommand() {
        super(Verb.STOP);
    }
}
