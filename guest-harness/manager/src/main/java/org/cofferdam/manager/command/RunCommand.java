package org.cofferdam.manager.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.guests.terminal.RawMode;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.Keyboard;
import org.cofferdam.manager.console.Operator;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.ReportJson;
import org.cofferdam.manager.lifecycle.ReportText;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam run CONFIG}. Exit codes: 0 all well, 1 a partition failed or a window was missed, 2 bad input. */
@Command(
        name = "run",
        description = "Run the partitions that a configuration describes, and report what became of them.",
        footer = {
            "",
            "At a console: Ctrl-A x leaves, Ctrl-A n shows the next one, Ctrl-A Ctrl-A sends a Ctrl-A.",
            "Exit code: 0 all well, 1 a partition failed or missed a window, 2 bad configuration."
        },
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CONFIG", description = "A YAML file.")
    private Path file;

    @Option(
            names = "--console",
            paramLabel = "NAME",
            description = "Show this partition's console alone, and type there.")
    private String console;

    @Option(names = "--json", description = "Report as JSON on standard output; consoles go to standard error.")
    private boolean json;

    @Option(names = "--headless", description = "No consoles: the report alone.")
    private boolean headless;

    @Option(names = "--hash", description = "Report a hash of each partition's registers and memory.")
    private boolean hash;

    @Option(
            names = "--stop-after",
            paramLabel = "TIME",
            converter = MachineTime.class,
            description =
                    "Stop when so much of the machine's time is over: cycles, or with us, ms or s (1 s is 100,000,000).")
    private long stopAfter = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
            return report(run(configuration));
        } catch (InvalidConfiguration refusal) {
            refusal.problems().forEach(spec.commandLine().getErr()::println);
            return 2;
        }
    }

    private SystemReport run(SystemConfiguration configuration) throws InvalidConfiguration, InterruptedException {
        List<String> names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
        if (console != null && !names.contains(console)) {
            String known = "its partitions are " + String.join(", ", names);
            throw new ParameterException(
                    spec.commandLine(), "--console " + console + ": " + file + " has none; " + known);
        }
        try (RawMode raw = headless ? null : RawMode.enter()) {
            Screen screen = new Screen(consoleStream(), names, raw == null ? "\n" : "\r\n");
            if (console != null) {
                screen.show(console);
            }
            Map<String, PartitionConsole> consoles = new LinkedHashMap<>();
            names.forEach(name -> consoles.put(name, new PartitionConsole(name, screen)));
            // Somebody may type if there is a terminal, or if the command says at whose console.
            boolean typing = raw != null || (console != null && !headless);
            Optional<Operator> operator = typing
                    ? Optional.of(new Operator(Keyboard.start(System.in), screen, List.copyOf(consoles.values())))
                    : Optional.empty();
            return conduct(configuration, screen, consoles, operator);
        }
    }

    private SystemReport conduct(
            SystemConfiguration configuration,
            Screen screen,
            Map<String, PartitionConsole> consoles,
            Optional<Operator> operator)
            throws InvalidConfiguration, InterruptedException {
        try (GuestSystem system =
                GuestSystem.start(configuration, GuestSystem.machineFor(configuration), consoles::get)) {
            new Conductor(system, screen, operator).run(stopAfter);
            return system.report(hash);
        }
    }

    private PrintStream consoleStream() {
        OutputStream stream = headless ? OutputStream.nullOutputStream() : json ? System.err : System.out;
        return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
    }

    private int report(SystemReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ReportJson.write(report, out);
        } else {
            out.println(ReportText.of(report));
        }
        out.flush();
        return report.sound() ? 0 : 1;
    }
}
