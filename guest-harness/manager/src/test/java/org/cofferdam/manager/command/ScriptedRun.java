package org.cofferdam.manager.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.control.ControlDesk;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Journal;
import org.cofferdam.manager.control.Script;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;

/**
 * A run with orders at given times, and all that is known of it.
 *
 * @param consoles what each partition wrote, by its name
 * @param failures of orders
 * @param journal  that it left
 */
record ScriptedRun(SystemReport report, Map<String, String> consoles, List<String> failures, String journal) {
    static ScriptedRun of(Path file, long untilCycle, String... orders) throws Exception {
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        List<String> names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
        Screen screen = new Screen(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), names, "\n");
        Map<String, PartitionConsole> consoles = new LinkedHashMap<>();
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        for (String name : names) {
            consoles.put(name, new PartitionConsole(name, screen));
            written.put(name, new ByteArrayOutputStream());
            consoles.get(name).watch(written.get(name)::write);
        }
        ScriptedOrderConverter converter = new ScriptedOrderConverter();
        Script script = new Script(Arrays.stream(orders).map(converter::convert).toList());
        StringWriter notes = new StringWriter();
        try (GuestSystem system =
                GuestSystem.start(configuration, GuestSystem.machineFor(configuration), consoles::get)) {
            Journal journal = new Journal(Optional.of(new PrintWriter(notes, true)));
            ControlDesk desk = new ControlDesk(system, consoles, journal, _ -> {});
            new Conductor(system, desk, script, new Inbox(), screen, Optional.empty()).run(untilCycle);
            Map<String, String> texts = new LinkedHashMap<>();
            written.forEach((name, bytes) -> texts.put(name, bytes.toString(StandardCharsets.ISO_8859_1)));
            return new ScriptedRun(system.report(true), texts, script.failures(), notes.toString());
        }
    }
}
