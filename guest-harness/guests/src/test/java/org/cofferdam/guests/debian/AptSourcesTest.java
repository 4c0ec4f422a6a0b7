package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {
    @TempDir
    private Path etc;

    @Test
    void theOneLineFormatIsReadWithOptionsAndComments() throws IOException {
        write("sources.list", """
                # deb https://commented.example/debian trixie main
                deb-src https://source.example/debian trixie main
                deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian/ trixie main contrib # here
                """);
        assertEquals(Optional.of("https://mirror.example/debian/"), AptSources.mirror(etc));
    }

    @Test
    void theDeb822FormatIsReadWithContinuationsAndComments() throws IOException {
        write("sources.list.d/debian.sources", """
                Types: deb
                # was: elsewhere
                URIs:
                 https://first.example/debian
                 https://second.example/debian
                Suites: trixie trixie-updates
                Components: main
                Signed-By: /k.gpg
                """);
        assertEquals(Optional.of("https://first.example/debian"), AptSources.mirror(etc));
    }

    @Test
    void thirdPartiesSecurityAndDisabledStanzasAreNotTheMirror() throws IOException {
        write("sources.list.d/a.list", "deb https://packages.example/apt cloud-sdk main\n");
        write("sources.list.d/b.sources", """
                Types: deb
                URIs: https://mirror.example/debian-security
                Suites: trixie-security
                Components: main

                Enabled: no
                Types: deb
                URIs: https://disabled.example/debian
                Suites: trixie
                Components: main
                """);
        write("sources.list.d/c.ignored", "deb https://ignored.example/debian trixie main\n");
        assertEquals(Optional.empty(), AptSources.mirror(etc));
    }

    @Test
    void aMachineWithoutAptHasNoMirror() throws IOException {
        assertEquals(Optional.empty(), AptSources.mirror(etc.resolve("absent")));
    }

    @Test
    void aLineTooShortIsIgnored() {
        assertEquals(List.of(), AptSources.oneLine(List.of("deb", "deb https://mirror.example/debian trixie")));
    }

    private void write(String name, String text) throws IOException {
        Path file = etc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
