package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.ALL;
import static org.cofferdam.machine.iommu.IommuSoftware.DDTP;
import static org.cofferdam.machine.iommu.IommuSoftware.DIRECTORY;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM_SIZE;
import static org.cofferdam.machine.iommu.IommuSoftware.SV39X4;
import static org.cofferdam.machine.iommu.IommuSoftware.THREE_LEVELS;
import static org.cofferdam.machine.iommu.IommuSoftware.TWO_LEVELS;
import static org.cofferdam.machine.iommu.IommuSoftware.contextAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final int DEVICE = 5;
    private static final long TARGET = RAM + 0x8000;

    private final IommuSoftware software = new IommuSoftware().queues();

    /** A context that leaves both stages out, so that a device address is physical. */
    private void bareContext(long at) {
        software.context(at, 1, 0, 0, 0);
    }

    @Test
    void off_refusesAll() {
        bareContext(contextAt(DEVICE));
        assertEquals(256, software.readFault(DEVICE, TARGET));
        assertEquals(256, software.writeFault(DEVICE, TARGET));
    }

    @Test
    void bare_passesAllWithoutADirectory() {
        software.set(DDTP, 8, 1);
        software.memory.storeByte(TARGET, (byte) 42);
        assertEquals(42, software.read(0xff_ffff, TARGET));
        assertTrue(software.write(3, TARGET, 43));
        assertEquals(43, software.memory.loadByte(TARGET));
        assertEquals(-1, software.read(3, RAM + RAM_SIZE), "the bus refuses");
        assertTrue(software.faults().isEmpty(), "which is not the IOMMU's fault");
    }

    @Test
    void aContextWithoutStagesPassesAsWell() {
        bareContext(contextAt(DEVICE));
        software.directory(ONE_LEVEL);
        software.memory.storeByte(TARGET, (byte) 42);
        assertEquals(42, software.read(DEVICE, TARGET));
        assertTrue(software.iommu.cachedTranslations().isEmpty());
    }

    @Test
    void idsAreSplitInto7And9And8Bits() {
        int device = 0xa5 << 16 | 0x135 << 7 | 0x53;
        long middle = software.pages(1);
        long leaves = software.pages(1);
        software.memory.storeDouble(DIRECTORY + 0xa5 * 8, middle >>> 2 | 1);
        software.memory.storeDouble(middle + 0x135 * 8, leaves >>> 2 | 1);
        bareContext(leaves + 0x53 * 32);
        software.directory(THREE_LEVELS);
        assertEquals(0, software.read(device, TARGET));
        software.set(DDTP, 8, middle >>> 2 | TWO_LEVELS);
        assertEquals(0, software.read(device & 0xffff, TARGET));
        software.set(DDTP, 8, leaves >>> 2 | ONE_LEVEL);
        assertEquals(0, software.read(device & 0x7f, TARGET));
    }

    @Test
    void anIdWiderThanTheDirectoryIsRefused() {
        software.directory(ONE_LEVEL);
        assertEquals(260, software.readFault(1 << 7, TARGET));
        assertEquals(260, software.readFault(1 << 16, TARGET));
        assertEquals(258, software.readFault((1 << 7) - 1, TARGET));
        software.directory(TWO_LEVELS);
        assertEquals(260, software.readFault(1 << 16, TARGET));
        assertEquals(258, software.readFault((1 << 16) - 1, TARGET));
        software.directory(THREE_LEVELS);
        assertEquals(258, software.readFault(0xff_ffff, TARGET));
    }

    @Test
    void aDirectoryOutsideMemoryIsAnAccessFault() {
        software.set(DDTP, 8, (RAM + RAM_SIZE) >>> 2 | ONE_LEVEL);
        assertEquals(257, software.readFault(DEVICE, TARGET));
        software.directory(TWO_LEVELS);
        software.memory.storeDouble(DIRECTORY, (RAM - 0x1000) >>> 2 | 1);
        assertEquals(257, software.readFault(DEVICE, TARGET));
    }

    @Test
    void anEntryThatIsNotValidIsSaidToBe() {
        software.context(contextAt(DEVICE), -2, -1, -1, -1);
        software.directory(ONE_LEVEL);
        assertEquals(258, software.readFault(DEVICE, TARGET), "whatever else is in it");
        software.memory.storeDouble(DIRECTORY, -2);
        software.directory(TWO_LEVELS);
        assertEquals(258, software.readFault(DEVICE, TARGET));
    }

    @Test
    void eachReservedBitOfAPointerIsAMisconfiguration() {
        software.directory(TWO_LEVELS);
        long leaves = software.pages(1);
        bareContext(leaves + 32L * DEVICE);
        for (int bit = 1; bit < 64; bit++) {
            if (bit < 10 || bit > 53) {
                software.memory.storeDouble(DIRECTORY, leaves >>> 2 | 1 | 1L << bit);
                assertEquals(259, software.readFault(DEVICE, TARGET), "bit " + bit);
            }
        }
        software.memory.storeDouble(DIRECTORY, leaves >>> 2 | 1);
        assertEquals(0, software.read(DEVICE, TARGET));
    }

    /** Bits of {@code tc} with a meaning here: V, DTF, PDTV, and those for custom use. DPE has one with PDTV alone. */
    @Test
    void eachBitOfTheControlThatHasNoMeaningIsAMisconfiguration() {
        software.directory(ONE_LEVEL);
        for (int bit = 1; bit < 64; bit++) {
            boolean fine = bit == 4 || bit == 5 || (bit >= 24 && bit < 32);
            software.context(contextAt(bit), 1 | 1L << bit, 0, 0, 0);
            if (fine) {
                assertEquals(0, software.read(bit, TARGET), "bit " + bit);
            } else {
                assertEquals(259, software.readFault(bit, TARGET), "bit " + bit);
            }
        }
        software.context(contextAt(DEVICE), 1 | 1 << 5 | 1 << 9, 0, 0, 0);
        software.command(3, 0);
        assertEquals(0, software.read(DEVICE, TARGET), "PDTV and DPE");
    }

    @Test
    void eachBitOfTheAttributesButTheProcessIsAMisconfiguration() {
        software.directory(ONE_LEVEL);
        for (int bit = 0; bit < 64; bit++) {
            software.context(contextAt(bit), 1, 0, 1L << bit, 0);
            if (bit >= 12 && bit < 32) {
                assertEquals(0, software.read(bit, TARGET), "bit " + bit);
            } else {
                assertEquals(259, software.readFault(bit, TARGET), "bit " + bit);
            }
        }
    }

    @Test
    void modesThatDoNotExistAreMisconfigurations() {
        software.directory(ONE_LEVEL);
        for (long mode = 1; mode < 16; mode++) {
            boolean exists = mode >= 8 && mode <= 10;
            int device = (int) mode;
            software.context(contextAt(device), 1, mode << 60, 0, 0);
            assertEquals(exists ? 5 : 259, software.readFault(device, TARGET), "iohgatp, mode " + mode);
            software.context(contextAt(device + 16), 1, 0, 0, mode << 60);
            assertEquals(exists ? 5 : 259, software.readFault(device + 16, TARGET), "iosatp, mode " + mode);
            software.context(contextAt(device + 32), 1 | 1 << 5, 0, 0, mode << 60);
            assertEquals(259, software.readFault(device + 32, TARGET), "pdtp, mode " + mode);
        }
    }

    @Test
    void reservedBitsOfTheFirstStageAreMisconfigurationsAndTheGuestsNumberIsNone() {
        software.directory(ONE_LEVEL);
        for (int bit = 44; bit < 60; bit++) {
            software.context(contextAt(bit), 1, 0, 0, 1L << bit);
            assertEquals(259, software.readFault(bit, TARGET), "iosatp, bit " + bit);
            software.context(contextAt(bit + 20), 1 | 1 << 5, 0, 0, 1L << bit);
            assertEquals(259, software.readFault(bit + 20, TARGET), "pdtp, bit " + bit);
            software.context(contextAt(bit + 40), 1, 1L << bit, 0, 0);
            assertEquals(0, software.read(bit + 40, TARGET), "iohgatp, bit " + bit);
        }
    }

    @Test
    void theSecondStagesRootIsAlignedTo16KiB() {
        software.directory(ONE_LEVEL);
        long root = software.pages(4);
        software.map(root, 0, TARGET, ALL);
        for (int page = 0; page < 4; page++) {
            software.context(contextAt(page), 1, SV39X4 << 60 | (root >>> 12) + page, 0, 0);
        }
        assertEquals(0, software.read(0, 0));
        assertEquals(259, software.readFault(1, 0));
        assertEquals(259, software.readFault(2, 0));
        assertEquals(259, software.readFault(3, 0));
        software.context(contextAt(4), 1, 3, 0, 0);
        assertEquals(0, software.read(4, TARGET), "a mode that has no root");
    }

    @Test
    void aSilentDeviceIsRefusedWithoutARecordButNotWhereItsContextIsWrong() {
        software.directory(ONE_LEVEL);
        software.guest(DEVICE, 1);
        software.memory.storeDouble(contextAt(DEVICE), 1 | 1 << 4);
        assertEquals(-1, software.read(DEVICE, TARGET));
        assertTrue(software.faults().isEmpty());
        software.memory.storeDouble(contextAt(DEVICE), 1 | 1 << 4 | 1 << 1);
        software.command(3, 0);
        assertEquals(259, software.readFault(DEVICE, TARGET), "no valid context, so its DTF counts as 0");
        software.directory(0);
        assertEquals(256, software.readFault(DEVICE, TARGET));
    }
}
