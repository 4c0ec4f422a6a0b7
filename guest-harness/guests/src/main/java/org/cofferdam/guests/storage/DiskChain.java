package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.machine.device.FileStorage;
import org.cofferdam.machine.device.Storage;

/**
 * An image and the backing files behind it. A backing file lies in the folder of the image that names it, or below: an image
 * that comes from elsewhere cannot name any file of the host.
 */
final class DiskChain {
    private static final int DEEPEST = 16;

    private final List<Layer> layers;

    /** One file of the chain. */
    record Layer(Path file, DiskFormat format) {}

    private DiskChain(List<Layer> layers) {
        this.layers = layers;
    }

    /**
     * Follows the chain from its top.
     *
     * @throws IOException if a file cannot be read or is refused; the message names it
     */
    static DiskChain of(Path file, DiskFormat format) throws IOException {
        Set<Path> seen = new LinkedHashSet<>();
        List<Layer> layers = new ArrayList<>();
        Layer layer = new Layer(file, format);
        while (layer != null) {
            Path real = layer.file().toRealPath();
            Qcow2Header.require(seen.add(real), layer.file() + " is behind itself: its backing files form a loop");
            Qcow2Header.require(seen.size() <= DEEPEST, file + " has more than " + (DEEPEST - 1) + " files behind it");
            layers.add(layer);
            layer = layer.format() == DiskFormat.RAW ? null : behind(layer.file(), real);
        }
        return new DiskChain(List.copyOf(layers));
    }

    private static Layer behind(Path file, Path real) throws IOException {
        Qcow2Header header = header(file);
        if (header.backing().isEmpty()) {
            return null;
        }
        Qcow2Header.Backing backing = header.backing().get();
        Path next = resolve(real, backing.name());
        Qcow2Header.require(Files.isRegularFile(next), file + " has a backing file that is not there: " + next);
        Path folder = real.getParent();
        Qcow2Header.require(
                next.toRealPath().startsWith(folder),
                file + " has a backing file outside its own folder: " + next + "; put both into one folder");
        return new Layer(next, backing.format());
    }

    /** The overlay {@code file} in front of this chain: an image whose backing file is this chain's top. */
    DiskChain with(Path file) throws IOException {
        Layer top = layers.getFirst();
        Qcow2Header.Backing backing = header(file)
                .backing()
                .orElseThrow(() -> new DiskException(file + " has no backing file: it is no overlay"));
        Path named = resolve(file.toRealPath(), backing.name());
        boolean ours = Files.exists(named) && Files.isSameFile(named, top.file()) && backing.format() == top.format();
        Qcow2Header.require(
                ours,
                "%s is an overlay of %s (%s), not of %s"
                        .formatted(file, named, backing.format().word(), top.file()));
        List<Layer> all = new ArrayList<>(List.of(new Layer(file, DiskFormat.QCOW2)));
        all.addAll(layers);
        return new DiskChain(all);
    }

    private static Path resolve(Path image, String name) throws DiskException {
        try {
            return image.resolveSibling(name).normalize();
        } catch (InvalidPathException e) {
            throw new DiskException(image + " has a backing file whose name is no path (" + e.getReason() + ")");
        }
    }

    private static Qcow2Header header(Path file) throws IOException {
        try (ImageFile image = ImageFile.open(file, true)) {
            return Qcow2Header.read(image);
        } catch (DiskException e) {
            throw new DiskException(file + " " + e.getMessage());
        }
    }

    /** The image itself, then what is behind it. */
    List<Layer> layers() {
        return layers;
    }

    /**
     * Opens all files; those behind the first only to read.
     *
     * @throws IOException if one of them cannot be opened or is refused; the message names it
     */
    Storage open(boolean readOnly) throws IOException {
        Storage opened = null;
        try {
            for (Layer layer : layers.reversed()) {
                boolean top = layer.equals(layers.getFirst());
                opened = open(layer, readOnly || !top, opened);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    private static Storage open(Layer layer, boolean readOnly, Storage below) throws IOException {
        try {
            return switch (layer.format()) {
                case RAW -> FileStorage.open(layer.file(), readOnly);
                case QCOW2 -> Qcow2Image.open(layer.file(), readOnly, below);
            };
        } catch (DiskException e) {
            throw new DiskException(layer.file() + " " + e.getMessage());
        }
    }
}
