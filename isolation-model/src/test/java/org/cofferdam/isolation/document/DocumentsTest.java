package org.cofferdam.isolation.document;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.isolation.core.Coverage;
import org.junit.jupiter.api.Test;

/** The checked-in documents are those that the specification makes: {@code ./cofferdam spec print} and {@code spec properties}. */
class DocumentsTest {
    private static final Path PAPER = Path.of("../papers/isolation");

    @Test
    void theCheckedInSpecificationIsFresh() throws IOException {
        assertEquals(Files.readString(PAPER.resolve("specification.md")), SpecificationText.of(CORE));
    }

    @Test
    void theCheckedInTableOfPropertiesIsFresh() throws IOException {
        assertEquals(Files.readString(PAPER.resolve("properties.md")), PropertyTable.of(CORE));
    }

    @Test
    void everyPropertyIsStatedOrHasAReason() {
        for (Coverage.Row row : Coverage.rows(CORE)) {
            assertFalse(row.claims().isEmpty() && row.remark().isEmpty(), row.property()::name);
        }
    }
}
