package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.guests.storage.DiskSource;

/**
 * One partition.
 *
 * @param memory  bytes of guest RAM, from 0x8000_0000 on
 * @param harts   virtual harts
 * @param append  kernel arguments
 * @param cards   its network cards
 * @param devices what its board has beside disks and network cards
 * @param onReboot what follows when its guest asks for a reboot
 * @param source  where it was described
 */
public record PartitionConfiguration(
        String name,
        long memory,
        int harts,
        Image image,
        String append,
        List<DiskSource> disks,
        List<Card> cards,
        Set<DeviceKind> devices,
        OnReboot onReboot,
        Source source) {

    /** What runs in it. */
    public sealed interface Image {}

    /** A guest that comes with Cofferdam. */
    public record Bundled(String guest) implements Image {}

    /** A kernel (Linux Image, ELF or flat binary) and its initramfs, as files. */
    public record Files(Path kernel, Optional<Path> initrd) implements Image {}

    /**
     * A virtio network card.
     *
     * @param network the switch that it is plugged into
     * @param address its Ethernet address, in the low 48 bits
     */
    public record Card(String network, long address) {
        /** The address as people write it. */
        public String text() {
            return "%012x".formatted(address).replaceAll("..(?!$)", "$0:");
        }
    }
}
