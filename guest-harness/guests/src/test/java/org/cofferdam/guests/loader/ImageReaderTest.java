package org.cofferdam.guests.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {
    private static final long BASE = 0x8000_0000L;
    private static final MemoryRange MEMORY = new MemoryRange(BASE, 0x10_0000);
    private static final int STRINGS = 0x200;

    private static Image parse(ByteBuffer file) throws ImageException {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return ImageReader.parse(bytes, MEMORY, BASE);
    }

    /** An executable of 0x400 bytes: one segment of 0x100 bytes (0x180 in memory) linked at a high address, and symbols. */
    private static ByteBuffer elf() {
        ByteBuffer file = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        file.putShort(16, (short) 2).putShort(18, (short) 243);
        file.putLong(24, 0xffff_ffff_8000_0010L);
        file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        file.putLong(40, 0x280).putShort(58, (short) 64).putShort(60, (short) 3);
        file.putInt(64, 1)
                .putLong(72, 0x100)
                .putLong(80, 0xffff_ffff_8000_0000L)
                .putLong(88, BASE + 0x1000);
        file.putLong(96, 0x100).putLong(104, 0x180);
        file.put(0x110, (byte) 0x13);
        file.put(STRINGS, "\0_start\0tohost\0".getBytes(StandardCharsets.US_ASCII));
        file.putInt(0x220, 1).putShort(0x226, (short) 1).putLong(0x228, 0x1111);
        file.putInt(0x238, 8).putShort(0x23e, (short) 1).putLong(0x240, BASE + 0x1040);
        file.putInt(0x2c4, 2).putLong(0x2d8, 0x220).putLong(0x2e0, 48).putInt(0x2e8, 2);
        file.putInt(0x304, 3).putLong(0x318, STRINGS).putLong(0x320, 15);
        return file;
    }

    private static void assertRefused(ByteBuffer file, String reason) {
        var refusal = assertThrows(ImageException.class, () -> parse(file));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    private static void assertElfRefused(String reason, Consumer<ByteBuffer> damage) {
        ByteBuffer file = elf();
        damage.accept(file);
        assertRefused(file, reason);
    }

    @Test
    void anElfFileIsLoadedByPhysicalAddresses() throws ImageException {
        Image image = parse(elf());
        assertEquals(Image.Format.ELF, image.format());
        assertEquals(BASE + 0x1010, image.entry());
        assertEquals(BASE + 0x1180, image.end());
        assertEquals(OptionalLong.of(BASE + 0x1040), image.symbol("tohost"));
        assertEquals(OptionalLong.empty(), image.symbol("tohos"));
        assertEquals(1, image.segments().size());
        assertEquals(0x100, image.segments().getFirst().bytes().length);
        assertEquals(0x13, image.segments().getFirst().bytes()[0x10]);
    }

    @Test
    void anElfFileWithoutSectionsHasNoSymbols() throws ImageException {
        ByteBuffer file = elf();
        file.putLong(40, 0).putShort(60, (short) 0);
        assertEquals(Map.of(), parse(file).symbols());
    }

    @Test
    void undefinedAndEndlessNamesAreLeftOut() throws ImageException {
        ByteBuffer undefined = elf();
        undefined.putShort(0x23e, (short) 0);
        assertEquals(Map.of("_start", 0x1111L), parse(undefined).symbols());
        ByteBuffer endless = ByteBuffer.allocate(0x2000).order(ByteOrder.LITTLE_ENDIAN);
        endless.put(0, elf().array());
        byte[] letters = new byte[0x1000];
        Arrays.fill(letters, (byte) 'a');
        endless.put(0x800, letters).putLong(0x318, 0x800).putLong(0x320, 0x1000);
        assertEquals(Map.of(), parse(endless).symbols());
    }

    @Test
    void elfFilesForOthersAreRefused() {
        assertElfRefused("another machine", file -> file.putShort(18, (short) 62));
        assertElfRefused("64-bit", file -> file.put(4, (byte) 1));
        assertElfRefused("64-bit", file -> file.put(5, (byte) 2));
        assertElfRefused("not an executable", file -> file.putShort(16, (short) 1));
    }

    @Test
    void everyPrefixOfAnElfFileIsRefusedOrLoads() {
        byte[] whole = elf().array();
        for (int length = 4; length < 0x340; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            var refusal = assertThrows(ImageException.class, () -> ImageReader.parse(prefix, MEMORY, BASE));
            assertTrue(refusal.getMessage().contains("truncated"), length + ": " + refusal.getMessage());
        }
    }

    @Test
    void lyingSizesAreRefused() {
        assertElfRefused("truncated", file -> file.putLong(96, 0x400));
        assertElfRefused("truncated", file -> file.putLong(96, -1));
        assertElfRefused("truncated", file -> file.putLong(72, Long.MAX_VALUE));
        assertElfRefused("truncated", file -> file.putLong(32, -1));
        assertElfRefused("truncated", file -> file.putShort(56, (short) -1));
        assertElfRefused("program headers have", file -> file.putShort(54, (short) 1));
        assertElfRefused("larger in the file", file -> file.putLong(104, 0x80));
        assertElfRefused("section headers have", file -> file.putShort(58, (short) 1));
        assertElfRefused("truncated", file -> file.putLong(0x2e0, -1));
        assertElfRefused("no names", file -> file.putInt(0x2e8, -1));
        assertElfRefused("truncated", file -> file.putLong(0x320, 0x1000));
    }

    @Test
    void segmentsOutsideMemoryAreRefused() {
        assertElfRefused("outside memory", file -> file.putLong(88, BASE - 1));
        assertElfRefused("outside memory", file -> file.putLong(88, BASE + MEMORY.size() - 0x17f));
        assertElfRefused("outside memory", file -> file.putLong(88, -0x80));
        assertElfRefused("outside memory", file -> file.putLong(104, 0x7fff_ffff_ffff_ffffL));
        assertElfRefused("outside memory", file -> file.putLong(104, -1));
        assertElfRefused("entry", file -> file.putLong(24, 0x1000));
        assertElfRefused("nothing to load", file -> file.putInt(64, 4));
    }

    private static ByteBuffer linux() {
        ByteBuffer file = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(8, 0x2000).putLong(16, 0x3000).putInt(56, 0x05435352);
        return file;
    }

    @Test
    void aLinuxImageGoesWhereItsHeaderSays() throws ImageException {
        Image image = parse(linux());
        assertEquals(Image.Format.LINUX, image.format());
        assertEquals(BASE + 0x2000, image.entry());
        assertEquals(BASE + 0x5000, image.end());
    }

    @Test
    void lyingLinuxHeadersAreRefused() {
        assertRefused(linux().putLong(16, 0xfff), "header says");
        assertRefused(linux().putLong(16, -1), "header says");
        assertRefused(linux().putLong(16, 0x10_0000), "outside memory");
        assertRefused(linux().putLong(8, -0x2000), "outside memory");
        assertRefused(linux().putLong(8, Long.MAX_VALUE), "outside memory");
        assertRefused(linux().putLong(24, 1), "big-endian");
    }

    @Test
    void anythingElseIsAFlatBinary() throws ImageException {
        byte[] bytes = {0x13, 0, 0, 0};
        Image image = ImageReader.parse(bytes, MEMORY, BASE + 0x100);
        assertEquals(Image.Format.FLAT, image.format());
        assertEquals(BASE + 0x100, image.entry());
        assertArrayEquals(bytes, image.segments().getFirst().bytes());
        assertThrows(ImageException.class, () -> ImageReader.parse(new byte[0x10_0001], MEMORY, BASE));
        assertRefused(ByteBuffer.wrap(new byte[] {0x1f, (byte) 0x8b, 8}), "gunzip");
        assertRefused(ByteBuffer.wrap(new byte[0]), "empty");
    }

    @Test
    void filesThatCannotBeReadAreRefused(@TempDir Path folder) throws IOException {
        for (Path path : new Path[] {folder, folder.resolve("none"), Path.of("/dev/zero")}) {
            assertThrows(ImageException.class, () -> ImageReader.read(path, MEMORY, BASE));
        }
        Path file = Files.write(folder.resolve("flat"), new byte[] {1, 2, 3, 4});
        assertEquals(BASE, ImageReader.read(file, MEMORY, BASE).entry());
    }

    @Test
    void readsALargeFileWhole(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[300_001];
        new Random(7).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large"), bytes);
        assertArrayEquals(bytes, ImageReader.readAll(file));
    }

    /** The kernel's own files have no size. */
    @Test
    void readsAFileThatSaysItIsEmpty() throws Exception {
        Path file = Path.of("/proc/self/stat");
        assumeTrue(Files.exists(file), "no /proc here");
        assertEquals(0, Files.size(file));
        assertTrue(ImageReader.readAll(file).length > 0);
    }
}
