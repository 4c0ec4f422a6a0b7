package org.cofferdam.manager.lifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.cofferdam.manager.network.Loss;
import org.cofferdam.manager.network.PortReport;
import org.cofferdam.microkernel.ExitCause;

/** A report for a program to read: one JSON object, its fields named after those of {@link SystemReport}. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * Writes a report and leaves {@code out} open.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(SystemReport report, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).useDefaultPrettyPrinter();
            write(report, json);
            json.writeRaw('\n');
        }
    }

    /**
     * Writes a report as one value.
     *
     * @throws IOException if {@code json} does
     */
    public static void write(SystemReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("cycles", report.cycles());
        json.writeBooleanField("sound", report.sound());
        json.writeArrayFieldStart("partitions");
        for (PartitionReport partition : report.partitions()) {
            write(partition, json);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("networks");
        for (Map.Entry<String, List<PortReport>> network : report.networks().entrySet()) {
            json.writeArrayFieldStart(network.getKey());
            for (PortReport port : network.getValue()) {
                write(port, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(PartitionReport partition, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", partition.name());
        json.writeStringField("state", partition.state());
        if (partition.reason().isPresent()) {
            json.writeStringField("reason", partition.reason().get());
        }
        json.writeBooleanField("failed", partition.failed());
        json.writeNumberField("starts", partition.starts());
        json.writeNumberField("memory", partition.memory());
        json.writeNumberField("harts", partition.harts());
        json.writeNumberField("share", partition.share());
        json.writeNumberField("framesUsed", partition.framesUsed());
        json.writeNumberField("quota", partition.quota());
        json.writeNumberField("retired", partition.retired());
        json.writeNumberField("cyclesRun", partition.cyclesRun());
        json.writeNumberField("cyclesWaited", partition.cyclesWaited());
        json.writeObjectFieldStart("exits");
        for (ExitCause cause : ExitCause.values()) {
            json.writeNumberField(Wording.of(cause), partition.exits().getOrDefault(cause, 0L));
        }
        json.writeEndObject();
        json.writeNumberField("windowsKept", partition.windowsKept());
        json.writeNumberField("windowsLate", partition.windowsLate());
        json.writeNumberField("strays", partition.strays());
        if (partition.hash().isPresent()) {
            json.writeStringField("hash", partition.hash().get());
        }
        json.writeEndObject();
    }

    private static void write(PortReport port, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("partition", port.partition());
        json.writeStringField("address", port.address());
        json.writeNumberField("sent", port.sent());
        json.writeNumberField("received", port.received());
        json.writeObjectFieldStart("lost");
        for (Loss loss : Loss.values()) {
            json.writeNumberField(Wording.of(loss), port.lost().getOrDefault(loss, 0L));
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
