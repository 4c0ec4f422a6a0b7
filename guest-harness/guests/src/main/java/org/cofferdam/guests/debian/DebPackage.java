package org.cofferdam.guests.debian;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A Debian binary package, deb(5): an ar archive whose member {@code data.tar.*} holds the installed files. */
record DebPackage(Path file) {
    /** Receives each regular file once, in the package's order; reading {@code content} is optional. */
    interface Visitor {
        void file(String path, InputStream content) throws IOException;
    }

    /**
     * Walks the installed regular files; paths are without a leading {@code ./}.
     *
     * @throws IOException if the file cannot be read or is not a .deb
     */
    void visit(Visitor visitor) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                ArArchiveInputStream members = new ArArchiveInputStream(raw)) {
            for (ArArchiveEntry member; (member = members.getNextEntry()) != null; ) {
                if (member.getName().startsWith("data.tar")) {
                    visitTar(decompressed(member.getName(), members), visitor);
                    return;
                }
            }
        }
        throw new IOException(file + ": no data.tar in it, so not a Debian package");
    }

    private static void visitTar(InputStream stream, Visitor visitor) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(stream);
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
            if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                String name = entry.getName();
                visitor.file(name.startsWith("./") ? name.substring(2) : name, tar);
            }
        }
    }

    private InputStream decompressed(String name, InputStream stream) throws IOException {
        return switch (name) {
            case "data.tar" -> stream;
            case "data.tar.gz" -> new GZIPInputStream(stream);
            case "data.tar.xz" -> new XZInputStream(stream);
            default -> throw new IOException(file + ": member " + name + " has a compression not known here");
        };
    }
}
