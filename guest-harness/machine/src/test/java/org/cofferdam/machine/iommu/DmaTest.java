package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.ALL;
import static org.cofferdam.machine.iommu.IommuSoftware.DDTP;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM_SIZE;
import static org.cofferdam.machine.iommu.IommuSoftware.W;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.memory.DmaPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DmaTest {
    private static final int DEVICE = 1;
    private static final long FIRST = RAM + 0x3_0000;
    private static final long SECOND = RAM + 0x2_0000;
    private static final long THIRD = RAM + 0x2_8000;

    private final IommuSoftware software = new IommuSoftware().queues().directory(ONE_LEVEL);
    private final DmaPort port = software.iommu.behind(DEVICE);
    private long root;

    @BeforeEach
    void threePages() {
        software.pages(0x40);
        root = software.guest(DEVICE, 1);
        software.map(root, 0x1000, FIRST, ALL);
        software.map(root, 0x2000, SECOND, ALL);
        software.map(root, 0x3000, THIRD, ALL);
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251 + 1);
        }
        return bytes;
    }

    @Test
    void anAccessIsCutAtPagesThatLieApart() {
        byte[] bytes = counting(0x1800);
        assertTrue(port.write(0x1f80, bytes, 0, bytes.length));
        assertEquals(1, software.memory.loadByte(FIRST + 0xf80));
        assertEquals(bytes[0x80], software.memory.loadByte(SECOND));
        assertEquals(bytes[0x1080], software.memory.loadByte(THIRD));
        assertEquals(bytes[0x17ff], software.memory.loadByte(THIRD + 0x77f));
        assertEquals(0, software.memory.loadByte(THIRD + 0x780));
        byte[] back = new byte[0x1802];
        assertTrue(port.read(0x1f80, back, 1, 0x1800));
        assertTrue(Arrays.equals(bytes, 0, 0x1800, back, 1, 0x1801));
        assertEquals(0, back[0]);
        assertEquals(0, back[0x1801]);
    }

    @Test
    void anAccessRefusedAtItsLastPageTransfersNothingAndIsReportedOnce() {
        software.map(root, 0x3000, THIRD, ALL & ~W);
        byte[] bytes = counting(0x1800);
        assertFalse(port.write(0x1f80, bytes, 0, bytes.length));
        assertEquals(0, software.memory.loadByte(FIRST + 0xf80));
        assertEquals(0, software.memory.loadByte(SECOND));
        List<IommuSoftware.FaultRecord> faults = software.faults();
        assertEquals(1, faults.size());
        assertEquals(23, faults.getFirst().cause());
        assertEquals(0x3000, faults.getFirst().address(), "the first byte that could not be written");
        byte[] into = counting(0x3000);
        assertFalse(port.read(0x2000, into, 0, 0x3000));
        assertTrue(Arrays.equals(counting(0x3000), into));
    }

    @Test
    void aPageThatIsNoMemoryStopsTheWholeAccess() {
        software.map(root, 0x3000, RAM + RAM_SIZE, ALL);
        byte[] bytes = counting(0x1800);
        assertFalse(port.write(0x1f80, bytes, 0, bytes.length));
        assertEquals(0, software.memory.loadByte(FIRST + 0xf80));
        assertTrue(software.faults().isEmpty(), "the tables permitted it");
        software.set(DDTP, 8, 1);
        assertFalse(port.write(RAM + RAM_SIZE - 0x800, bytes, 0, 0x1000));
        assertEquals(0, software.memory.loadByte(RAM + RAM_SIZE - 0x800));
    }

    /** What is written lands in a table that the same access goes through: each page was translated before. */
    @Test
    void anAccessDoesNotSeeWhatItWritesIntoItsOwnTables() {
        long leaf = software.map(root, 0x3000, THIRD, ALL);
        software.map(root, 0x2000, leaf & -0x1000, ALL);
        byte[] bytes = new byte[0x1008];
        bytes[0x1000] = 42;
        assertTrue(port.write(0x2000, bytes, 0, bytes.length));
        assertEquals(42, software.memory.loadByte(THIRD));
        assertEquals(0, software.memory.loadDouble(leaf));
    }

    @Test
    void addressesAtTheEndOfTheSpaceAreNotReadBeyondIt() {
        byte[] bytes = counting(0x2000);
        assertFalse(port.write(-0x1000, bytes, 0, 0x2000));
        assertFalse(port.read(-1, bytes, 0, 2));
        software.set(DDTP, 8, 1);
        assertFalse(port.write(-0x1000, bytes, 0, 0x2000));
    }
}
