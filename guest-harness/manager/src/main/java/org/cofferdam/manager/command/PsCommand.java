package org.cofferdam.manager.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cofferdam.manager.lifecycle.ReportTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cofferdam ps}. */
@Command(
        name = "ps",
        aliases = "list",
        description = "List the partitions of a running system.",
        footer = {
            "",
            "Columns: state and why it stopped, memory, virtual harts, share of the schedule, exits to the core.",
            RunningSystem.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class PsCommand implements Callable<Integer> {
    @Mixin
    private RunningSystem system;

    @Option(names = "--json", description = "The whole report, as run --json writes it.")
    private boolean json;

    /** For the service loader. */
    public PsCommand() {}

    @Override
    public Integer call() {
        return system.ask(client -> {
            JsonNode report = client.report();
            system.print(json ? report.toPrettyString() : table(report).toString());
        });
    }

    private static ReportTable table(JsonNode report) {
        ReportTable table = new ReportTable(3);
        table.add("NAME", "STATE", "WHY", "MEMORY", "HARTS", "SHARE", "EXITS");
        for (JsonNode partition : report.path("partitions")) {
            long exits = 0;
            for (JsonNode count : partition.path("exits")) {
                exits += count.longValue();
            }
            table.add(
                    partition.path("name").asText(),
                    partition.path("state").asText(),
                    partition.path("reason").asText(),
                    (partition.path("memory").longValue() >> 20) + "M",
                    partition.path("harts").longValue(),
                    String.format(Locale.ROOT, "%.1f%%", partition.path("share").doubleValue() * 100),
                    exits);
        }
        return table;
    }
}
