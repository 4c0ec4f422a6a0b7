package org.cofferdam.manager.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cofferdam.machine.board.BoardSetup;

/** Reads and checks a configuration file; nothing has started when it refuses one. */
public final class ConfigurationReader {
    private static final MachineConfiguration DEFAULT_MACHINE =
            new MachineConfiguration(1L << 30, 0, 1, BoardSetup.DEFAULT_START);

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
        Fields root = Fields.of(Vocabulary.SYSTEM, NodeReader.read(text, problems), "", problems)
                .orElseThrow(problems::refusal);
        MachineConfiguration machine =
                root.group(Vocabulary.MACHINE).map(this::machine).orElse(DEFAULT_MACHINE);
        List<String> networks = networks(root);
        FileFinder finder = new FileFinder(file.toAbsolutePath().getParent(), problems);
        CardReader cards = new CardReader(networks, problems);
        List<PartitionConfiguration> partitions =
                new PartitionReader(machine.memory(), bundledGuests, finder, cards, problems).read(root);
        List<String> names =
                partitions.stream().map(PartitionConfiguration::name).toList();
        Policy policy = new PolicyReader(names, problems).read(root);
        cards.check(policy);
        ChannelConfiguration channels = new ChannelReader(partitions, policy, problems).read(root);
        FaultReader.check(partitions, channels, problems);
        ScheduleConfiguration schedule = new ScheduleReader(machine.harts(), partitions, problems).read(root);
        problems.throwIfAny();
        return new SystemConfiguration(file, machine, networks, policy, channels, schedule, partitions);
    }

    private List<String> networks(Fields root) {
        List<String> names = new ArrayList<>();
        for (Fields.Item item : root.list(Vocabulary.NETWORKS)) {
            Fields.scalar(item.node(), item.path(), Kind.NAME, problems).ifPresent(name -> {
                if (names.contains(name)) {
                    problems.add(item.node().at(), item.path(), name + " is given twice", "keep one");
                } else {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private MachineConfiguration machine(Fields fields) {
        return new MachineConfiguration(
                fields.value(Vocabulary.Machine.MEMORY).orElse(DEFAULT_MACHINE.memory()),
                fields.value(Vocabulary.Machine.SEED).orElse(DEFAULT_MACHINE.seed()),
                fields.value(Vocabulary.Machine.HARTS).orElse(1L).intValue(),
                fields.value(Vocabulary.Machine.CLOCK).orElse(DEFAULT_MACHINE.clock()));
    }
}
