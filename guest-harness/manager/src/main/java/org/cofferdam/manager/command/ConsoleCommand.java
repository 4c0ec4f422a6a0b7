package org.cofferdam.manager.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.cofferdam.guests.terminal.RawMode;
import org.cofferdam.manager.remote.ControlClient;
import org.cofferdam.manager.remote.Refusal;
import org.cofferdam.manager.remote.RemoteConsole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cofferdam console NAME}. */
@Command(
        name = "console",
        aliases = "attach",
        description = "Bring a partition's console to this terminal.",
        footer = {
            "",
            "Ctrl-A x leaves, Ctrl-A Ctrl-A sends a Ctrl-A. Any number may watch; one types, the others when that one leaves.",
            RunningSystem.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {
    @Mixin
    private RunningSystem system;

    @Parameters(index = "0", paramLabel = "NAME", description = "The partition.")
    private String partition;

    @Option(names = "--watch", description = "Only look: what is typed goes nowhere, and the keyboard stays free.")
    private boolean watch;

    /** For the service loader. */
    public ConsoleCommand() {}

    @Override
    public Integer call() {
        return system.ask(this::attach);
    }

    private void attach(ControlClient client) throws Refusal, IOException {
        RemoteConsole console = client.console(partition, watch);
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        try (RawMode raw = RawMode.enter()) {
            String lineEnd = raw == null ? "\n" : "\r\n";
            String typing = console.typist() ? "" : watch ? "; you only watch" : "; somebody else types";
            out.print("[cofferdam] console of " + partition + typing + "; Ctrl-A x leaves" + lineEnd);
            boolean left = console.attach(System.in, out, lineEnd);
            out.print(lineEnd + "[cofferdam] " + (left ? "left" : "the run has ended") + lineEnd);
            out.flush();
        }
    }
}
