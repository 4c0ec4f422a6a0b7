package org.cofferdam.manager.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Table and header are those of the core's declarations; {@code -Dreference.write=true} writes them anew. */
class HypercallReferenceTest {
    private static final boolean WRITE = Boolean.getBoolean("reference.write");

    private static void check(String name, String expected) throws IOException {
        Path file = Path.of(name);
        if (WRITE) {
            Files.writeString(file, expected);
        }
        assertEquals(
                expected, Files.readString(file), name + " is out of date: run this test with -Dreference.write=true");
    }

    @Test
    void theTableIsFresh() throws IOException {
        check("HYPERCALLS.md", HypercallReference.markdown());
    }

    @Test
    void theHeaderOfTheGuestsIsFresh() throws IOException {
        check("../guests/src/main/guests/common/hypercalls.h", HypercallReference.header());
    }
}
