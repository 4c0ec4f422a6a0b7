package org.cofferdam.properties.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Size is a feature of the core: it is counted here, and the README says the number. */
class CoreSizeTest {
    /** What the whole core, all later issues included, may come to. */
    private static final int LIMIT = 4_000;

    private static final Pattern README_STATES = Pattern.compile("The core is \\*\\*([0-9,]+) lines of code\\*\\*");

    @Test
    void theReadmeSaysHowManyCodeLinesTheCoreHas() throws IOException {
        long counted = codeLines(Path.of("../microkernel/src/main/java"));
        System.out.printf("The core has %,d lines of code (blank and comment lines not counted).%n", counted);
        Matcher stated = README_STATES.matcher(Files.readString(Path.of("../README.md")));
        assertTrue(stated.find(), "README.md no longer says \"The core is **N lines of code**\"");
        assertEquals(String.format("%,d", counted), stated.group(1), "README.md states an old size: put the new one");
        assertTrue(counted <= LIMIT, () -> counted + " lines: the core may have " + LIMIT);
    }

    @Test
    void blankAndCommentLinesDoNotCount() {
        List<String> source = List.of(
                "/** A doc",
                " * comment. */",
                "package a;",
                "",
                "// a line",
                "int x = 1; // a tail counts",
                "/* one */",
                "}");
        assertEquals(3, codeLines(source));
    }

    private static long codeLines(Path folder) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                lines += codeLines(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static long codeLines(List<String> source) {
        long lines = 0;
        boolean inComment = false;
        for (String raw : source) {
            String line = raw.strip();
            boolean startsComment = !inComment && line.startsWith("/*");
            boolean comment = inComment || startsComment || line.startsWith("//");
            if (inComment || startsComment) {
                inComment = !line.contains("*/");
            }
            if (!comment && !line.isEmpty()) {
                lines++;
            }
        }
        return lines;
    }
}
