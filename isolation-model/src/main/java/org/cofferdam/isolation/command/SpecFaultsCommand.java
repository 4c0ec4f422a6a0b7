package org.cofferdam.isolation.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.document.WorldFigure;
import org.cofferdam.isolation.mutate.PublishedFault;
import org.cofferdam.isolation.prove.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--figures",
            paramLabel = "DIR",
            description = "Draw the world of each before and after the step, as SVG.")
    private Path figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int refuted = 0;
        for (PublishedFault fault : faults) {
            out.println("== " + fault.name() + ", after " + fault.source() + ": " + fault.meaning());
            Story story = fault.story().orElse(null);
            refuted += story == null ? 0 : 1;
            if (story != null && figures != null) {
                Files.writeString(
                        figures.resolve(fault.name() + ".svg"),
                        WorldFigure.of(story.states().getFirst(), story.states().getLast()));
            }
            out.println(story == null ? "NOT REFUTED\n" : story.tell());
        }
        out.println(refuted + " of " + faults.size() + " refuted");
        out.flush();
        return refuted == faults.size() ? 0 : 1;
    }
}
