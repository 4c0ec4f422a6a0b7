package org.cofferdam.manager.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.machine.translator.Engine;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.demonstration.Demonstration;
import org.cofferdam.manager.demonstration.DemonstrationText;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.platform.IsolationBroken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofferdam demo}. Exit codes: 0 every wall held, 1 something got through. */
@Command(
        name = "demo",
        description = "Let the bundled attacker loose beside its victims, and show that the walls hold.",
        footer = {
            "",
            "Needs nothing but this build. Exit code: 0 every wall held, 1 something got through, or --check found"
                    + " something."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String ATTACKER = "attacker";
    private static final String ACCOMPLICE = "accomplice";
    private static final String CONFIGURATION = "demo.yaml";
    private static final String DISK = "attacker.img";
    private static final int DISK_LENGTH = 1 << 20;

    @Mixin
    private CheckOption check;

    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator",
            description = "How instructions are executed, which makes no difference but of speed.")
    private Engine engine = Engine.standard();

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException, InvalidConfiguration {
        engine.makeStandard();
        Path folder = Files.createTempDirectory("cofferdam-demo");
        try {
            Demonstration demonstration = demonstrate(read(folder));
            PrintWriter out = spec.commandLine().getOut();
            out.println();
            out.println(DemonstrationText.of(demonstration));
            out.flush();
            return demonstration.held() ? 0 : 1;
        } catch (IsolationBroken broken) {
            spec.commandLine().getErr().println(broken.getMessage());
            return 1;
        } finally {
            Files.deleteIfExists(folder.resolve(CONFIGURATION));
            Files.deleteIfExists(folder.resolve(DISK));
            Files.delete(folder);
        }
    }

    /** The configuration is a file like any other, so that it can be read, changed and run with {@code run}. */
    private static SystemConfiguration read(Path folder) throws IOException, InvalidConfiguration {
        Path file = folder.resolve(CONFIGURATION);
        try (InputStream resource = DemoCommand.class.getResourceAsStream(CONFIGURATION)) {
            Files.write(file, resource.readAllBytes());
        }
        Files.write(folder.resolve(DISK), new byte[DISK_LENGTH]);
        return ConfigurationReader.read(file, GuestCatalogue.names());
    }

    private Demonstration demonstrate(SystemConfiguration configuration) throws InvalidConfiguration {
        List<String> names = configuration.partitions().stream()
                .map(PartitionConfiguration::name)
                .toList();
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        Screen screen = new Screen(out, names, "\n");
        return Demonstration.of(
                configuration,
                ATTACKER,
                ACCOMPLICE,
                check.checking(),
                name -> new PartitionConsole(name, screen),
                () -> screen.flush(false));
    }
}
