package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.cofferdam.platform.IsolationBroken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cofferdam scenarios}. Exit codes: 0 all held, 1 one did not. */
@Command(
        name = "scenarios",
        description = "Play small systems that are each written for one wall, held to the specification call by call.",
        footer = {"", "Exit code: 0 every wall held, 1 one did not."},
        mixinStandardHelpOptions = true)
public final class ScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public ScenariosCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean held = true;
        for (Scenario scenario : Scenario.values()) {
            String broken = played(scenario);
            out.println((broken.isEmpty() ? "HELD    " : "BROKEN  ") + scenario.about());
            if (!broken.isEmpty()) {
                out.println("        " + broken.replace("\n", "\n        "));
            }
            out.flush();
            held &= broken.isEmpty();
        }
        return held ? 0 : 1;
    }

    /** What does not hold, or nothing. */
    private static String played(Scenario scenario) throws IOException {
        try {
            scenario.play();
            return "";
        } catch (Broken | IsolationBroken broken) {
            return broken.getMessage();
        }
    }
}
