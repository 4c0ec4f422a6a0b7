package org.cofferdam.guests.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes .deb files with a few files in them. */
final class TinyDeb {
    private TinyDeb() {}

    static DebPackage write(Path file, Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(packed, new LZMA2Options(0)))) {
            tar.putArchiveEntry(new TarArchiveEntry("./usr/"));
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("./" + content.getKey());
                entry.setSize(content.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(content.getValue());
                tar.closeArchiveEntry();
            }
        }
        return withMembers(file, Map.of("data.tar.xz", packed.toByteArray()));
    }

    static DebPackage withMembers(Path file, Map<String, byte[]> members) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                ArArchiveOutputStream ar = new ArArchiveOutputStream(stream)) {
            member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> member : members.entrySet()) member(ar, member.getKey(), member.getValue());
        }
        return new DebPackage(file);
    }

    static byte[] xz(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream stream = new XZOutputStream(packed, new LZMA2Options(0))) {
            stream.write(plain);
        }
        return packed.toByteArray();
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }
}
