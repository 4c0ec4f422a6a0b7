package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Schema and handbook are those of the reader's vocabulary; {@code -Dreference.write=true} writes them anew. */
class ConfigurationDocumentsTest {
    private static final boolean WRITE = Boolean.getBoolean("reference.write");
    private static final String BEGIN = "<!-- fields: printed from Vocabulary by ConfigurationDocumentsTest -->\n";
    private static final String END = "<!-- end of fields -->\n";

    private static void check(String name, String expected) throws IOException {
        Path file = Path.of(name);
        if (WRITE) {
            Files.writeString(file, expected);
        }
        assertEquals(
                expected, Files.readString(file), name + " is out of date: run this test with -Dreference.write=true");
    }

    @Test
    void theSchemaIsFresh() throws IOException {
        StringWriter schema = new StringWriter();
        ConfigurationSchema.write(schema);
        check("configuration.schema.json", schema.toString());
    }

    @Test
    void theTableOfTheHandbookIsFresh() throws IOException {
        String handbook = Files.readString(Path.of("CONFIGURATION.md"));
        int begin = handbook.indexOf(BEGIN);
        int end = handbook.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "CONFIGURATION.md has lost its markers");
        String table = BEGIN + "\n" + ConfigurationTable.text() + "\n";
        check("CONFIGURATION.md", handbook.substring(0, begin) + table + handbook.substring(end));
    }
}
