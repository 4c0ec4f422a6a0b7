package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VirtioEntropyTest {
    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private VirtioDriver driver = driver(42);

    private VirtioDriver driver(long seed) {
        VirtioMmio transport = new VirtioMmio(new VirtioEntropy(new RandomBytes(seed)), memory, InterruptLine.NONE);
        return new VirtioDriver(transport, memory).start(1);
    }

    private byte[] ask(int length) {
        memory.bytes.put(0x4000, new byte[0x4000]);
        int slot = driver.usedIndex(0) % VirtioDriver.SIZE;
        driver.descriptor(0, 0, ArrayMemory.BASE + 0x4000, length, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        byte[] answer = new byte[driver.usedLength(0, slot)];
        memory.bytes.get(0x4000, answer);
        return answer;
    }

    @Test
    void fillsWhatIsOfferedAndNoMore() {
        byte[] answer = ask(100);
        assertEquals(100, answer.length);
        assertEquals(0, memory.bytes.get(0x4000 + 100));
        assertTrue(Arrays.hashCode(answer) != Arrays.hashCode(new byte[100]));
        assertFalse(Arrays.equals(answer, ask(100)), "the next bytes are others");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        byte[] first = ask(33);
        driver = driver(42);
        assertArrayEquals(first, ask(33));
        driver = driver(43);
        assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(ask(33)));
    }

    @Test
    void aHugeRequestIsAnsweredInPart() {
        assertEquals(4096, ask(0x7fff).length);
        assertFalse(driver.needsReset());
    }

    @Test
    void aRequestWithoutRoomOrWithSomethingToReadNeedsReset() {
        driver.descriptor(0, 0, ArrayMemory.BASE + 0x4000, 0, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        assertTrue(driver.needsReset());
        driver.start(1);
        driver.descriptor(0, 0, ArrayMemory.BASE + 0x4000, 8, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, ArrayMemory.BASE + 0x5000, 8, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        assertTrue(driver.needsReset());
        driver.start(1);
        driver.descriptor(0, 0, ArrayMemory.BASE + 0xffff, 8, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        assertTrue(driver.needsReset(), "outside memory");
    }

    /** Vigna's reference implementation of SplitMix64 gives these for seed 1234567. */
    @Test
    void theGeneratorIsSplitMix64() {
        byte[] bytes = new byte[16];
        new RandomBytes(1234567).fill(bytes, 16);
        var words = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertEquals(6457827717110365317L, words.getLong());
        assertEquals(3203168211198807973L, words.getLong());
    }
}
