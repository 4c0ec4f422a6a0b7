package org.cofferdam.guests.bundled;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GuestCompilerTest {
    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource
    void theBinaryIsWhatTheSourcesGive(BundledGuest guest) throws IOException {
        Optional<String> version = GuestCompiler.installedVersion();
        assumeTrue(version.isPresent(), "riscv64-unknown-elf-gcc is not installed");
        assumeTrue(
                version.get().equals(GuestCompiler.recordedVersion()),
                "another compiler than the binaries were made with: " + version.get());
        byte[] compiled = new GuestCompiler(Path.of("src/main/guests")).compile(guest, work);
        assertArrayEquals(compiled, guest.image(), "stale binary: run ./cofferdam guests rebuild");
    }

    @ParameterizedTest
    @EnumSource
    void theBinaryIsAnExecutableForRiscv(BundledGuest guest) {
        byte[] image = guest.image();
        assertEquals(0x7f, image[0]);
        assertEquals('E', image[1]);
        assertEquals(2, image[4], "64 bits");
        assertEquals(243, image[18] & 0xff, "machine");
    }
}
