package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam pause NAME}. */
@Command(
        name = "pause",
        description = "Hold a running partition still: no instruction of it executes until it is resumed.",
        footer = {"", "Its windows stay empty meanwhile, and its time goes on.", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class PauseCommand extends OrderCommand {
    /** For the service loader. */
    public PauseCommand() {
        super(Verb.PAUSE);
    }
}
