package org.cofferdam.manager.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cofferdam.manager.network.Loss;
import org.cofferdam.manager.network.PortReport;
import org.cofferdam.microkernel.ExitCause;

/** A report for a person to read. */
public final class ReportText {
    private static final long CYCLES_PER_MILLISECOND = 100_000;

    private ReportText() {}

    /** Several lines, without a line end after the last. */
    public static String of(SystemReport report) {
        ReportTable partitions = new ReportTable(3);
        partitions.add("partition", "state", "why", "instructions", "exits", "windows kept", "late", "strays");
        for (PartitionReport partition : report.partitions()) {
            partitions.add(
                    partition.name(),
                    partition.state(),
                    partition.reason().orElse(""),
                    partition.retired(),
                    partition.exits().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    partition.windowsKept(),
                    partition.windowsLate(),
                    partition.strays());
        }
        String time = String.format(
                Locale.ROOT, "after %,d ms of the machine's time", report.cycles() / CYCLES_PER_MILLISECOND);
        return time + "\n\n" + partitions + "\n\n" + exits(report) + networks(report) + hashes(report);
    }

    private static ReportTable exits(SystemReport report) {
        ReportTable exits = new ReportTable(1);
        List<Object> head = new ArrayList<>(List.of("exits"));
        for (ExitCause cause : ExitCause.values()) {
            head.add(Wording.of(cause));
        }
        exits.add(head);
        for (PartitionReport partition : report.partitions()) {
            List<Object> row = new ArrayList<>(List.of(partition.name()));
            for (ExitCause cause : ExitCause.values()) {
                row.add(partition.exits().getOrDefault(cause, 0L));
            }
            exits.add(row);
        }
        return exits;
    }

    private static String networks(SystemReport report) {
        ReportTable networks = new ReportTable(3);
        List<Object> head = new ArrayList<>(List.of("network", "partition", "address", "sent", "received"));
        for (Loss loss : Loss.values()) {
            head.add(Wording.of(loss));
        }
        networks.add(head);
        report.networks().forEach((name, ports) -> {
            for (PortReport port : ports) {
                List<Object> row =
                        new ArrayList<>(List.of(name, port.partition(), port.address(), port.sent(), port.received()));
                for (Loss loss : Loss.values()) {
                    row.add(port.lost().getOrDefault(loss, 0L));
                }
                networks.add(row);
            }
        });
        return report.networks().isEmpty() ? "" : "\n\n" + networks;
    }

    private static String hashes(SystemReport report) {
        ReportTable hashes = new ReportTable(2);
        hashes.add("state hash", "SHA-256 of registers and memory");
        report.partitions()
                .forEach(partition -> partition.hash().ifPresent(hash -> hashes.add(partition.name(), hash)));
        boolean any = report.partitions().stream()
                .anyMatch(partition -> partition.hash().isPresent());
        return any ? "\n\n" + hashes : "";
    }
}
