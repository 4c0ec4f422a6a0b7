package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TwoRunsCommandTest {
    private final StringWriter said = new StringWriter();

    @TempDir
    private Path folder;

    private int execute(String... words) {
        CommandLine command = new CommandLine(new TwoRunsCommand());
        PrintWriter out = new PrintWriter(said, true);
        return command.setOut(out).setErr(out).execute(words);
    }

    @Test
    void systemsThatAreTheSameEndWithZero() {
        assertEquals(0, execute("--seeds", "1..3"));
        assertTrue(said.toString().contains("SAME"), said::toString);
        assertEquals(0, execute("--seed", "4"));
    }

    @Test
    void aSystemIsReadFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("system.txt"), Recipe.of(5).text());
        assertEquals(0, execute("--file", file.toString()));
        assertTrue(said.toString().contains(file.toString()), said::toString);
    }

    @Test
    void whatIsNoSystemEndsWithTwoAndSaysWhy() throws Exception {
        Path file = Files.writeString(folder.resolve("system.txt"), "zebra\n");
        assertEquals(2, execute("--file", file.toString()));
        assertTrue(said.toString().contains("holds no system"), said::toString);
        assertEquals(2, execute("--seeds", "9..3"));
        assertEquals(2, execute("--seeds", "some"));
        assertTrue(said.toString().contains("no range"), said::toString);
    }
}
