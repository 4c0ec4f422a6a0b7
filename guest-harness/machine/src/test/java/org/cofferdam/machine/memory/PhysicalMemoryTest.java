package org.cofferdam.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PhysicalMemoryTest {

    private static final long BASE = 0x8000_0000L;
    private static final long SIZE = 0x4000;
    private static final Pattern RANGE = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) ");

    private final PhysicalMemory memory = new PhysicalMemory(BASE, SIZE);

    @Test
    void rangesThatLeaveMemoryOrWrapAreNotInIt() {
        assertTrue(memory.contains(BASE, SIZE));
        assertTrue(memory.contains(BASE + SIZE - 1, 1));
        assertFalse(memory.contains(BASE - 1, 1));
        assertFalse(memory.contains(BASE + SIZE, 1));
        assertFalse(memory.contains(BASE + SIZE, 0));
        assertFalse(memory.contains(BASE + 1, SIZE));
        assertFalse(memory.contains(BASE + 8, Long.MAX_VALUE));
        assertFalse(memory.contains(BASE + 8, -1));
        assertFalse(memory.contains(-8, 16));
        assertFalse(memory.contains(Long.MIN_VALUE, 1));
    }

    @Test
    void accessesOutsideAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> memory.loadDouble(BASE + SIZE - 7));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.storeByte(BASE - 1, (byte) 0));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write(BASE + SIZE - 4, new byte[5], 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.clear(BASE, SIZE + 1));
        assertThrows(IllegalArgumentException.class, () -> new PhysicalMemory(BASE + 1, SIZE));
        assertThrows(IllegalArgumentException.class, () -> new PhysicalMemory(BASE, 0));
    }

    /** As the kernel tells of its own pages ({@code proc_pid_smaps}(5)): "hg" is the advice to use large ones. */
    @Test
    void ramOfALargeGuestAsksForLargePages() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")), "no large pages here");
        assertTrue(flags(new PhysicalMemory(BASE, 32 << 20).host(BASE)).contains("hg"));
        assertFalse(flags(memory.host(BASE)).contains("hg"));
    }

    private static List<String> flags(long host) throws IOException {
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher range = RANGE.matcher(line);
            if (range.lookingAt()) {
                here = Long.parseUnsignedLong(range.group(1), 16) <= host
                        && host < Long.parseUnsignedLong(range.group(2), 16);
            } else if (here && line.startsWith("VmFlags:")) {
                return List.of(line.split(" +"));
            }
        }
        throw new AssertionError("0x%x is mapped nowhere".formatted(host));
    }

    @Test
    void bytesAreLittleEndianAndZeroAtFirst() {
        assertEquals(0, memory.loadDouble(BASE));
        memory.storeDouble(BASE + 3, 0x0102_0304_0506_0708L);
        byte[] bytes = new byte[8];
        memory.read(BASE + 3, bytes, 0, 8);
        assertArrayEquals(new byte[] {8, 7, 6, 5, 4, 3, 2, 1}, bytes);
        assertEquals(0x0506_0708, memory.loadWord(BASE + 3));
        assertEquals(0x0708, memory.loadHalf(BASE + 3));
        memory.clear(BASE + 4, 2);
        assertEquals(0x0102_0304_0500_0008L, memory.loadDouble(BASE + 3));
    }

    /** Uses the first eight bytes of each page, and notes what it is told. */
    private static final class Notes implements PageWatcher {
        private final List<String> told = new ArrayList<>();

        @Override
        public void watched(long page) {
            told.add("watched %x".formatted(page));
        }

        @Override
        public boolean uses(long address, long length) {
            return address % PhysicalMemory.PAGE < 8;
        }

        @Override
        public void written(long page) {
            told.add("written %x".formatted(page));
        }
    }

    @Test
    void aWatcherIsToldOnceOfAWriteToWhatItUses() {
        Notes notes = new Notes();
        memory.addWatcher(notes);
        memory.storeWord(BASE, 1);
        memory.watch(BASE + 0x123);
        memory.watch(BASE);
        memory.storeWord(BASE + 8, 1);
        assertTrue(memory.isWatched(BASE + 0xfff));
        assertFalse(memory.isWatched(BASE + 0x1000));
        memory.storeWord(BASE + 4, 1);
        memory.storeWord(BASE, 1);
        assertEquals(List.of("watched 80000000", "written 80000000"), notes.told);
        assertFalse(memory.isWatched(BASE));
    }

    @Test
    void aWriteOverSeveralPagesTellsOfEach() {
        Notes notes = new Notes();
        memory.addWatcher(notes);
        memory.watch(BASE);
        memory.watch(BASE + 0x1000);
        memory.watch(BASE + 0x2000);
        memory.watch(BASE + 0x3000);
        notes.told.clear();
        memory.write(BASE + 0x10, new byte[0x2000], 0, 0x2000);
        assertEquals(List.of("written 80001000", "written 80002000"), notes.told);
        assertTrue(memory.isUsed(BASE + 0x2ff8, 9));
        assertFalse(memory.isUsed(BASE + 0x2ff8, 8));
    }
}
