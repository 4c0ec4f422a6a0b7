package org.cofferdam.guests.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cofferdam.machine.device.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and in which words. */
class DiskRefusalsTest {
    private static final int SIZE = 1 << 20;
    private static final int CLUSTER = 1 << 16;

    @TempDir
    private Path folder;

    private Path base;
    private Path image;

    @BeforeEach
    void makeAnImage() throws IOException {
        base = Files.write(folder.resolve("base.img"), new byte[SIZE]);
        image = folder.resolve("disk.qcow2");
        DiskSource source = new DiskSource(base, DiskFormat.RAW, false, new DiskSource.InFile(image));
        try (Storage disk = source.open()) {
            disk.write(0, new byte[] {1}, 0, 1);
        }
    }

    private void change(Path file, Consumer<ByteBuffer> change) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        change.accept(bytes);
        Files.write(file, bytes.array());
    }

    private static Storage open(Path file) throws IOException {
        return DiskSource.of(file, DiskFormat.QCOW2, false).open();
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("is no qcow2 image", bytes -> bytes.putInt(0, 0)),
                lie("is qcow2 of version 9, not 2 or 3", bytes -> bytes.putInt(4, 9)),
                lie("says that its backing file's name lies at 18446744073709551615", bytes -> bytes.putLong(8, -1)),
                lie("says that its backing file's name lies at 128", bytes -> bytes.putInt(16, 1024)),
                lie("says that a cluster has 2^8 bytes, not 2^9 to 2^21", bytes -> bytes.putInt(20, 8)),
                lie("says that a cluster has 2^22 bytes, not 2^9 to 2^21", bytes -> bytes.putInt(20, 22)),
                lie(
                        "says that the disk has 9223372036854775807 bytes, and that its L1 table has 1 entries: one of both"
                                + " is wrong",
                        bytes -> bytes.putLong(24, Long.MAX_VALUE)),
                lie("says that the disk has 18446744073709551615 bytes", bytes -> bytes.putLong(24, -1)),
                lie("is encrypted, which is not supported", bytes -> bytes.putInt(32, 2)),
                lie(
                        "says that the disk has 1048576 bytes, and that its L1 table has 4294967295 entries: one of both is"
                                + " wrong",
                        bytes -> bytes.putInt(36, -1)),
                lie("has no L1 table where it says it is", bytes -> bytes.putInt(36, 1 << 22)),
                lie("has no L1 table where it says it is", bytes -> bytes.putLong(40, 1L << 60)),
                lie("has no L1 table where it says it is", bytes -> bytes.putLong(40, 3 * CLUSTER + 512)),
                lie("has no L1 table where it says it is", bytes -> bytes.putLong(40, 0)),
                lie("has no reference count table where it says it is", bytes -> bytes.putLong(48, 1L << 40)),
                lie("says that its reference count table has 0 clusters", bytes -> bytes.putInt(56, 0)),
                lie("says that its reference count table has 4294967295 clusters", bytes -> bytes.putInt(56, -1)),
                lie(
                        "has internal snapshots, which are not supported: qemu-img convert makes a copy",
                        bytes -> bytes.putInt(60, 1)),
                lie(
                        "is marked as dirty (left in the middle of work): qemu-img check -r all may repair it; it can still"
                                + " be read",
                        bytes -> bytes.putLong(72, 1)),
                lie(
                        "is marked as corrupt: qemu-img check -r all may repair it; it can still be read",
                        bytes -> bytes.putLong(72, 2)),
                lie("keeps its data in an external file, which is not supported", bytes -> bytes.putLong(72, 4)),
                lie("is compressed otherwise than with zlib, which is not supported", bytes -> bytes.putLong(72, 8)),
                lie("has extended L2 entries (subclusters), which are not supported", bytes -> bytes.putLong(72, 16)),
                lie("needs a feature that is not known: 0x20", bytes -> bytes.putLong(72, 32)),
                lie("says that a reference count has 2^7 bits", bytes -> bytes.putInt(96, 7)),
                lie("says that its header has 8 bytes", bytes -> bytes.putInt(100, 8)),
                lie(
                        "does not say which format its backing file has: qemu-img rebase -u -b FILE -F FORMAT adds it",
                        bytes -> bytes.putInt(104, 1)),
                lie(
                        "has a backing file of format 'vdi', not raw or qcow2",
                        bytes -> bytes.put(112, "vdi".getBytes(StandardCharsets.US_ASCII))),
                lie("has a header extension that is longer than the header", bytes -> bytes.putInt(108, 1 << 20)));
    }

    private static Arguments lie(String answer, Consumer<ByteBuffer> change) {
        return Arguments.of(answer, change);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aHeaderThatCannotBeIsRefusedInWords(String answer, Consumer<ByteBuffer> change) throws IOException {
        change(image, change);
        IOException refusal = assertThrows(IOException.class, () -> open(image).close());
        assertEquals(image + " " + answer, refusal.getMessage());
    }

    @Test
    void anImageThatIsMarkedAsDirtyOrCorruptCanBeRead() throws IOException {
        change(image, bytes -> bytes.putLong(72, 3));
        try (Storage disk = DiskSource.of(image, DiskFormat.QCOW2, true).open()) {
            assertEquals(1, Disks.content(disk)[0]);
            assertThrows(IOException.class, () -> disk.write(0, new byte[1], 0, 1));
        }
    }

    @Test
    void aLoopOfBackingFilesIsRefused() throws IOException {
        change(image, bytes -> {
            bytes.putInt(16, 10).put(128, "disk.qcow2".getBytes(StandardCharsets.US_ASCII));
            bytes.putInt(108, 5).put(112, "qcow2".getBytes(StandardCharsets.US_ASCII));
        });
        IOException refusal = assertThrows(IOException.class, () -> open(image).close());
        assertEquals(image + " is behind itself: its backing files form a loop", refusal.getMessage());
    }

    @Test
    void anImageNamesNoFileOutsideItsFolder() throws IOException {
        Path secret = Files.createTempFile("cofferdam", ".secret");
        try {
            byte[] name = secret.toString().getBytes(StandardCharsets.UTF_8);
            change(image, bytes -> bytes.putInt(16, name.length).put(128, name));
            IOException refusal =
                    assertThrows(IOException.class, () -> open(image).close());
            assertTrue(
                    refusal.getMessage().contains("has a backing file outside its own folder"), refusal.getMessage());
        } finally {
            Files.delete(secret);
        }
    }

    @Test
    void anOverlayOfSomethingElseIsRefused() throws IOException {
        Path other = Files.write(folder.resolve("other.img"), new byte[SIZE]);
        DiskSource source = new DiskSource(other, DiskFormat.RAW, false, new DiskSource.InFile(image));
        IOException refusal =
                assertThrows(IOException.class, () -> source.open().close());
        assertEquals(image + " is an overlay of " + base + " (raw), not of " + other, refusal.getMessage());
    }

    /** Else the guest that writes there could name a file of the host as its backing file, for the next start. */
    @Test
    void anEntryThatPointsAtTheTablesIsNotWrittenThroughAndMarksTheImage() throws IOException {
        long l2 = ByteBuffer.wrap(Files.readAllBytes(image)).getLong(3 * CLUSTER) & ~(1L << 63);
        change(image, bytes -> bytes.putLong((int) l2, 3L * CLUSTER | 1L << 63));
        try (Storage disk = open(image)) {
            IOException refusal = assertThrows(IOException.class, () -> disk.write(0, new byte[1], 0, 1));
            assertEquals("has an entry that points at its own tables: 196608", refusal.getMessage());
            assertThrows(IOException.class, () -> disk.write(SIZE - 1, new byte[1], 0, 1));
        }
        assertEquals(2, ByteBuffer.wrap(Files.readAllBytes(image)).getLong(72));
    }

    @Test
    void anEntryBehindTheEndOfTheFileFailsTheRead() throws IOException {
        change(image, bytes -> bytes.putLong(3 * CLUSTER, 1L << 40 | 1L << 63));
        try (Storage disk = open(image)) {
            assertThrows(IOException.class, () -> disk.read(0, new byte[1], 0, 1));
        }
    }

    @Test
    void anOverlayInMemoryIsFullAtItsLimit() throws IOException {
        try (Storage disk =
                new MemoryOverlay(DiskSource.of(base, DiskFormat.RAW, true).open(), 2)) {
            disk.write(0, new byte[8192], 0, 8192);
            disk.write(100, new byte[50], 0, 50);
            assertThrows(IOException.class, () -> disk.write(8192, new byte[1], 0, 1));
            assertEquals(0, Disks.content(disk)[8192]);
        }
    }
}
