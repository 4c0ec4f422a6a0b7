package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam resume NAME}. */
@Command(
        name = "resume",
        description = "Let a paused partition go on where it was.",
        footer = {"", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class ResumeCommand extends OrderCommand {
    /** For the service loader. */
    public ResumeCommand() {
        super(Verb.RESUME);
    }
}
