package org.cofferdam.properties.suites;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cofferdam properties}: each isolation property, and what proves, explores, watches and tests it. */
@Command(
        name = "properties",
        description = "List the isolation properties: what proves, explores, watches and tests each (Markdown).",
        mixinStandardHelpOptions = true)
public final class PropertiesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public PropertiesCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Matrix.of(TestedProperties.all()));
        out.flush();
        return 0;
    }
}
