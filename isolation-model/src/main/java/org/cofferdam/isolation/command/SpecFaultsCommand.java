package org.cofferdam.isolation.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.mutate.PublishedFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec faults}: published faults, put into the specification, and the story of each. */
@Command(
        name = "faults",
        description = "Put published faults into the specification, and tell how each is refuted.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 if each is refuted, 1 if not."})
final class SpecFaultsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FAULT", arity = "0..*", description = "Which ones (default: all).")
    private List<PublishedFault> faults = List.of(PublishedFault.values());

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int refuted = 0;
        for (PublishedFault fault : faults) {
            out.println("== " + fault.name() + ", after " + fault.source() + ": " + fault.meaning());
            String story = fault.story().orElse(null);
            refuted += story == null ? 0 : 1;
            out.println(story == null ? "NOT REFUTED\n" : story);
        }
        out.println(refuted + " of " + faults.size() + " refuted");
        out.flush();
        return refuted == faults.size() ? 0 : 1;
    }
}
