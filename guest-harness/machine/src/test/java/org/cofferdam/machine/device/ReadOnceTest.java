package org.cofferdam.machine.device;

import static org.cofferdam.machine.device.VirtioDriver.INDIRECT;
import static org.cofferdam.machine.device.VirtioDriver.NEXT;
import static org.cofferdam.machine.device.VirtioDriver.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What a device has read of a guest's memory it does not read again (XSA-166, CVE-2021-29657): whatever it looked at has become something
 * else a moment later, as if another hart of the guest always came in between, and nothing is otherwise for that.
 */
class ReadOnceTest {
    private static final long HEADER = ArrayMemory.BASE + 0x3000;
    private static final long DATA = ArrayMemory.BASE + 0x4000;
    private static final long TABLE = ArrayMemory.BASE + 0x6000;
    private static final long STATUS = ArrayMemory.BASE + 0x7000;
    private static final int SECTOR = 512;

    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private final RacingMemory racing = new RacingMemory(memory);

    private VirtioDriver driver(VirtioDevice device, int queues) {
        return new VirtioDriver(new VirtioMmio(device, racing, InterruptLine.NONE), memory).start(queues);
    }

    private void put(long address, String text) {
        memory.bytes.put((int) (address - ArrayMemory.BASE), text.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertServed(VirtioDriver driver, int queue) {
        assertFalse(driver.needsReset());
        assertEquals(1, driver.usedIndex(queue));
        assertTrue(racing.changes() > 2, "nothing was read");
    }

    @Test
    void aChainOfDescriptorsAndATable() {
        ScriptedTerminal terminal = new ScriptedTerminal();
        VirtioDriver driver = driver(new VirtioConsole(terminal), 2);
        put(DATA, "ab");
        put(DATA + 0x100, "cd");
        put(DATA + 0x200, "ef");
        driver.descriptor(1, 3, DATA, 2, NEXT, 5);
        driver.descriptor(1, 5, TABLE, 2 * 16, INDIRECT, 0);
        driver.descriptorAt((int) (TABLE - ArrayMemory.BASE), DATA + 0x100, 2, NEXT, 1);
        driver.descriptorAt((int) (TABLE - ArrayMemory.BASE) + 16, DATA + 0x200, 2, 0, 0);
        driver.submit(1, 3);
        assertEquals("abcdef", terminal.screen());
        assertServed(driver, 1);
    }

    @Test
    void aRequestToADisk() {
        ArrayStorage disk = new ArrayStorage(16 * SECTOR);
        disk.fillWith(7);
        VirtioDriver driver = driver(new VirtioBlock(disk), 1);
        memory.bytes.putInt(0x3000, 1).putLong(0x3008, 2);
        put(DATA, "what was meant");
        driver.descriptor(0, 0, HEADER, 16, NEXT, 1);
        driver.descriptor(0, 1, DATA, SECTOR, NEXT, 2);
        driver.descriptor(0, 2, STATUS, 1, WRITE, 0);
        driver.submit(0, 0);
        assertEquals(0, memory.bytes.get(0x7000));
        assertEquals("what was meant", new String(disk.bytes, 2 * SECTOR, 14, StandardCharsets.US_ASCII));
        assertServed(driver, 0);
    }

    @Test
    void roomForRandomBytes() {
        VirtioDriver driver = driver(new VirtioEntropy(new RandomBytes(42)), 1);
        driver.descriptor(0, 0, DATA, 8, NEXT | WRITE, 4);
        driver.descriptor(0, 4, DATA + 0x100, 8, WRITE, 0);
        driver.submit(0, 0);
        assertEquals(16, driver.usedLength(0, 0));
        assertServed(driver, 0);
    }
}
