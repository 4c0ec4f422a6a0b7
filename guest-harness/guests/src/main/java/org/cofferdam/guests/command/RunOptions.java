package org.cofferdam.guests.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How long to run, and what to keep of it. */
final class RunOptions {
    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description =
                    "Stop after N cycles: instructions, and idle time at 100 MHz (several harts: after whole turns).")
    Long stopAfter;

    @Option(names = "--hash", description = "At the end print retired instructions and a hash of registers and memory.")
    boolean hash;

    @Option(
            names = "--engine-stats",
            description = "At the end print what was translated, and what the JVM took back (slower by a little).")
    boolean engineStats;

    @Option(
            names = "--lockstep",
            description = {
                "Run the machine twice at once, interpreted and translated, compare them after each path through a",
                "translation (several harts: after each turn), and end with 1 and both states at the first difference.",
                "Without input; drives must be readonly=on; a restart is an end."
            })
    boolean lockstep;

    @Option(
            names = {"--no-reboot", "-no-reboot"},
            description = "End where the guest restarts.")
    boolean noReboot;

    @Option(names = "--record", paramLabel = "FILE", description = "Write down all input and when it came.")
    Path record;

    @Option(names = "--replay", paramLabel = "FILE", description = "Take a recording's input instead of any other.")
    Path replay;

    @Option(
            names = "--save-state",
            paramLabel = "FILE",
            description = "At --stop-after, or Ctrl-A x, save the machine, disks aside.")
    Path saveState;

    @Option(
            names = "--load-state",
            paramLabel = "FILE",
            description = "Go on from a saved machine; give the same flags, no kernel.")
    Path loadState;

    long limit() {
        return stopAfter == null ? Long.MAX_VALUE : stopAfter;
    }
}
