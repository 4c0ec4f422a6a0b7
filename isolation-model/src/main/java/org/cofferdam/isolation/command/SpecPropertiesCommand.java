package org.cofferdam.isolation.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.document.PropertyTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec properties}: each isolation property, how it is stated, and who checks it. */
@Command(
        name = "properties",
        description = "List the isolation properties: how each is stated, and which engines check it (Markdown).",
        mixinStandardHelpOptions = true)
final class SpecPropertiesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(PropertyTable.of(CoreSpecification.CORE));
        out.flush();
        return 0;
    }
}
