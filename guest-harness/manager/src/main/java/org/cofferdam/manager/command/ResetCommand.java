package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam reset NAME}. */
@Command(
        name = "reset",
        description = "Start a partition from the beginning, without asking its guest.",
        footer = {"", "Its memory is scrubbed, its image loaded anew; disks stay as they are.", RunningSystem.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class ResetCommand extends OrderCommand {
    /** For the service loader. */
    public ResetCommand() {
        super(Verb.RESET);
    }
}
