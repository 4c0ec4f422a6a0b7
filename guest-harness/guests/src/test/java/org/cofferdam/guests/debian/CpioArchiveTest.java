package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;

final class CpioArchiveTest {
    @Test
    void parentsComeOnceAndBeforeTheirChildren() throws IOException {
        List<String> lines = new ArrayList<>();
        try (CpioArchiveInputStream entries = new CpioArchiveInputStream(new ByteArrayInputStream(sample()))) {
            for (CpioArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
                lines.add("%s %o %s"
                        .formatted(
                                entry.getName(),
                                entry.getMode(),
                                new String(entries.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        assertEquals(
                List.of(
                        "a 40755 ",
                        "a/b 40755 ",
                        "a/b/file 100644 hello",
                        "a/b/more 100755 !",
                        "link 120777 a/b/file",
                        "dev 40755 ",
                        "dev/console 20600 "),
                lines);
    }

    /** The layout that the kernel's unpacker reads: a magic, thirteen numbers of eight hexadecimal digits, the name. */
    @Test
    void theFormatIsNewAscii() throws IOException {
        String text = new String(sample(), StandardCharsets.ISO_8859_1);
        assertEquals("070701", text.substring(0, 6));
        int console = text.indexOf("dev/console");
        String header = text.substring(console - 110, console);
        assertEquals("070701", header.substring(0, 6));
        assertEquals("00000005" + "00000001", header.substring(6 + 9 * 8, 6 + 11 * 8), "major and minor of the device");
    }

    @Test
    void theSameCallsGiveTheSameBytes() throws IOException {
        assertArrayEquals(sample(), sample());
    }

    private static byte[] sample() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchive archive = new CpioArchive(bytes)) {
            archive.file("a/b/file", 0644, "hello".getBytes(StandardCharsets.UTF_8));
            archive.file("a/b/more", 0755, "!".getBytes(StandardCharsets.UTF_8));
            archive.directory("a");
            archive.symbolicLink("link", "a/b/file");
            archive.characterDevice("dev/console", 0600, 5, 1);
        }
        return bytes.toByteArray();
    }
}
