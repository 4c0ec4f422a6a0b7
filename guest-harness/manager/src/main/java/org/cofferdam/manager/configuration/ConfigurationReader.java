package org.cofferdam.manager.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads and checks a configuration file; nothing has started when it refuses one. */
public final class ConfigurationReader {
    private static final int MOST_HARTS = 8;

    private static final MachineConfiguration DEFAULT_MACHINE = new MachineConfiguration(1L << 30, 0, 1);

    private final Path file;
    private final Set<String> bundledGuests;
    private final Problems problems;

    private ConfigurationReader(Path file, Set<String> bundledGuests) {
        this.file = file;
        this.bundledGuests = bundledGuests;
        this.problems = new Problems(file.toString());
    }

    /**
     * The system that {@code file} describes.
     *
     * @param bundledGuests names that {@code guest:} may give
     * @throws InvalidConfiguration with every mistake in it; also if the file cannot be read
     */
    public static SystemConfiguration read(Path file, Set<String> bundledGuests) throws InvalidConfiguration {
        ConfigurationReader reader = new ConfigurationReader(file, bundledGuests);
        return reader.system(reader.text());
    }

    private String text() throws InvalidConfiguration {
        Position start = new Position(1, 1);
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            throw problems.fatal(start, "", "no such file", "name an existing configuration");
        } catch (CharacterCodingException _) {
            throw problems.fatal(start, "", "not a text file in UTF-8", "name a YAML file");
        } catch (IOException e) {
            throw problems.fatal(
                    start, "", "cannot be read (" + e.getMessage() + ")", "check its kind and permissions");
        }
    }

    private SystemConfiguration system(String text) throws InvalidConfiguration {
        Fields root = Fields.of(NodeReader.read(text, problems), "", problems).orElseThrow(problems::refusal);
        MachineConfiguration machine = root.group("machine").map(this::machine).orElse(DEFAULT_MACHINE);
        FileFinder finder = new FileFinder(file.toAbsolutePath().getParent(), problems);
        List<PartitionConfiguration> partitions =
                new PartitionReader(machine.memory(), bundledGuests, finder, problems).read(root);
        ScheduleConfiguration schedule = new ScheduleReader(machine.harts(), partitions, problems).read(root);
        root.done();
        problems.throwIfAny();
        return new SystemConfiguration(file, machine, schedule, partitions);
    }

    private MachineConfiguration machine(Fields fields) {
        long memory = fields.optional("memory", Kind.SIZE_IN_PAGES).orElse(DEFAULT_MACHINE.memory());
        long seed = fields.optional("seed", Kind.count(0, Long.MAX_VALUE)).orElse(DEFAULT_MACHINE.seed());
        long harts = fields.optional("harts", Kind.count(1, MOST_HARTS)).orElse(1L);
        fields.done();
        return new MachineConfiguration(memory, seed, (int) harts);
    }
}
