package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One partition.
 *
 * @param memory  bytes of guest RAM, from 0x8000_0000 on
 * @param harts   virtual harts
 * @param append  kernel arguments
 * @param devices what its board has beside its disks
 * @param source  where it was described
 */
public record PartitionConfiguration(
        String name,
        long memory,
        int harts,
        Image image,
        String append,
        List<Disk> disks,
        Set<DeviceKind> devices,
        Source source) {

    /** What runs in it. */
    public sealed interface Image {}

    /** A guest that comes with Cofferdam. */
    public record Bundled(String guest) implements Image {}

    /** A kernel (Linux Image, ELF or flat binary) and its initramfs, as files. */
    public record Files(Path kernel, Optional<Path> initrd) implements Image {}

    /** A raw file as a virtio block device. */
    public record Disk(Path file, boolean readOnly) {}
}
