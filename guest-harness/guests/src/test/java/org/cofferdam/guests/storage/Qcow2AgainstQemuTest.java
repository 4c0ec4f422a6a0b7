package org.cofferdam.guests.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.machine.device.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images as QEMU makes them, in all the kinds of clusters that there are. */
class Qcow2AgainstQemuTest {
    private static final int SIZE = 1 << 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void needQemu() {
        QemuImg.assume();
    }

    private static Storage open(Path image) throws IOException {
        return DiskSource.of(image, DiskFormat.QCOW2, false).open();
    }

    /** Writes all over the disk, then lets QEMU look. */
    private static void writeAndCompare(Path image, byte[] content) throws Exception {
        byte[] model = content.clone();
        try (Storage disk = open(image)) {
            assertArrayEquals(model, Disks.content(disk));
            Disks.writeAtRandom(disk, model, 1, 60, 40_000);
            assertArrayEquals(model, Disks.content(disk));
        }
        QemuImg.check(image);
        assertArrayEquals(model, QemuImg.content(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat=0.10", "compat=1.1", "compat=1.1,lazy_refcounts=on", "preallocation=metadata"})
    void bothVersionsAreReadAndWritten(String options) throws Exception {
        Path image = QemuImg.create(folder.resolve("disk.qcow2"), SIZE, options);
        QemuImg.io(image, "write -P 170 4096 70000", "write -P 85 900000 100000");
        writeAndCompare(image, QemuImg.content(image));
    }

    @Test
    void zeroClustersHideTheBackingFileWhetherTheyKeepAClusterOrNot() throws Exception {
        Files.write(folder.resolve("base.img"), Disks.pattern(3, SIZE));
        Path image = QemuImg.create(folder.resolve("disk.qcow2"), SIZE, "", "-b", "base.img", "-F", "raw");
        QemuImg.io(image, "write -P 1 0 131072", "write -z 0 131072", "write -z 262144 131072");
        try (Storage disk = open(image)) {
            byte[] read = Disks.content(disk);
            assertEquals(0, read[100]);
            assertEquals(0, read[300_000]);
        }
        writeAndCompare(image, QemuImg.content(image));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65_536, 2_097_152})
    void compressedClustersAreReadAndReplaced(int clusterSize) throws Exception {
        byte[] text = Files.readAllBytes(Path.of("/usr/bin/qemu-img"));
        byte[] content = new byte[SIZE];
        System.arraycopy(text, 0, content, 0, SIZE);
        Files.write(folder.resolve("disk.raw"), content);
        String options = "cluster_size=" + clusterSize;
        QemuImg.run(
                folder,
                "qemu-img",
                "convert",
                "-c",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                "disk.raw",
                "disk.qcow2");
        writeAndCompare(folder.resolve("disk.qcow2"), content);
    }

    @Test
    void aChainOfBackingFilesEndsInZerosWhereAShorterOneEnds() throws Exception {
        byte[] lowest = Disks.pattern(5, SIZE / 2);
        Files.write(folder.resolve("base.img"), lowest);
        Path middle = QemuImg.create(folder.resolve("middle.qcow2"), SIZE, "", "-b", "base.img", "-F", "raw");
        QemuImg.io(middle, "write -P 33 0 65536");
        Path image = QemuImg.create(
                folder.resolve("disk.qcow2"), SIZE, "cluster_size=4096", "-b", "middle.qcow2", "-F", "qcow2");
        QemuImg.io(image, "write -P 44 200000 9000");
        byte[] untouched = Files.readAllBytes(middle);
        writeAndCompare(image, QemuImg.content(image));
        assertArrayEquals(untouched, Files.readAllBytes(middle));
        assertArrayEquals(lowest, Files.readAllBytes(folder.resolve("base.img")));
    }

    @Test
    void aTableOfReferenceCountsThatIsFullGrows() throws Exception {
        int large = 40 << 20; // one table of this cluster size counts 8 MiB
        Path image = QemuImg.create(folder.resolve("disk.qcow2"), large, "cluster_size=512,refcount_bits=64");
        byte[] model = Disks.pattern(8, large);
        try (Storage disk = open(image)) {
            disk.write(0, model, 0, large);
        }
        QemuImg.check(image);
        assertArrayEquals(model, QemuImg.content(image));
    }

    @Test
    void aWriteClearsWhatOthersKeepInStep() throws Exception {
        Path image = QemuImg.create(folder.resolve("disk.qcow2"), SIZE, "");
        QemuImg.run(folder, "qemu-img", "bitmap", "--add", "disk.qcow2", "changes");
        try (Storage disk = open(image)) {
            disk.write(0, new byte[] {1}, 0, 1);
        }
        byte[] autoclear = new byte[8];
        System.arraycopy(Files.readAllBytes(image), Qcow2Header.AT_AUTOCLEAR, autoclear, 0, 8);
        assertArrayEquals(new byte[8], autoclear);
    }
}
