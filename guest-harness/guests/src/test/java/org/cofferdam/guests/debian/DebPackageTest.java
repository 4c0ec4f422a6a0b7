package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebPackageTest {
    @TempDir
    private Path folder;

    @Test
    void regularFilesAreVisitedInOrderWithTheirContent() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("usr/bin/b", new byte[] {1, 2, 3});
        contents.put("usr/bin/a", new byte[0]);
        DebPackage deb = TinyDeb.write(folder.resolve("tiny.deb"), contents);

        Map<String, byte[]> seen = new LinkedHashMap<>();
        deb.visit((path, content) -> seen.put(path, content.readAllBytes()));

        assertEquals(List.of("usr/bin/b", "usr/bin/a"), new ArrayList<>(seen.keySet()));
        assertArrayEquals(new byte[] {1, 2, 3}, seen.get("usr/bin/b"));
    }

    @Test
    void aVisitorNeedNotReadWhatItIsGiven() throws IOException {
        DebPackage deb = TinyDeb.write(
                folder.resolve("tiny.deb"), new LinkedHashMap<>(Map.of("a", new byte[5000], "b", new byte[5000])));
        List<String> seen = new ArrayList<>();
        deb.visit((path, _) -> seen.add(path));
        assertEquals(2, seen.size());
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.deb"), "not an archive");
        assertThrows(IOException.class, () -> new DebPackage(file).visit((_, _) -> {}));
    }

    @Test
    void aCompressionNotKnownIsNamed() throws IOException {
        DebPackage deb = TinyDeb.withMembers(folder.resolve("z.deb"), Map.of("data.tar.zst", new byte[8]));
        IOException failure = assertThrows(IOException.class, () -> deb.visit((_, _) -> {}));
        assertTrue(failure.getMessage().contains("data.tar.zst"), failure.getMessage());
    }

    @Test
    void aPackageWithoutDataIsRefused() throws IOException {
        DebPackage deb = TinyDeb.withMembers(folder.resolve("empty.deb"), Map.of());
        assertThrows(IOException.class, () -> deb.visit((_, _) -> {}));
    }
}
