package org.cofferdam.machine.board;

import static org.cofferdam.machine.iommu.IommuSoftware.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.device.ArrayStorage;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.iommu.IommuSoftware;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk behind the board's IOMMU, whose driver knows guest-physical addresses alone. */
class IommuOnBoardTest {
    private static final int DEVICE = 1;
    private static final int GUEST = 9;
    private static final int OK = 0;
    private static final int IO_ERROR = 1;
    private static final int NEEDS_RESET = 64;

    /** Guest-physical pages: no such physical address exists. */
    private static final long RINGS = 0x5000;

    private static final long REQUEST = 0x6000;
    private static final long DATA = 0x7000;

    private final ArrayStorage disk = new ArrayStorage(16 * 512);
    private TestBoard test = board();
    private PhysicalMemory ram = test.board.ram();
    private IommuSoftware software = new IommuSoftware(ram, test.board.iommu());
    private Device transport = test.board.virtio().getFirst();
    private long root;
    private long rings;
    private long request;
    private long data;
    private int offered;

    private TestBoard board() {
        return new TestBoard(
                1, setup -> setup.with(List.of(new Attachment.Disk(disk))).withAllMasters());
    }

    @BeforeEach
    void guest() {
        software.queues().directory(IommuSoftware.ONE_LEVEL);
        root = software.guest(DEVICE, GUEST);
        rings = software.pages(1);
        software.pages(3);
        request = software.pages(1);
        software.pages(2);
        data = software.pages(1);
        software.map(root, RINGS, rings, ALL);
        software.map(root, REQUEST, request, ALL);
        software.map(root, DATA, data, ALL);
        for (int sector = 0; sector < 16; sector++) {
            disk.bytes[512 * sector] = (byte) (sector + 1);
        }
    }

    private void set(int register, long value) {
        transport.store(register, 4, value);
    }

    private int status() {
        return (int) transport.load(0x70, 4);
    }

    /** Negotiates; the high half of the features is the driver's choice. */
    private void negotiate(int highFeatures) {
        set(0x70, 0);
        set(0x70, 3);
        set(0x24, 1);
        set(0x20, highFeatures);
        set(0x70, 11);
    }

    private void start() {
        negotiate(3);
        set(0x30, 0);
        set(0x38, 8);
        set(0x80, RINGS);
        set(0x90, RINGS + 0x100);
        set(0xa0, RINGS + 0x200);
        ram.storeWord(rings + 0x100, 0);
        ram.storeWord(rings + 0x200, 0);
        offered = 0;
        set(0x44, 1);
        set(0x70, 15);
    }

    private void descriptor(int index, long address, int length, int flags, int next) {
        long at = rings + 16L * index;
        ram.storeDouble(at, address);
        ram.storeWord(at + 8, length);
        ram.storeWord(at + 12, flags | next << 16);
    }

    /** Reads a sector into {@link #DATA}; returns the status byte, or 0xee if there is none. */
    private int readSector(int sector) {
        ram.storeDouble(request, 0);
        ram.storeDouble(request + 8, sector);
        ram.storeByte(request + 16, (byte) 0xee);
        descriptor(0, REQUEST, 16, 1, 1);
        descriptor(1, DATA, 512, 3, 2);
        descriptor(2, REQUEST + 16, 1, 2, 0);
        offered++;
        ram.storeHalf(rings + 0x104 + 2L * ((offered - 1) % 8), (short) 0);
        ram.storeHalf(rings + 0x102, (short) offered);
        set(0x50, 0);
        return ram.loadByte(request + 16) & 0xff;
    }

    @Test
    void aDiskReadsThroughTheGuestsTables() {
        start();
        assertEquals(OK, readSector(3));
        assertEquals(4, ram.loadByte(data));
        assertTrue(software.faults().isEmpty());
    }

    @Test
    void aFrameThatWasTakenAwayIsStillWrittenUntilTheTranslationIsInvalidated() {
        start();
        readSector(3);
        long other = software.pages(1);
        software.map(root, DATA, other, ALL);
        assertEquals(OK, readSector(4));
        assertEquals(5, ram.loadByte(data), "stale");
        assertEquals(0, ram.loadByte(other));
        software.forgetGuestPage(GUEST, DATA);
        assertEquals(OK, readSector(5));
        assertEquals(5, ram.loadByte(data));
        assertEquals(6, ram.loadByte(other));
    }

    @Test
    void dataThatMayNotBeWrittenIsAnErrorOfTheRequestAndAFault() {
        software.map(root, DATA, data, ALL & ~4);
        start();
        assertEquals(IO_ERROR, readSector(3));
        assertEquals(0, ram.loadByte(data));
        List<IommuSoftware.FaultRecord> faults = software.faults();
        assertEquals(List.of(new IommuSoftware.FaultRecord(23, 3, DEVICE, 0, 0, DATA, DATA)), faults);
        assertEquals(0, status() & NEEDS_RESET);
    }

    @Test
    void ringsThatMayNotBeReadNeedAResetAndAFaultSaysWhere() {
        software.map(root, RINGS, 0, 0);
        start();
        assertEquals(0xee, readSector(3));
        assertEquals(NEEDS_RESET, status() & NEEDS_RESET);
        List<IommuSoftware.FaultRecord> faults = software.faults();
        assertEquals(1, faults.size(), "and it does not try again and again");
        assertEquals(21, faults.getFirst().cause());
        software.map(root, RINGS, rings, ALL);
        start();
        assertEquals(OK, readSector(3));
    }

    @Test
    void aDeviceReachesNothingBeforeItsIommuIsToldOfIt() {
        software.directory(0);
        start();
        readSector(3);
        assertEquals(NEEDS_RESET, status() & NEEDS_RESET);
        assertEquals(256, software.faults().getFirst().cause());
    }

    @Test
    void aDriverThatDoesNotAcceptThePlatformsAddressesIsNotServed() {
        set(0x14, 1);
        assertEquals(3, transport.load(0x10, 4), "VIRTIO_F_VERSION_1 and VIRTIO_F_ACCESS_PLATFORM");
        negotiate(1);
        assertEquals(3, status());
        negotiate(3);
        assertEquals(11, status());
    }

    @Test
    void faultsReachThePlicOnTheWireThatWasChosen() {
        software.set(IommuSoftware.ICVEC, 8, 0x20);
        Device plic = test.board.plic();
        int source = MemoryMap.IOMMU_SOURCE + 2;
        plic.store(4L * source, 4, 1);
        plic.store(0x2000 + 4, 4, 1 << (source - 32));
        software.map(root, RINGS, 0, 0);
        assertFalse(externalPending());
        start(); // looks into its ring
        assertTrue(externalPending());
        assertEquals(source, plic.load(0x20_0004, 4));
    }

    private boolean externalPending() {
        return (test.hart(0).csrs.read(0x344) >>> 11 & 1) != 0;
    }

    @Test
    void aSavedBoardTakesUpItsCachesAsWell() throws Exception {
        start();
        readSector(3);
        software.map(root, DATA, 0, 0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        BoardState.save(test.board, "", file);
        TestBoard other = board();
        BoardState.restore(other.board, _ -> {}, new ByteArrayInputStream(file.toByteArray()));
        test = other;
        ram = other.board.ram();
        transport = other.board.virtio().getFirst();
        software = new IommuSoftware(ram, other.board.iommu());
        assertEquals(StateHash.of(test.board), StateHash.of(other.board));
        assertEquals(OK, readSector(5));
        assertEquals(6, ram.loadByte(data), "stale, as before");
        software.forgetGuestPage(GUEST, DATA);
        assertEquals(IO_ERROR, readSector(6));
    }

    @Test
    void aBoardHasOneOnlyIfSomethingIsBehindIt() {
        TestBoard without = new TestBoard(1, setup -> setup.with(List.of(new Attachment.Disk(disk))));
        assertNull(without.board.iommu());
        assertNull(without.board.bus().deviceAt(MemoryMap.IOMMU, 4));
        Device slot = without.board.virtio().getFirst();
        slot.store(0x14, 4, 1);
        assertEquals(1, slot.load(0x10, 4));
        TestBoard second = new TestBoard(1, setup -> setup.withMasters(Map.of(1, 77)));
        Device first = second.board.virtio().getFirst();
        first.store(0x14, 4, 1);
        assertEquals(1, first.load(0x10, 4), "not behind it");
        Device behind = second.board.virtio().get(1);
        behind.store(0x14, 4, 1);
        assertEquals(3, behind.load(0x10, 4));
        BoardSetup bare = BoardSetup.bare(1, 1 << 20, null);
        assertThrows(IllegalArgumentException.class, () -> bare.withMasters(Map.of(8, 1)));
    }
}
