package org.cofferdam.guests.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** How a disk's bytes lie in its file. */
public enum DiskFormat {
    /** As they are. */
    RAW("raw"),
    /** QEMU's format, versions 2 and 3. */
    QCOW2("qcow2");

    private final String word;

    DiskFormat(String word) {
        this.word = word;
    }

    /** Its name, as QEMU has it. */
    public String word() {
        return word;
    }

    /** The format of that name. */
    public static Optional<DiskFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /**
     * Whether a file begins as a qcow2 image does. A guest can make its raw disk begin so, therefore this is a reason to
     * ask and never a reason to open the file as one: that would let the guest name a file of the host as its backing file.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean looksLikeQcow2(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(Qcow2Header.MAGIC.length()), Qcow2Header.magic());
        }
    }
}
