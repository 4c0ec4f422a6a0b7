package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what the reader accepts. */
class ExamplesTest {
    private static final Pattern IMAGE = Pattern.compile("[a-z-]+\\.img");

    @TempDir
    Path folder;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Reads a text as a file, beside empty images of all names that it has. */
    private SystemConfiguration read(String yaml) throws Exception {
        Matcher images = IMAGE.matcher(yaml);
        while (images.find()) {
            Files.writeString(folder.resolve(images.group()), "");
        }
        return ConfigurationReader.read(Files.writeString(folder.resolve("system.yaml"), yaml), GuestCatalogue.names());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAccepted(Path example) throws Exception {
        assertFalse(read(Files.readString(example)).partitions().isEmpty());
    }

    @Test
    void theReadmesConfigurationIsAccepted() throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../README.md")));
        assertTrue(block.find());
        SystemConfiguration system = read(block.group(1));
        assertEquals(List.of("lan"), system.networks());
        assertTrue(system.policy().allows("debian-a", "debian-b"));
    }
}
