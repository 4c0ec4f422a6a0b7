package org.cofferdam.manager.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.guests.terminal.RawMode;
import org.cofferdam.machine.translator.Engine;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.Keyboard;
import org.cofferdam.manager.console.Operator;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.control.ControlDesk;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Journal;
import org.cofferdam.manager.control.Outcome;
import org.cofferdam.manager.control.Script;
import org.cofferdam.manager.control.ScriptedOrder;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.ReportJson;
import org.cofferdam.manager.lifecycle.ReportText;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.manager.remote.ControlServer;
import org.cofferdam.manager.remote.Refusal;
import org.cofferdam.manager.remote.RunFolder;
import org.cofferdam.platform.IsolationBroken;
import org.cofferdam.platform.PartitionedMachine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "While it runs, another terminal manages it: ps, stats, audit, console, pause, resume, reset, stop, start,"
                    + " destroy.",
            "It ends when no partition runs or is paused, and none wants to be started again.",
            "Exit code: 0 all well, 1 a partition failed or missed a window, an --at was refused, or --check found"
                    + " something, 2 bad configuration."
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
            description = "Stop when so much of the machine's time is over: cycles, or with us, ms or s (1 s is"
                    + " 100,000,000).")
    private long stopAfter = Long.MAX_VALUE;

    @Option(
            names = "--at",
            paramLabel = "TIME:VERB:NAME",
            converter = ScriptedOrderConverter.class,
            description =
                    "Do this to a partition at a time, such as 5s:reset:debian-a: pause, resume, reset, stop, start,"
                            + " destroy; or type into its console: 5s:type:debian-a:ls\\n. May be given often.")
    private List<ScriptedOrder> at = List.of();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write down all that comes from outside, as --at options; run CONFIG @FILE repeats the run.")
    private Path record;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What ps and the other commands call this system; else as CONFIG without its ending.")
    private String name;

    @Option(names = "--no-control", description = "Open no control socket: no other terminal can manage this system.")
    private boolean noControl;

    @Mixin
    private CheckOption check;

    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator",
            description = "How instructions are executed, which makes no difference but of speed.")
    private Engine engine = Engine.standard();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            engine.makeStandard();
            SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
            Script script = new Script(at);
            int code = report(run(configuration, script));
            script.failures().forEach(failure -> complain("--at " + failure));
            return script.failures().isEmpty() ? code : Outcome.Kind.REFUSED.exitCode();
        } catch (InvalidConfiguration refusal) {
            refusal.problems().forEach(spec.commandLine().getErr()::println);
            return Outcome.Kind.BAD_INPUT.exitCode();
        } catch (IsolationBroken broken) {
            spec.commandLine().getErr().println(broken.getMessage());
            return 1;
        } catch (Refusal refusal) {
            complain(refusal.getMessage());
            return refusal.kind().exitCode();
        }
    }

    private void complain(String message) {
        spec.commandLine().getErr().println("cofferdam: " + message);
    }

    private SystemReport run(SystemConfiguration configuration, Script script)
            throws InvalidConfiguration, Refusal, IOException, InterruptedException {
        List<String> names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
        if (console != null) {
            requireKnown("--console " + console, console, names);
        }
        at.forEach(scripted -> requireKnown("--at " + scripted, scripted.order().partition(), names));
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
            return conduct(configuration, script, screen, consoles, operator);
        }
    }

    private void requireKnown(String option, String partition, List<String> names) {
        if (!names.contains(partition)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": " + file + " has no partition '" + partition + "'; its partitions are "
                            + String.join(", ", names));
        }
    }

    private SystemReport conduct(
            SystemConfiguration configuration,
            Script script,
            Screen screen,
            Map<String, PartitionConsole> consoles,
            Optional<Operator> operator)
            throws InvalidConfiguration, Refusal, IOException, InterruptedException {
        Inbox inbox = new Inbox();
        try (PrintWriter journal = openJournal();
                ControlServer _ = noControl ? null : ControlServer.open(RunFolder.locate(), systemName(), inbox);
                GuestSystem system = GuestSystem.start(configuration, machine(configuration), consoles::get)) {
            ControlDesk desk = new ControlDesk(
                    system,
                    consoles,
                    new Journal(Optional.ofNullable(journal)),
                    outcome -> screen.notice(outcome.message()));
            new Conductor(system, desk, script, inbox, screen, operator).run(stopAfter);
            return system.report(hash);
        }
    }

    private PartitionedMachine machine(SystemConfiguration configuration) throws InvalidConfiguration {
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        check.checking().apply(machine);
        return machine;
    }

    /** Null if nothing is to be recorded. */
    private PrintWriter openJournal() {
        try {
            return record == null ? null : new PrintWriter(Files.newBufferedWriter(record, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--record " + record + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private String systemName() {
        String wanted = name == null ? file.getFileName().toString().replaceFirst("\\.[^.]*$", "") : name;
        return wanted.replaceAll("[^A-Za-z0-9._-]", "-");
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
