package org.cofferdam.isolation.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.document.SpecificationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec print}: the whole specification as mathematics. */
@Command(
        name = "print",
        description = "Print the specification as mathematics (Markdown).",
        mixinStandardHelpOptions = true)
final class SpecPrintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(SpecificationText.of(CoreSpecification.CORE));
        out.flush();
        return 0;
    }
}
