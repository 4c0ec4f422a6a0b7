package org.cofferdam.manager.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cofferdam.manager.control.Outcome;
import org.cofferdam.manager.lifecycle.ReportTable;
import org.cofferdam.manager.remote.ControlClient;
import org.cofferdam.manager.remote.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cofferdam stats [NAME]}. */
@Command(
        name = "stats",
        description = "Show what partitions of a running system have used and done.",
        footer = {"", "Counts are since the partition's last start.", RunningSystem.EXIT_CODES},
        mixinStandardHelpOptions = true)
public final class StatsCommand implements Callable<Integer> {
    private static final long CYCLES_PER_MILLISECOND = 100_000;
    private static final long KIBIBYTES_PER_FRAME = 4;
    private static final long INTERVAL_MILLISECONDS = 1_000;

    @Mixin
    private RunningSystem system;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The partition; else all.")
    private String partition;

    @Option(names = "--watch", description = "Show them every second, until the run ends.")
    private boolean watch;

    @Option(names = "--json", description = "As JSON: an array of objects.")
    private boolean json;

    /** For the service loader. */
    public StatsCommand() {}

    @Override
    public Integer call() {
        return system.ask(client -> {
            show(client);
            try {
                while (watch) {
                    Thread.sleep(INTERVAL_MILLISECONDS);
                    system.print("");
                    show(client);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void show(ControlClient client) throws Refusal, IOException {
        JsonNode report = client.report();
        List<JsonNode> chosen = chosen(report);
        if (json) {
            system.print(chosen.toString());
            return;
        }
        String time = report.path("cycles").longValue() / CYCLES_PER_MILLISECOND + " ms of the machine's time";
        ReportTable table = new ReportTable(1);
        table.add(row(time, chosen, node -> node.path("name").asText()));
        table.add(row("state", chosen, node -> node.path("state").asText()));
        table.add(row("started, times", chosen, node -> node.path("starts").longValue()));
        table.add(
                row("memory used, KiB", chosen, node -> node.path("framesUsed").longValue() * KIBIBYTES_PER_FRAME));
        table.add(row("memory quota, KiB", chosen, node -> node.path("quota").longValue() * KIBIBYTES_PER_FRAME));
        table.add(row("instructions", chosen, node -> node.path("retired").longValue()));
        table.add(
                row("time on a hart, us", chosen, node -> node.path("cyclesRun").longValue() / 100));
        table.add(row(
                "ready without a hart (steal), us",
                chosen,
                node -> node.path("cyclesWaited").longValue() / 100));
        table.add(row("windows kept", chosen, node -> node.path("windowsKept").longValue()));
        table.add(row("windows late", chosen, node -> node.path("windowsLate").longValue()));
        for (Map.Entry<String, JsonNode> cause :
                report.path("partitions").path(0).path("exits").properties()) {
            table.add(row("exits, " + cause.getKey(), chosen, node -> node.path("exits")
                    .path(cause.getKey())
                    .longValue()));
        }
        system.print(table.toString());
    }

    private List<JsonNode> chosen(JsonNode report) throws Refusal {
        List<JsonNode> chosen = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode node : report.path("partitions")) {
            String name = node.path("name").asText();
            names.add(name);
            if (partition == null || partition.equals(name)) {
                chosen.add(node);
            }
        }
        if (chosen.isEmpty()) {
            throw new Refusal(
                    Outcome.Kind.BAD_INPUT,
                    "no partition '" + partition + "' here; there are: " + String.join(", ", names));
        }
        return chosen;
    }

    /** One figure of a partition. */
    private interface Figure {
        Object of(JsonNode partition);
    }

    private static List<Object> row(String label, List<JsonNode> partitions, Figure figure) {
        List<Object> row = new ArrayList<>(List.of(label));
        partitions.forEach(partition -> row.add(figure.of(partition)));
        return row;
    }
}
