package org.cofferdam.manager.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.hardware.GStageMode;

/**
 * One partition.
 *
 * @param memory  bytes of guest RAM, from 0x8000_0000 on
 * @param harts   virtual harts
 * @param weight  its share in spare windows; 0 for none
 * @param append  kernel arguments
 * @param cards   its network cards
 * @param devices what its board has beside disks and network cards
 * @param assigned disks of the machine that it has to itself
 * @param tables  bytes on top of its memory, for page tables
 * @param translation format of its guest-page table
 * @param faults  what is to be done about faults, where the file says it
 * @param onReboot what follows when its guest asks for a reboot
 * @param source  where it was described
 */
public record PartitionConfiguration(
        String name,
        long memory,
        int harts,
        int weight,
        Image image,
        String append,
        List<DiskSource> disks,
        List<Card> cards,
        Set<DeviceKind> devices,
        List<DiskSource> assigned,
        long tables,
        GStageMode translation,
        Map<FaultKind, FaultResponse> faults,
        OnReboot onReboot,
        Source source) {
    public PartitionConfiguration {
        disks = List.copyOf(disks);
        cards = List.copyOf(cards);
        assigned = List.copyOf(assigned);
        faults = Map.copyOf(faults);
    }

    /** The same partition, in which something else runs. */
    PartitionConfiguration running(Image other) {
        return new PartitionConfiguration(
                name,
                memory,
                harts,
                weight,
                other,
                append,
                disks,
                cards,
                devices,
                assigned,
                tables,
                translation,
                faults,
                onReboot,
                source);
    }

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
