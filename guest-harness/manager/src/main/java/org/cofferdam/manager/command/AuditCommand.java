package org.cofferdam.manager.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.manager.lifecycle.ReportTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cofferdam audit [NAME]}. */
@Command(
        name = "audit",
        description = "Show what the core remembers: control calls and their outcome, and why partitions stopped.",
        footer = {
            "",
            "The core keeps the last events; a gap in the numbers shows what it has forgotten, or what is about others.",
            RunningSystem.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    private static final double CYCLES_PER_MILLISECOND = 100_000;

    @Mixin
    private RunningSystem system;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The partition; else all.")
    private String partition;

    @Option(names = "--json", description = "As JSON: an array of objects.")
    private boolean json;

    /** For the service loader. */
    public AuditCommand() {}

    @Override
    public Integer call() {
        return system.ask(client -> {
            JsonNode events = client.audit(Optional.ofNullable(partition));
            system.print(json ? events.toPrettyString() : table(events).toString());
        });
    }

    private static ReportTable table(JsonNode events) {
        ReportTable table = new ReportTable(4);
        table.add("EVENT", "MS", "PARTITION", "WHAT");
        for (JsonNode event : events) {
            table.add(
                    event.path("sequence").asText(),
                    String.format(Locale.ROOT, "%.3f", event.path("cycle").longValue() / CYCLES_PER_MILLISECOND),
                    event.path("partition").asText(),
                    event.path("event").asText());
        }
        return table;
    }
}
