package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cofferdam.manager.command.DemoCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published schema in the hands of somebody else's validator (Debian's {@code python3-jsonschema} and {@code python3-yaml}): what is right is
 * accepted, what is wrong is found where it is. Skipped where these are not there.
 */
class SchemaTest {
    private static final String PARTITION = "partitions: [{name: a, guest: probe%s}]";

    /** A mistake, and where the validator sees it. The reader must refuse each of them too. */
    private static final Map<String, String> MISTAKES = mistakes();

    @TempDir
    Path folder;

    private static Map<String, String> mistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        mistakes.put("machine: {memory: 64M}", "$");
        mistakes.put("partitions: 3", "$.partitions");
        mistakes.put("partitions: [{guest: probe}]", "$.partitions[0]");
        mistakes.put(PARTITION.formatted(", memroy: 4M"), "$.partitions[0]");
        mistakes.put(PARTITION.formatted(", memory: 4T"), "$.partitions[0].memory");
        mistakes.put(PARTITION.formatted(", harts: 9"), "$.partitions[0].harts");
        mistakes.put(PARTITION.formatted(", harts: two"), "$.partitions[0].harts");
        mistakes.put(PARTITION.formatted(", translation: sv32x4"), "$.partitions[0].translation");
        mistakes.put(PARTITION.formatted(", devices: [modem]"), "$.partitions[0].devices[0]");
        mistakes.put(PARTITION.formatted(", faults: {device-dma: explode}"), "$.partitions[0].faults['device-dma']");
        mistakes.put(PARTITION.formatted(", disks: [{format: raw}]"), "$.partitions[0].disks[0]");
        mistakes.put("partitions: [{name: A b, guest: probe}]", "$.partitions[0].name");
        mistakes.put(
                PARTITION.formatted("") + "\nschedule: {windows: [{partition: a, length: 3h}]}",
                "$.schedule.windows[0].length");
        mistakes.put(PARTITION.formatted("") + "\nschedule: {windows: [{partition: a}]}", "$.schedule.windows[0]");
        mistakes.put(
                PARTITION.formatted("") + "\nchannels: {doorbells: [{from: a, to: a, bit: 64}]}",
                "$.channels.doorbells[0].bit");
        return Collections.unmodifiableMap(mistakes);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @BeforeEach
    void somebodyElseIsThere() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "-c", "import jsonschema, yaml; jsonschema.Draft202012Validator")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            there = false;
        }
        assumeTrue(there, "python3-jsonschema and python3-yaml are not there");
    }

    /** What the validator says of each file, in their order. */
    private List<String> validate(List<Path> files) throws Exception {
        Path script = folder.resolve("validate.py");
        try (InputStream resource = SchemaTest.class.getResourceAsStream("validate.py")) {
            Files.write(script, resource.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of("python3", script.toString(), "configuration.schema.json"));
        files.forEach(file -> command.add(file.toString()));
        return run(command).lines().toList();
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    @Test
    void whatTheDocumentsShowIsAccepted() throws Exception {
        List<Path> files = new ArrayList<>(ExamplesTest.examples());
        Matcher readme = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../README.md")));
        assertEquals(true, readme.find());
        files.add(write("readme", readme.group(1)));
        try (InputStream demo = DemoCommand.class.getResourceAsStream("demo.yaml")) {
            files.add(write("demo", new String(demo.readAllBytes(), StandardCharsets.UTF_8)));
        }
        assertEquals(Collections.nCopies(files.size(), "ok"), validate(files), files::toString);
    }

    @Test
    void whatIsWrongIsFoundWhereItIsAndByTheReaderToo() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String mistake : MISTAKES.keySet()) {
            files.add(write("mistake" + files.size(), mistake));
            assertThrows(
                    InvalidConfiguration.class,
                    () -> ConfigurationReader.read(files.getLast(), Set.of("probe")),
                    mistake);
        }
        assertEquals(List.copyOf(MISTAKES.values()), validate(files));
    }
}
