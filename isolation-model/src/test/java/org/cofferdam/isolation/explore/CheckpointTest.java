package org.cofferdam.isolation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cofferdam.isolation.language.ToySpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void anExplorationThatGoesOnFromAFileEndsLikeOneThatWasNotInterrupted() throws IOException {
        Path file = folder.resolve("lonely");
        Exploration begun = Worlds.lonely(true);
        try (Checkpoint _ = begun.keepIn(file)) {
            begun.run(2, 7, (_, _, _, _) -> {});
        }
        // As if the process had died while it wrote.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 3);
        }
        Exploration resumed = Worlds.lonely(true);
        try (Checkpoint _ = resumed.keepIn(file)) {
            assertEquals(6, resumed.depth(), "the level that was cut short is explored again");
            Worlds.explored(resumed, 2);
        }
        Exploration straight = Worlds.explored(Worlds.lonely(true), 2);
        ExplorationTest.assertSame(straight, resumed);
        Exploration complete = Worlds.lonely(true);
        try (Checkpoint _ = complete.keepIn(file)) {
            assertTrue(complete.isComplete(), "nothing is left to do");
        }
        ExplorationTest.assertSame(straight, complete);
    }

    @Test
    void theFileOfAnotherExplorationIsRefused() throws IOException {
        Path file = folder.resolve("lonely");
        Worlds.lonely(true).keepIn(file).close();
        Exploration toy = new Exploration(
                ToySpecification.TOY, Worlds.TOY, Worlds.invariants(ToySpecification.TOY), List.of(), true);
        assertThrows(IllegalArgumentException.class, () -> toy.keepIn(file));
        assertThrows(IllegalArgumentException.class, () -> Worlds.lonely(false).keepIn(file));
    }
}
