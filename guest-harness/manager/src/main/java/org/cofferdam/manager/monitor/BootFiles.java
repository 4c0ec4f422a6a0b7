package org.cofferdam.manager.monitor;

import java.nio.file.Path;
import java.util.Optional;
import org.cofferdam.guests.bundled.BundledGuest;
import org.cofferdam.guests.debian.DebianImages;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;

/** What a partition starts from, read into the host's memory. */
final class BootFiles {
    private final Image kernel;
    private final byte[] initrd;

    private BootFiles(Image kernel, byte[] initrd) {
        this.kernel = kernel;
        this.initrd = initrd;
    }

    /**
     * Reads the files that a configuration names, or finds its guest.
     *
     * @throws InvalidConfiguration if one cannot be read, is not what it should be, or does not fit into {@code memory}
     */
    static BootFiles read(PartitionConfiguration configuration, MemoryRange memory) throws InvalidConfiguration {
        return switch (configuration.image()) {
            case PartitionConfiguration.Files(Path kernel, Optional<Path> initrd) ->
                files(configuration, memory, kernel, initrd);
            case PartitionConfiguration.Bundled(String guest) -> guest(configuration, memory, guest);
        };
    }

    private static BootFiles guest(PartitionConfiguration configuration, MemoryRange memory, String guest)
            throws InvalidConfiguration {
        Optional<BundledGuest> bundled = GuestCatalogue.bundled(guest);
        if (bundled.isPresent()) {
            try {
                byte[] file = bundled.get().image();
                return new BootFiles(ImageReader.parse(file, memory, BundledGuest.ENTRY), new byte[0]);
            } catch (ImageException e) {
                throw configuration.source().refuse("guest", guest + " " + e.getMessage(), "raise memory");
            }
        }
        DebianImages images = DebianImages.locate().orElseThrow(() -> configuration
                .source()
                .refuse(
                        "guest",
                        "not fetched yet: nothing in " + DebianImages.defaultDirectory(),
                        "run ./cofferdam guests fetch debian"));
        return guest.equals(GuestCatalogue.U_BOOT)
                ? files(configuration, memory, images.uboot(), Optional.empty())
                : files(configuration, memory, images.kernel(), Optional.of(images.initramfs()));
    }

    private static BootFiles files(
            PartitionConfiguration configuration, MemoryRange memory, Path kernel, Optional<Path> initrd)
            throws InvalidConfiguration {
        Image image;
        try {
            image = ImageReader.read(kernel, memory, BundledGuest.ENTRY);
        } catch (ImageException e) {
            String remedy = "name an ELF file, a Linux Image or a flat binary that fits into the partition's memory";
            throw configuration.source().refuse("kernel", kernel + " " + e.getMessage(), remedy);
        }
        try {
            return new BootFiles(image, initrd.isPresent() ? ImageReader.readAll(initrd.get()) : new byte[0]);
        } catch (ImageException e) {
            throw configuration.source().refuse("initrd", initrd.get() + " " + e.getMessage(), "name a readable file");
        }
    }

    Image kernel() {
        return kernel;
    }

    /** Empty if there is none; not copied. */
    byte[] initrd() {
        return initrd;
    }
}
