package org.cofferdam.guests.debian;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Writes an initramfs: a cpio archive in the "newc" format (Linux Documentation/driver-api/early-userspace/
 * buffer-format.rst). Owner root, no times, parents before children: the same calls give the same bytes.
 */
final class CpioArchive implements AutoCloseable {
    private final CpioArchiveOutputStream cpio;
    private final Set<String> directories = new HashSet<>();
    private int nextInode = 1;

    CpioArchive(OutputStream stream) {
        cpio = new CpioArchiveOutputStream(stream, CpioConstants.FORMAT_NEW);
    }

    /** A directory with mode 0755, its missing parents before it; a second call for the same path does nothing. */
    void directory(String path) throws IOException {
        if (path.isEmpty() || !directories.add(path)) return;
        parentOf(path);
        CpioArchiveEntry entry = entry(path, CpioConstants.C_ISDIR | 0755);
        entry.setNumberOfLinks(2);
        put(entry, new byte[0]);
    }

    void file(String path, int permissions, byte[] content) throws IOException {
        parentOf(path);
        put(entry(path, CpioConstants.C_ISREG | permissions), content);
    }

    void symbolicLink(String path, String target) throws IOException {
        parentOf(path);
        put(entry(path, CpioConstants.C_ISLNK | 0777), target.getBytes(StandardCharsets.UTF_8));
    }

    void characterDevice(String path, int permissions, int major, int minor) throws IOException {
        parentOf(path);
        CpioArchiveEntry entry = entry(path, CpioConstants.C_ISCHR | permissions);
        entry.setRemoteDeviceMaj(major);
        entry.setRemoteDeviceMin(minor);
        put(entry, new byte[0]);
    }

    @Override
    public void close() throws IOException {
        cpio.close();
    }

    private void parentOf(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash > 0) directory(path.substring(0, slash));
    }

    private CpioArchiveEntry entry(String path, int mode) {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path);
        entry.setMode(mode);
        entry.setInode(nextInode++);
        entry.setNumberOfLinks(1);
        entry.setTime(0);
        return entry;
    }

    private void put(CpioArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        cpio.putArchiveEntry(entry);
        cpio.write(content);
        cpio.closeArchiveEntry();
    }
}
