package org.cofferdam.manager.command;

import java.io.IOException;
import java.io.PrintWriter;
import org.cofferdam.manager.control.Outcome;
import org.cofferdam.manager.remote.ControlClient;
import org.cofferdam.manager.remote.Refusal;
import org.cofferdam.manager.remote.RunFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which running system a command is about, and how it tells what came of it. */
final class RunningSystem {
    /** For the commands' help. */
    static final String EXIT_CODES =
            "Exit code: 0 done, 1 the core refused, 2 no such system or partition, 3 a fault of Cofferdam itself.";

    @Option(
            names = "--system",
            paramLabel = "NAME|PATH",
            description = "A running system: its name, or the path of its socket. Default: the only one that runs.")
    private String system;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** What is asked of a system. */
    interface Conversation {
        void with(ControlClient client) throws Refusal, IOException;
    }

    /** Connects, asks, and gives the exit code; a refusal is one line on standard error. */
    int ask(Conversation conversation) {
        try (ControlClient client = ControlClient.open(RunFolder.locate(), system)) {
            conversation.with(client);
            return Outcome.Kind.OK.exitCode();
        } catch (Refusal refusal) {
            return complain(refusal.getMessage(), refusal.kind());
        } catch (IOException broken) {
            return complain("the connection to the system broke: " + broken.getMessage(), Outcome.Kind.REFUSED);
        }
    }

    private int complain(String message, Outcome.Kind kind) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("cofferdam: " + message);
        err.flush();
        return kind.exitCode();
    }

    void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
