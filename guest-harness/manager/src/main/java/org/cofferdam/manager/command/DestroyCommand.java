package org.cofferdam.manager.command;

import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Command;

/** {@code cofferdam destroy NAME}. */
@Command(
        name = "destroy",
        description = "Stop a partition if need be, and give back its memory, scrubbed.",
        footer = {"", "Its windows stay empty, until it is started again.", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class DestroyCommand extends OrderCommand {
    /** For the service loader. */
    public DestroyCommand() {
        super(Verb.DESTROY);
    }
}
