package org.cofferdam.guests.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.cofferdam.machine.device.Storage;

/** A qcow2 image is a plain array of bytes, to us and to QEMU; what we leave behind, QEMU finds in order. */
class Qcow2Properties {
    private Path folder;

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("cofferdam-qcow2");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        empty();
        Files.delete(folder);
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 25)
    void whatQemuMadeWeWriteAndQemuReads(
            @ForAll @IntRange(min = 9, max = 17) int clusterBits,
            @ForAll @IntRange(max = 6) int refcountOrder,
            @ForAll @IntRange(min = 1, max = 3_000_000) int size,
            @ForAll long seed)
            throws Exception {
        QemuImg.assume();
        empty();
        int sectors = Math.ceilDiv(size, 512) * 512; // QEMU makes no other disks
        String options = "cluster_size=%d,refcount_bits=%d".formatted(1 << clusterBits, 1 << refcountOrder);
        Path image = QemuImg.create(folder.resolve("disk.qcow2"), sectors, options);
        byte[] model = new byte[sectors];
        try (Storage disk = DiskSource.of(image, DiskFormat.QCOW2, false).open()) {
            Disks.writeAtRandom(disk, model, seed, 40, 100_000);
            assertArrayEquals(model, Disks.content(disk));
        }
        QemuImg.check(image);
        assertArrayEquals(model, QemuImg.content(image));
    }

    @Property(tries = 25)
    void anOverlayOfOursHidesItsBaseForUsAndForQemu(
            @ForAll @IntRange(min = 1, max = 600) int sectors, @ForAll long seed) throws Exception {
        empty();
        byte[] before = Disks.pattern(seed, sectors * 512);
        Path base = Files.write(folder.resolve("base.img"), before);
        Path over = folder.resolve("over.qcow2");
        DiskSource source = new DiskSource(base, DiskFormat.RAW, false, new DiskSource.InFile(over));
        byte[] model = before.clone();
        try (Storage disk = source.open()) {
            Disks.writeAtRandom(disk, model, seed, 3, 70_000);
        }
        try (Storage disk = source.open()) {
            assertArrayEquals(model, Disks.content(disk));
        }
        assertArrayEquals(before, Files.readAllBytes(base));
        QemuImg.assume();
        QemuImg.check(over);
        assertArrayEquals(model, QemuImg.content(over));
    }

    @Property(tries = 50)
    void anOverlayInMemoryLeavesItsBaseAsItIs(@ForAll @IntRange(min = 1, max = 200_000) int size, @ForAll long seed)
            throws Exception {
        empty();
        byte[] before = Disks.pattern(seed, size);
        Path base = Files.write(folder.resolve("base.img"), before);
        byte[] model = before.clone();
        try (Storage disk = new DiskSource(base, DiskFormat.RAW, false, new DiskSource.InMemory()).open()) {
            Disks.writeAtRandom(disk, model, seed, 20, 20_000);
            assertArrayEquals(model, Disks.content(disk));
        }
        assertArrayEquals(before, Files.readAllBytes(base));
    }

    /** Bytes of a good image are changed at random: every operation ends, in data or in an IOException. */
    @Property(tries = 400)
    void aLyingImageFailsAsAnInputOrOutputError(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes)
            throws Exception {
        QemuImg.assume();
        empty();
        LyingImages.write(folder.resolve("disk.qcow2"), seed, changes);
        DiskSource source = DiskSource.of(folder.resolve("disk.qcow2"), DiskFormat.QCOW2, false);
        try (Storage disk = source.open()) {
            LyingImages.use(disk, seed);
        } catch (IOException e) {
            // one of the two allowed ends
        }
    }
}
