package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam start NAME}. */
@Command(
        name = "start",
        description = "Start a partition that has stopped or been destroyed, from the beginning.",
        footer = {"", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class StartCommand extends OrderCommand {
    /** For the service loader. */
    public StartCommand() {
        super(Verb.START);
    }
}
