package org.cofferdam.properties.stateful;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cofferdam.properties.faults.Edit;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has failed once does not fail again, and would be seen if it did. */
@Checks({16, 22})
class ReplaysTest {
    private static final Path REPLAYS = Path.of("src/test/resources/replays");

    @TempDir
    private Path folder;

    static List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(REPLAYS)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void itHolds(Path replay) throws Exception {
        Trace trace = TraceText.parse(Files.readString(replay.resolve("trace")));
        assertEquals(
                "", Playback.run(trace).map(Finding::story).orElse(""), "./cofferdam replay property-tests/" + replay);
        assertFalse(Files.readString(replay.resolve("note")).isBlank());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void itFailsWithTheMendingUndone(Path replay) throws Exception {
        List<Edit> edits = UndoneMendings.all().get(replay.getFileName().toString());
        String story = FaultyWorld.replay(edits, folder, Files.readString(replay.resolve("trace")));
        assertFalse(story.isEmpty(), replay + " shows nothing with the mending undone");
        assertFalse(story.startsWith("THE CORE FAILED"), story);
    }

    @Test
    void everyFolderSaysHowItIsUndone() throws IOException {
        Set<String> names =
                folders().stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        assertEquals(names, UndoneMendings.all().keySet());
    }
}
