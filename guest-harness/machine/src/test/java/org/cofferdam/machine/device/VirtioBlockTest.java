package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VirtioBlockTest {
    private static final long HEADER = ArrayMemory.BASE + 0x2000;
    private static final long STATUS = ArrayMemory.BASE + 0x2100;
    private static final long DATA = ArrayMemory.BASE + 0x4000;
    private static final int OK = 0;
    private static final int IO_ERROR = 1;
    private static final int UNSUPPORTED = 2;

    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private final ArrayStorage disk = new ArrayStorage(16 * 512);
    private final VirtioMmio transport = new VirtioMmio(new VirtioBlock(disk), memory, InterruptLine.NONE);
    private final VirtioDriver driver = new VirtioDriver(transport, memory).start(1);

    /** One request of header, one data buffer, status; returns the status. */
    private int request(int type, long sector, int length, int dataFlags) {
        header(type, sector);
        driver.descriptor(0, 0, HEADER, 16, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, DATA, length, dataFlags | VirtioDriver.NEXT, 2);
        driver.descriptor(0, 2, STATUS, 1, VirtioDriver.WRITE, 0);
        return submit();
    }

    private void header(int type, long sector) {
        memory.bytes.putInt(0x2000, type).putLong(0x2008, sector);
    }

    private int submit() {
        memory.bytes.put(0x2100, (byte) 0xee);
        driver.submit(0, 0);
        return memory.bytes.get(0x2100) & 0xff;
    }

    private int read(long sector, int length) {
        return request(0, sector, length, VirtioDriver.WRITE);
    }

    private int write(long sector, int length) {
        return request(1, sector, length, 0);
    }

    @Test
    void tellsItsCapacity() {
        assertEquals(16, driver.get(0x100));
        assertEquals(16, transport.load(0x100, 8));
        assertEquals(0, transport.load(0x107, 1));
    }

    @Test
    void readsAndWritesSectors() {
        disk.fillWith(7);
        memory.bytes.put(0x4000, new byte[1024]);
        assertEquals(OK, write(3, 1024));
        assertEquals(7, disk.bytes[3 * 512 - 1]);
        assertEquals(0, disk.bytes[3 * 512]);
        assertEquals(7, disk.bytes[5 * 512]);
        assertEquals(OK, read(4, 1024));
        assertEquals(0, memory.bytes.get(0x4000));
        assertEquals(7, memory.bytes.get(0x4200));
        assertEquals(1025, driver.usedLength(0, 1));
    }

    @Test
    void gathersHeaderDataAndStatusFromAnyShape() {
        header(1, 0);
        memory.bytes.put(0x4000, (byte) 42);
        driver.descriptor(0, 0, HEADER, 5, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, HEADER + 5, 11, VirtioDriver.NEXT, 2);
        driver.descriptor(0, 2, DATA, 100, VirtioDriver.NEXT, 3);
        driver.descriptor(0, 3, DATA + 100, 412, VirtioDriver.NEXT, 4);
        driver.descriptor(0, 4, STATUS, 1, VirtioDriver.WRITE, 0);
        assertEquals(OK, submit());
        assertEquals(42, disk.bytes[0]);
    }

    @Test
    void refusesWhatLiesBeyondTheEnd() {
        assertEquals(OK, read(15, 512));
        assertEquals(IO_ERROR, read(15, 1024));
        assertEquals(IO_ERROR, read(16, 512));
        assertEquals(IO_ERROR, read(-1, 512));
        assertEquals(IO_ERROR, write(0x0080_0000_0000_0000L, 512));
        assertEquals(IO_ERROR, read(0x007f_ffff_ffff_ffffL, 1024));
    }

    @Test
    void refusesPartsOfSectorsAndHugeLengths() {
        assertEquals(IO_ERROR, read(0, 511));
        assertEquals(IO_ERROR, read(0, 0xffff_fe00));
        assertEquals(IO_ERROR, write(0, 0xffff_fe00));
    }

    @Test
    void answersAnErrorIfDataLiesOutsideMemory() {
        header(0, 0);
        driver.descriptor(0, 0, HEADER, 16, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, ArrayMemory.BASE + 0xff00, 512, VirtioDriver.WRITE | VirtioDriver.NEXT, 2);
        driver.descriptor(0, 2, STATUS, 1, VirtioDriver.WRITE, 0);
        assertEquals(IO_ERROR, submit());
    }

    @Test
    void hostErrorsBecomeStatus() {
        disk.broken = true;
        assertEquals(IO_ERROR, read(0, 512));
        assertEquals(IO_ERROR, write(0, 512));
        assertEquals(IO_ERROR, request(4, 0, 0, 0));
    }

    @Test
    void aReadOnlyDiskSaysSoAndIsNotWritten() {
        disk.readOnly = true;
        driver.set(0x14, 0);
        assertTrue((driver.get(0x10) & 1 << 5) != 0);
        assertEquals(IO_ERROR, write(0, 512));
    }

    @Test
    void flushesAndNamesItself() {
        assertEquals(OK, request(4, 0, 0, 0));
        assertEquals(1, disk.flushes);
        assertEquals(OK, request(8, 0, 20, VirtioDriver.WRITE));
        byte[] name = new byte[9];
        memory.bytes.get(0x4000, name);
        assertEquals("cofferdam", new String(name, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(IO_ERROR, request(8, 0, 19, VirtioDriver.WRITE));
    }

    @Test
    void unknownRequestsAreUnsupported() {
        assertEquals(UNSUPPORTED, request(11, 0, 512, 0));
        assertEquals(UNSUPPORTED, request(-1, 0, 512, VirtioDriver.WRITE));
    }

    @Test
    void aRequestWithoutRoomForAStatusNeedsReset() {
        driver.descriptor(0, 0, HEADER, 16, 0, 0);
        driver.submit(0, 0);
        assertTrue(driver.needsReset());
        assertEquals(0, driver.usedIndex(0));
    }

    @Test
    void aRequestWithACutHeaderNeedsReset() {
        driver.descriptor(0, 0, HEADER, 15, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, STATUS, 1, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        assertTrue(driver.needsReset());
    }

    @Test
    void aReadThatOverwritesTheRingDoesNotKeepTheDeviceBusyForEver() {
        // The disk is full of an avail ring that is always one ahead; each read writes it over the real one.
        for (int i = 0; i < disk.bytes.length; i += 2) {
            disk.bytes[i] = (byte) VirtioDriver.SIZE;
        }
        header(0, 0);
        driver.descriptor(0, 0, HEADER, 16, VirtioDriver.NEXT, 1);
        driver.descriptor(0, 1, ArrayMemory.BASE + 0x400, 512, VirtioDriver.WRITE | VirtioDriver.NEXT, 2);
        driver.descriptor(0, 2, STATUS, 1, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        assertTrue(driver.usedIndex(0) <= VirtioDriver.SIZE);
        assertTrue(driver.needsReset(), "the ring now holds heads outside the table");
        driver.start(1);
        assertFalse(driver.needsReset());
    }
}
