package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A changed table shows after the fence that names it, and neither before nor after a fence that names something else. */
class TlbFenceTest {

    private static final long BASE = 0x8000_0000L;
    private static final long GUEST_ROOT = BASE + 0x1_0000; // 16 KiB, and a middle and a last level
    private static final long HOST_ROOT = BASE + 0x2_0000;
    private static final long GUESTS_OWN_ROOT = BASE + 0x3_0000;
    private static final long OLD = BASE + 0x8_0000;
    private static final long NEW = BASE + 0x8_1000;
    private static final long PAGE = 0x4000_0000L;
    private static final long OTHER_PAGE = 0x4000_1000L;

    /** V R W X U A D. */
    private static final long LEAF = 0xdf;

    private static final long GLOBAL = 0x20;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 0x10_0000);
    private final Hart hart;

    TlbFenceTest() {
        Bus bus = new Bus();
        bus.attach(memory);
        hart = new Hart(0, bus, Engine.standard().codeCache(bus));
    }

    @BeforeEach
    void writeTables() {
        memory.storeDouble(OLD, 0x01d);
        memory.storeDouble(NEW, 0x2e3);
        hart.csrs.write(0x300, 1 << 18);
        hart.csrs.write(0x200, 1 << 18);
        // Guest-physical: RAM stays where it is; the two pages lead to frames of the test's choice.
        memory.storeDouble(GUEST_ROOT + 2 * 8, BASE >>> 2 | LEAF);
        threeLevels(GUEST_ROOT, GUEST_ROOT + 0x4000, LEAF);
        threeLevels(HOST_ROOT, HOST_ROOT + 0x4000, LEAF);
        threeLevels(GUESTS_OWN_ROOT, GUESTS_OWN_ROOT + 0x4000, LEAF);
        mapGuestPhysical(PAGE, OLD);
        mapGuestPhysical(OTHER_PAGE, OLD);
    }

    /** Maps the two pages to OLD. */
    private void threeLevels(long root, long tables, long flags) {
        memory.storeDouble(root + 8, tables >>> 2 | 1);
        memory.storeDouble(tables, (tables + 0x1000) >>> 2 | 1);
        memory.storeDouble(tables + 0x1000, OLD >>> 2 | flags);
        memory.storeDouble(tables + 0x1008, OLD >>> 2 | flags);
    }

    private void map(long root, long page, long frame, long flags) {
        memory.storeDouble(root + 0x5000 + (page - PAGE) / 0x1000 * 8, frame >>> 2 | flags);
    }

    private void mapHost(long page, long frame) {
        map(HOST_ROOT, page, frame, LEAF);
    }

    private void mapGuest(long page, long frame) {
        map(GUESTS_OWN_ROOT, page, frame, LEAF);
    }

    private void mapGuestPhysical(long page, long frame) {
        map(GUEST_ROOT, page, frame, LEAF);
    }

    private void hostSpace(int asid) {
        hart.csrs.write(0x180, 8L << 60 | (long) asid << 44 | HOST_ROOT >>> 12);
    }

    private void guestSpace(int asid) {
        hart.csrs.write(0x280, 8L << 60 | (long) asid << 44 | GUESTS_OWN_ROOT >>> 12);
    }

    private void machine(int vmid) {
        hart.csrs.write(0x680, 8L << 60 | (long) vmid << 44 | GUEST_ROOT >>> 12);
    }

    private void assertOld(Mode mode, long page) {
        assertFrame(0x01d, mode, page);
    }

    private void assertNew(Mode mode, long page) {
        assertFrame(0x2e3, mode, page);
    }

    private void assertFrame(long content, Mode mode, long page) {
        Mode before = Mode.of(hart);
        mode.enter(hart);
        assertEquals(content, hart.memory.loadDouble(page));
        before.enter(hart);
    }

    @Test
    void aChangedTableShowsAfterTheFenceAndNotBefore() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        assertOld(Mode.HS, PAGE);
        hart.memory.fence(false, 0, false, 0);
        assertNew(Mode.HS, PAGE);
    }

    @Test
    void writingTheRootForgetsNothing() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        hostSpace(2);
        assertNew(Mode.HS, PAGE);
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
    }

    @Test
    void bareAndTranslatedAddressesNeverMix() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        hart.csrs.write(0x180, 0);
        assertFrame(0x2e3, Mode.HS, NEW);
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
    }

    @Test
    void aFenceByAddressLeavesOtherPagesAlone() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        assertOld(Mode.HS, OTHER_PAGE);
        mapHost(PAGE, NEW);
        mapHost(OTHER_PAGE, NEW);
        hart.memory.fence(true, PAGE + 0x123, false, 0);
        assertNew(Mode.HS, PAGE);
        assertOld(Mode.HS, OTHER_PAGE);
    }

    @Test
    void aFenceByAddressMeansTheWholeOfASuperpage() {
        hostSpace(1);
        memory.storeDouble(HOST_ROOT + 8, BASE >>> 2 | LEAF);
        assertOld(Mode.HS, PAGE + 0x8_0000);
        memory.storeDouble(HOST_ROOT + 8, 0);
        hart.memory.fence(true, PAGE + 0x2000_0000L, false, 0);
        Mode.HS.enter(hart);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.loadDouble(PAGE + 0x8_0000));
        assertEquals(Cause.LOAD_PAGE, trap.cause);
    }

    @Test
    void aFenceByAddressSpaceLeavesOtherSpacesAlone() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        hostSpace(2);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        hart.memory.fence(false, 0, true, 1);
        assertOld(Mode.HS, PAGE);
        hostSpace(1);
        assertNew(Mode.HS, PAGE);
    }

    @Test
    void aFenceByAddressSpaceLeavesGlobalPagesAlone() {
        map(HOST_ROOT, PAGE, OLD, LEAF | GLOBAL);
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        hostSpace(2);
        assertOld(Mode.HS, PAGE);
        hart.memory.fence(true, PAGE, true, 1);
        hart.memory.fence(true, PAGE, true, 2);
        assertOld(Mode.HS, PAGE);
        hart.memory.fence(true, PAGE, false, 0);
        assertNew(Mode.HS, PAGE);
    }

    @Test
    void upperBitsOfTheAddressSpaceOperandAreIgnored() {
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        hart.memory.fence(false, 0, true, 0x7_0001);
        assertNew(Mode.HS, PAGE);
    }

    @Test
    void theHostsFenceIsNotTheGuests() {
        machine(1);
        guestSpace(1);
        assertOld(Mode.VS, PAGE);
        mapGuest(PAGE, NEW);
        hart.memory.fence(false, 0, false, 0);
        assertOld(Mode.VS, PAGE);
        Mode.VS.enter(hart);
        hart.memory.fence(false, 0, false, 0);
        assertNew(Mode.VS, PAGE);
    }

    @Test
    void theGuestsFenceIsNotTheHosts() {
        machine(1);
        guestSpace(1);
        hostSpace(1);
        assertOld(Mode.HS, PAGE);
        mapHost(PAGE, NEW);
        Mode.VS.enter(hart);
        hart.memory.fence(false, 0, false, 0);
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
        assertOld(Mode.HS, PAGE);
    }

    @Test
    void aFenceOfTheFirstStageMeansTheCurrentVirtualMachineOnly() {
        guestSpace(1);
        machine(1);
        assertOld(Mode.VS, PAGE);
        machine(2);
        assertOld(Mode.VS, PAGE);
        mapGuest(PAGE, NEW);
        hart.memory.fenceGuest(false, 0, false, 0);
        assertNew(Mode.VS, PAGE);
        machine(1);
        assertOld(Mode.VS, PAGE);
        hart.memory.fenceGuest(true, PAGE, true, 1);
        assertNew(Mode.VS, PAGE);
    }

    @Test
    void aFenceOfTheFirstStageDoesNotRenewTheSecond() {
        machine(1);
        hart.csrs.write(0x280, 0);
        assertOld(Mode.VS, PAGE);
        mapGuestPhysical(PAGE, NEW);
        hart.memory.fenceGuest(false, 0, false, 0);
        assertOld(Mode.VS, PAGE);
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
        assertNew(Mode.VS, PAGE);
    }

    @Test
    void aFenceOfTheSecondStageHonoursItsGuestPhysicalAddress() {
        machine(1);
        hart.csrs.write(0x280, 0);
        assertOld(Mode.VS, PAGE);
        assertOld(Mode.VS, OTHER_PAGE);
        mapGuestPhysical(PAGE, NEW);
        mapGuestPhysical(OTHER_PAGE, NEW);
        hart.memory.fenceGuestPhysical(true, OTHER_PAGE + 0x18, false, 0);
        assertOld(Mode.VS, PAGE);
        assertNew(Mode.VS, OTHER_PAGE);
    }

    @Test
    void aFenceOfTheSecondStageMeansTheWholeOfItsSuperpage() {
        machine(1);
        guestSpace(1);
        mapGuest(PAGE, OLD);
        assertOld(Mode.VS, PAGE);
        memory.storeDouble(GUEST_ROOT + 2 * 8, 0);
        assertOld(Mode.VS, PAGE);
        hart.memory.fenceGuestPhysical(true, BASE + 0x3fff_f000L, false, 0);
        Mode.VS.enter(hart);
        assertEquals(Cause.LOAD_GUEST_PAGE, assertThrows(Trap.class, () -> hart.memory.loadByte(PAGE)).cause);
    }

    @Test
    void aFenceOfAGuestsSuperpageDropsAllThatTheSecondStageMadeOfIt() {
        machine(1);
        guestSpace(1);
        memory.storeDouble(GUESTS_OWN_ROOT + 8, PAGE >>> 2 | LEAF);
        assertOld(Mode.VS, PAGE);
        memory.storeDouble(GUESTS_OWN_ROOT + 8, 0);
        assertOld(Mode.VS, PAGE);
        hart.memory.fenceGuest(true, PAGE + 0x3fff_f000L, false, 0);
        Mode.VS.enter(hart);
        assertEquals(Cause.LOAD_PAGE, assertThrows(Trap.class, () -> hart.memory.loadByte(PAGE)).cause);
    }

    @Test
    void theAddressOfASecondStageFenceIsGuestPhysicalNotVirtual() {
        machine(1);
        guestSpace(1);
        mapGuest(PAGE, OTHER_PAGE);
        assertOld(Mode.VS, PAGE);
        mapGuestPhysical(OTHER_PAGE, NEW);
        hart.memory.fenceGuestPhysical(true, PAGE, false, 0);
        assertOld(Mode.VS, PAGE);
        hart.memory.fenceGuestPhysical(true, OTHER_PAGE, false, 0);
        assertNew(Mode.VS, PAGE);
    }

    @Test
    void aFenceOfTheSecondStageHonoursItsVirtualMachine() {
        hart.csrs.write(0x280, 0);
        machine(1);
        assertOld(Mode.VS, PAGE);
        machine(2);
        assertOld(Mode.VS, PAGE);
        mapGuestPhysical(PAGE, NEW);
        hart.memory.fenceGuestPhysical(true, PAGE, true, 1);
        assertOld(Mode.VS, PAGE);
        machine(1);
        assertNew(Mode.VS, PAGE);
    }

    @Test
    void raisedPermissionsShowWithoutAFenceAndLoweredOnesWithIt() {
        hostSpace(1);
        map(HOST_ROOT, PAGE, OLD, LEAF & ~0x84);
        assertOld(Mode.HS, PAGE);
        map(HOST_ROOT, PAGE, OLD, LEAF);
        Mode.HS.enter(hart);
        hart.memory.storeDouble(PAGE, 0x01d);
        map(HOST_ROOT, PAGE, OLD, LEAF & ~0x84);
        hart.memory.storeDouble(PAGE, 0x01d);
        hart.memory.fence(true, PAGE, false, 0);
        assertEquals(Cause.STORE_PAGE, assertThrows(Trap.class, () -> hart.memory.storeDouble(PAGE, 0)).cause);
    }

    @Test
    void whatIsCachedCanBeSeen() {
        machine(5);
        guestSpace(7);
        assertOld(Mode.VS, PAGE);
        assertTrue(hart.memory.cachedTranslations().stream()
                .anyMatch(entry -> entry.virtualized()
                        && entry.vmid() == 5
                        && entry.asid() == 7
                        && entry.page() == PAGE
                        && entry.guestPage() == OLD
                        && entry.frame() == OLD
                        && entry.shift() == 12
                        && entry.secondShift() == 30));
        hart.memory.fenceGuestPhysical(false, 0, true, 5);
        assertEquals(0, hart.memory.cachedTranslations().size());
    }

    @Test
    void aReplacedEntryTakesItsFastMappingWithIt() {
        hostSpace(1);
        Mode.HS.enter(hart);
        long middle = HOST_ROOT + 0x4000;
        for (int i = 0; i < 8; i++) {
            memory.storeDouble(middle + i * 8L, (HOST_ROOT + 0x5000) >>> 2 | 1);
            mapHost(PAGE + i * 0x1000L, OLD);
        }
        assertOld(Mode.HS, PAGE);
        // These share a set of the cache with the first page, and no slot of the fast tables.
        for (int i = 1; i <= 4; i++) {
            assertOld(Mode.HS, PAGE + i * 0x20_0000L + i * 0x1000L);
        }
        assertTrue(hart.memory.cachedTranslations().stream().noneMatch(entry -> entry.page() == PAGE));
        mapHost(PAGE, NEW);
        assertNew(Mode.HS, PAGE);
    }

    /** Neighbouring numbers: a fence that takes one bit of them for another forgets too much, or nothing of what it was told. */
    @Test
    void aFenceOfOneVirtualMachineLeavesItsNeighboursAlone() {
        for (int fenced = 4; fenced < 8; fenced++) {
            hart.memory.fenceGuestPhysical(false, 0, false, 0);
            mapGuestPhysical(PAGE, OLD);
            for (int vmid = fenced - 1; vmid <= fenced + 1; vmid++) {
                machine(vmid);
                assertOld(Mode.VS, PAGE);
            }
            mapGuestPhysical(PAGE, NEW);
            hart.memory.fenceGuestPhysical(false, 0, true, fenced);
            for (int vmid = fenced - 1; vmid <= fenced + 1; vmid++) {
                machine(vmid);
                assertFrame(vmid == fenced ? 0x2e3 : 0x01d, Mode.VS, PAGE);
            }
        }
    }

    @Test
    void aGlobalTranslationOfOneVirtualMachineServesNoOther() {
        map(GUESTS_OWN_ROOT, PAGE, OLD, (LEAF & ~0x10L) | GLOBAL);
        machine(1);
        guestSpace(1);
        assertOld(Mode.VS, PAGE);
        map(GUESTS_OWN_ROOT, PAGE, NEW, (LEAF & ~0x10L) | GLOBAL);
        guestSpace(2);
        assertOld(Mode.VS, PAGE);
        machine(2);
        assertNew(Mode.VS, PAGE);
        machine(1);
        assertOld(Mode.VS, PAGE);
    }
}
