package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.A;
import static org.cofferdam.machine.iommu.IommuSoftware.ALL;
import static org.cofferdam.machine.iommu.IommuSoftware.D;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.R;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM_SIZE;
import static org.cofferdam.machine.iommu.IommuSoftware.SV39X4;
import static org.cofferdam.machine.iommu.IommuSoftware.U;
import static org.cofferdam.machine.iommu.IommuSoftware.W;
import static org.cofferdam.machine.iommu.IommuSoftware.contextAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single causes in single stages; whole tables are compared in {@link IommuProperties}. */
class StageTest {
    private static final int GUEST_ONLY = 1;
    private static final int FIRST_ONLY = 2;
    private static final int BOTH = 3;
    private static final long ADDRESS = 0x12_3456_7000L;
    private static final long TARGET = RAM + 0x9000;

    private final IommuSoftware software = new IommuSoftware().queues().directory(ONE_LEVEL);
    private long guestRoot;
    private long firstRoot;

    @BeforeEach
    void contexts() {
        guestRoot = software.guest(GUEST_ONLY, 1);
        firstRoot = software.pages(1);
        software.context(contextAt(FIRST_ONLY), 1, 0, 7 << 12, SV39X4 << 60 | firstRoot >>> 12);
        software.memory.storeByte(TARGET + 0x18, (byte) 42);
    }

    /** Writes a leaf of 4 KiB, asks, and forgets again. */
    private int guestReadFault(int flags) {
        software.map(guestRoot, ADDRESS, TARGET, flags);
        return software.readFault(GUEST_ONLY, ADDRESS + 0x18);
    }

    private int guestWriteFault(int flags) {
        software.map(guestRoot, ADDRESS, TARGET, flags);
        return software.writeFault(GUEST_ONLY, ADDRESS + 0x18);
    }

    @Test
    void aMappedPageIsReadAndWritten() {
        software.map(guestRoot, ADDRESS, TARGET, ALL);
        assertEquals(42, software.read(GUEST_ONLY, ADDRESS + 0x18));
        assertTrue(software.write(GUEST_ONLY, ADDRESS + 0x19, 43));
        assertEquals(43, software.memory.loadByte(TARGET + 0x19));
        assertTrue(software.faults().isEmpty());
    }

    @Test
    void theSecondStageRefusesWithAGuestPageFault() {
        assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "nothing there");
        assertEquals(23, software.writeFault(GUEST_ONLY, ADDRESS), "nothing there");
        assertEquals(21, guestReadFault(ALL & ~1), "V");
        assertEquals(21, guestReadFault(ALL & ~U), "U");
        assertEquals(21, guestReadFault(ALL & ~A), "A");
        assertEquals(21, guestReadFault(ALL & ~R), "W without R");
        assertEquals(21, guestReadFault(1 | 8 | U | A | D), "X alone");
        assertEquals(23, guestWriteFault(ALL & ~W), "W");
        assertEquals(23, guestWriteFault(ALL & ~D), "D");
        assertEquals(23, guestWriteFault(ALL & ~A), "A");
        assertEquals(23, guestWriteFault(ALL & ~U), "U");
        assertEquals(21, guestReadFault(1), "a pointer at the last level");
    }

    @Test
    void readsNeedNoDirtyPageAndNoWritablePage() {
        software.map(guestRoot, ADDRESS, TARGET, 1 | R | U | A);
        assertEquals(42, software.read(GUEST_ONLY, ADDRESS + 0x18));
    }

    @Test
    void neitherANorDIsEverSet() {
        long leaf = software.map(guestRoot, ADDRESS, TARGET, ALL & ~A & ~D);
        long before = software.memory.loadDouble(leaf);
        software.readFault(GUEST_ONLY, ADDRESS);
        software.writeFault(GUEST_ONLY, ADDRESS);
        assertEquals(before, software.memory.loadDouble(leaf));
    }

    @Test
    void eachReservedBitOfALeafIsAFault() {
        long leaf = software.map(guestRoot, ADDRESS, TARGET, ALL);
        long fine = software.memory.loadDouble(leaf);
        for (int bit = 54; bit < 61; bit++) {
            software.memory.storeDouble(leaf, fine | 1L << bit);
            assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "bit " + bit);
        }
        software.memory.storeDouble(leaf, fine | 3L << 61);
        assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "a memory type that does not exist");
        software.memory.storeDouble(leaf, fine | 1L << 63);
        assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "a range that is not 64 KiB");
        software.memory.storeDouble(leaf, fine | 2L << 61);
        assertEquals(42, software.read(GUEST_ONLY, ADDRESS + 0x18), "Svpbmt");
    }

    @Test
    void aContiguousRangeKeepsTheLowPageNumber() {
        long range = RAM + 0x2_0000;
        long leaf = software.map(guestRoot, ADDRESS, range, ALL);
        software.memory.storeDouble(leaf, range >>> 2 | 8 << 10 | 1L << 63 | ALL);
        software.memory.storeByte(range + 0x7000, (byte) 7);
        assertEquals(7, software.read(GUEST_ONLY, ADDRESS));
    }

    @Test
    void superpagesAreAlignedAndPointersCarryNoFlags() {
        long gigabyte = guestRoot + (ADDRESS >>> 30) * 8;
        software.memory.storeDouble(gigabyte, 0x8000_0000L >>> 2 | ALL);
        assertEquals(42, software.read(GUEST_ONLY, (ADDRESS & -0x4000_0000L) + (TARGET & 0x3fff_ffff) + 0x18), "1 GiB");
        software.command(0x81, 0);
        software.memory.storeDouble(gigabyte, (0x8000_0000L + 0x20_0000) >>> 2 | ALL);
        assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "not aligned");
        software.memory.storeDouble(gigabyte, 0);
        software.map(guestRoot, ADDRESS, TARGET, ALL);
        long pointer = software.memory.loadDouble(gigabyte);
        for (int bit : new int[] {4, 6, 7, 61, 62, 63}) {
            software.memory.storeDouble(gigabyte, pointer | 1L << bit);
            assertEquals(21, software.readFault(GUEST_ONLY, ADDRESS), "bit " + bit);
        }
    }

    @Test
    void guestPhysicalAddressesEndAt41Bits() {
        software.map(guestRoot, 0, TARGET, ALL);
        software.map(guestRoot, (1L << 41) - 0x1000, TARGET, ALL);
        assertEquals(42, software.read(GUEST_ONLY, 0x18));
        assertEquals(42, software.read(GUEST_ONLY, (1L << 41) - 0x1000 + 0x18));
        for (int bit = 41; bit < 64; bit++) {
            assertEquals(21, software.readFault(GUEST_ONLY, 1L << bit), "bit " + bit);
        }
    }

    @Test
    void tablesOutsideMemoryAreAccessFaults() {
        software.memory.storeDouble(guestRoot, (RAM + RAM_SIZE) >>> 2 | 1);
        assertEquals(5, software.readFault(GUEST_ONLY, 0));
        assertEquals(7, software.writeFault(GUEST_ONLY, 0));
        software.memory.storeDouble(firstRoot, 1);
        assertEquals(5, software.readFault(FIRST_ONLY, 0));
        assertEquals(7, software.writeFault(FIRST_ONLY, 0));
    }

    @Test
    void theFirstStageRefusesWithAPageFault() {
        assertEquals(13, software.readFault(FIRST_ONLY, 0));
        assertEquals(15, software.writeFault(FIRST_ONLY, 0));
        software.map(firstRoot, 0x1000, TARGET, ALL & ~U);
        assertEquals(13, software.readFault(FIRST_ONLY, 0x1000), "a device is a user");
        software.map(firstRoot, 0x1000, TARGET, ALL & ~D);
        assertEquals(42, software.read(FIRST_ONLY, 0x1018));
        assertEquals(15, software.writeFault(FIRST_ONLY, 0x1000), "D, though the page is cached");
        assertEquals(13, software.readFault(FIRST_ONLY, 1L << 38), "not the sign of bit 38");
        software.map(firstRoot, -0x1000L & 0x7f_ffff_ffffL, TARGET, ALL);
        assertEquals(42, software.read(FIRST_ONLY, -0x1000L + 0x18));
        assertEquals(13, software.readFault(FIRST_ONLY, -0x1000L & 0x7f_ffff_ffffL));
    }

    @Test
    void bothStagesAreAskedAndTheSecondForTheTablesOfTheFirst() {
        long guestTables = 0x5_0000_0000L;
        software.context(
                contextAt(BOTH),
                1,
                SV39X4 << 60 | 3L << 44 | guestRoot >>> 12,
                9 << 12,
                SV39X4 << 60 | guestTables >>> 12);
        assertEquals(21, software.readFault(BOTH, 0x2000));
        software.map(guestRoot, guestTables, firstRoot, 1 | R | U | A);
        assertEquals(13, software.readFault(BOTH, 0x2000), "the table is there, and empty");
        // One page is all three tables: its entry 0 points to itself.
        software.memory.storeDouble(firstRoot, guestTables >>> 2 | 1);
        software.memory.storeDouble(firstRoot + 2 * 8, ADDRESS >>> 2 | ALL);
        assertEquals(21, software.readFault(BOTH, 0x2018));
        software.map(guestRoot, ADDRESS, TARGET, ALL & ~W);
        assertEquals(42, software.read(BOTH, 0x2018));
        assertEquals(23, software.writeFault(BOTH, 0x2018), "the first stage permits it, the second does not");
    }

    @Test
    void aGuestPageFaultSaysWhichAddressAndWhetherATableWasMeant() {
        software.map(firstRoot, 0x1000, TARGET, ALL);
        software.context(contextAt(BOTH), 1, SV39X4 << 60 | guestRoot >>> 12, 0, SV39X4 << 60 | 0x5_0000_0000L >>> 12);
        software.read(BOTH, 3L << 30 | 0x1007);
        software.read(GUEST_ONLY, ADDRESS + 0x17);
        List<IommuSoftware.FaultRecord> faults = software.faults();
        assertEquals(0x5_0000_0018L | 1, faults.get(0).secondAddress(), "the entry of the table");
        assertEquals(3L << 30 | 0x1007, faults.get(0).address());
        assertEquals(ADDRESS + 0x14, faults.get(1).secondAddress(), "bits 1 and 0 are not the address's");
        software.read(FIRST_ONLY, 0x5000);
        assertEquals(0, software.faults().getFirst().secondAddress());
    }
}
