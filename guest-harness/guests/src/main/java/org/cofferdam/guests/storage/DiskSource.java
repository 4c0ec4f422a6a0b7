package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.Storage;

/**
 * Where a disk's bytes come from and where its writes go.
 *
 * @param readOnly whether writes fail; not with an overlay, which is what is written
 */
public record DiskSource(Path file, DiskFormat format, boolean readOnly, Overlay overlay) {
    /** Where writes go. */
    public sealed interface Overlay {}

    /** Into the image itself. */
    public record None() implements Overlay {}

    /** Into the host's memory, which forgets them. */
    public record InMemory() implements Overlay {}

    /** Into a qcow2 image whose backing file the disk is; it is made when there is none. */
    public record InFile(Path file) implements Overlay {}

    /** A file that a disk uses. */
    public record Use(Path file, boolean written) {}

    /** A disk that is its file. */
    public static DiskSource of(Path file, DiskFormat format, boolean readOnly) {
        return new DiskSource(file, format, readOnly, new None());
    }

    /**
     * Every file that it uses, those behind the image included; an overlay that has not been made yet as well.
     *
     * @throws IOException if a file cannot be read, or is refused; the message names it
     */
    public List<Use> uses() throws IOException {
        List<Use> uses = new ArrayList<>();
        boolean written = !readOnly && overlay instanceof None;
        DiskChain chain = DiskChain.of(file, format);
        if (overlay instanceof InFile(Path over)) {
            uses.add(new Use(over, true));
            if (Files.exists(over)) {
                chain.with(over);
            }
        }
        for (DiskChain.Layer layer : chain.layers()) {
            uses.add(
                    new Use(layer.file(), written && layer.equals(chain.layers().getFirst())));
        }
        return uses;
    }

    /**
     * Opens the disk, and makes its overlay if that is a file that is not there.
     *
     * @throws IOException if a file cannot be opened, or is refused; the message names it
     */
    public Storage open() throws IOException {
        DiskChain chain = DiskChain.of(file, format);
        return switch (overlay) {
            case None() -> chain.open(readOnly);
            case InMemory() -> new MemoryOverlay(chain.open(true));
            case InFile(Path over) -> {
                if (!Files.exists(over)) {
                    create(over, chain);
                }
                yield chain.with(over).open(false);
            }
        };
    }

    private void create(Path over, DiskChain chain) throws IOException {
        Path folder = over.toAbsolutePath().getParent().toRealPath();
        String name = folder.relativize(file.toRealPath()).toString();
        try (Storage base = chain.open(true)) {
            Qcow2Creation.overlay(over, new Qcow2Header.Backing(name, format), base.size());
        } catch (DiskException e) {
            throw new DiskException(over + " " + e.getMessage());
        }
    }
}
