package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int speed(String... arguments) {
        return new CommandLine(new SpeedCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path document(String text) throws IOException {
        return Files.writeString(folder.resolve("README.md"), text);
    }

    @Test
    void tablesAndPlotsAreMadeOfAFileWithoutMeasuring() throws IOException {
        Path file = folder.resolve(Results.FILE);
        Samples.results().write(file);
        Path document = document("above\n\n" + Section.BEGIN + "\nof last year\n" + Section.END + "\n\nbelow\n");
        assertEquals(0, speed("--from", file.toString(), "--into", folder.toString()), err::toString);
        String text = Files.readString(document);
        assertTrue(text.startsWith("above\n\n" + Section.BEGIN + "\n\nMedians of 3 rounds"), text);
        assertTrue(text.endsWith("\n\n" + Section.END + "\n\nbelow\n"), text);
        assertFalse(text.contains("of last year"), text);
        assertTrue(text.contains("| integer | 500 | 1000 | 2.00 | – | – |"), text);
        assertTrue(text.contains("| geometric mean | 433 | 1732 | **4.00** | – | – |"), text);
        assertTrue(text.contains("| hypercall | 250 | 500 |"), text);
        // Twice as much in 3.75 s as in 3 s; in no other table.
        assertTrue(text.contains("| integer | 1.60 | 1.60 | – | – | – |"), text);
        assertFalse(text.contains(Contestant.TRANSLATOR_PAIR.title), text);
        assertFalse(Files.readString(folder.resolve("warm.svg")).contains(Contestant.TRANSLATOR_PAIR.title));
        assertTrue(text.contains("| translator | 6.0 | 12.0 | 3.0 | 2.00 |"), text);
        assertTrue(text.contains("2 x Abacus 3000; JDK 25; QEMU 7; no gcc."), text);
        assertTrue(text.contains("Not measured: native: there is no gcc."), text);
        assertTrue(Files.exists(folder.resolve("warm.svg")));
    }

    @Test
    void aDocumentWithoutMarkersIsLeftAlone() throws IOException {
        Path document = document(Section.BEGIN + " and no end");
        IOException refusal = assertThrows(IOException.class, () -> Section.replace(document, "new"));
        assertTrue(refusal.getMessage().contains(Section.END), refusal.getMessage());
        assertEquals(Section.BEGIN + " and no end", Files.readString(document));
    }

    @Test
    void aFileThatIsNoneIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"begin\": \"today\",\n\"rounds\": 3}");
        assertEquals(2, speed("--from", file.toString(), "--into", folder.toString()));
        assertTrue(err.toString().contains("other.json is not a file that paper speed has written"), err.toString());
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertEquals(2, speed("--programs", "intger"));
        assertTrue(
                err.toString().contains("there is no program 'intger'; there are integer, branches"), err.toString());
        assertEquals(2, speed("--only", "kvm"));
        assertTrue(
                err.toString().contains("there is no contestant 'kvm'; there are qemu, interpreter"), err.toString());
        assertEquals(0, speed("--help"));
        String help = out.toString().replaceAll("\\s+", " ");
        assertTrue(help.contains("native, qemu-pair, translator-pair, native-pair: all"), help);
        assertEquals(2, speed("--rounds", "0"));
        assertTrue(err.toString().contains("at least one round"), err.toString());
    }
}
