package org.cofferdam.manager.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.cofferdam.manager.reference.HypercallReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofferdam hypercalls}. */
@Command(
        name = "hypercalls",
        description = "Print what guests can ask the core for beyond SBI, as a table or as a header for C.",
        mixinStandardHelpOptions = true)
public final class HypercallsCommand implements Callable<Integer> {
    @Option(names = "--header", description = "Print the header that bundled guests include.")
    private boolean header;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public HypercallsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(header ? HypercallReference.header() : HypercallReference.markdown());
        out.flush();
        return 0;
    }
}
