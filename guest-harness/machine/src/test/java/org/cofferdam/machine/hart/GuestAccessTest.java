package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;

/** HLV, HLVX, HSV and the MPRV feature, by privilege, permission and the story of their faults. */
class GuestAccessTest {

    private static final long BASE = 0x8000_0000L;
    private static final long ROOT = BASE + 0x1_0000;
    private static final long GUEST_ROOT = BASE + 0x2_0000;
    private static final long DATA = BASE + 0x4_0000;
    private static final long PAGE = 0x1_0000;

    private static final int R = 2;
    private static final int W = 4;
    private static final int X = 8;
    private static final int U = 16;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 0x8_0000);
    private final Hart hart;

    GuestAccessTest() {
        Bus bus = new Bus();
        bus.attach(memory);
        hart = new Hart(0, bus, Engine.standard().codeCache(bus));
        memory.storeDouble(DATA, 0x8182_8384_8586_8788L);
    }

    /** Maps the guest's one page with these permissions in each stage. */
    private void map(int guestFlags, int hostFlags) {
        memory.storeDouble(GUEST_ROOT, (GUEST_ROOT + 0x1000) >>> 2 | 1);
        memory.storeDouble(GUEST_ROOT + 0x1000, (GUEST_ROOT + 0x2000) >>> 2 | 1);
        memory.storeDouble(GUEST_ROOT + 0x2000 + PAGE / 0x1000 * 8, PAGE >>> 2 | 0xc1 | guestFlags);
        memory.storeDouble(ROOT + 2 * 8, BASE >>> 2 | 0xdf);
        memory.storeDouble(ROOT, (ROOT + 0x4000) >>> 2 | 1);
        memory.storeDouble(ROOT + 0x4000, (ROOT + 0x5000) >>> 2 | 1);
        memory.storeDouble(ROOT + 0x5000 + PAGE / 0x1000 * 8, DATA >>> 2 | 0xc1 | U | hostFlags);
        hart.csrs.write(0x280, 8L << 60 | GUEST_ROOT >>> 12);
        hart.csrs.write(0x680, 8L << 60 | ROOT >>> 12);
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
    }

    private void previousGuestPrivilege(boolean supervisor) {
        hart.csrs.write(0x600, supervisor ? 1 << 8 : 0);
    }

    private int causeOfLoad(boolean executable) {
        try {
            assertEquals(0x8788, hart.memory.guestLoad(PAGE, 2, executable) & 0xffff);
            return -1;
        } catch (Trap trap) {
            assertEquals(PAGE, trap.value);
            assertEquals(true, trap.guestVirtual);
            assertEquals(trap.cause == Cause.LOAD_GUEST_PAGE ? PAGE : 0, trap.guestPhysical);
            assertEquals(0, trap.pseudoInstruction);
            return trap.cause;
        }
    }

    @Test
    void thePrivilegeIsThatOfThePreviousGuest() {
        Mode.HS.enter(hart);
        map(R | U, R);
        previousGuestPrivilege(false);
        assertEquals(-1, causeOfLoad(false));
        previousGuestPrivilege(true);
        assertEquals(Cause.LOAD_PAGE, causeOfLoad(false));
        map(R, R);
        assertEquals(-1, causeOfLoad(false));
        previousGuestPrivilege(false);
        assertEquals(Cause.LOAD_PAGE, causeOfLoad(false));
    }

    @Test
    void theGuestsSumCountsAndTheHostsDoesNot() {
        map(R | U, R);
        previousGuestPrivilege(true);
        hart.csrs.write(0x300, 1 << 18);
        assertEquals(Cause.LOAD_PAGE, causeOfLoad(false));
        hart.csrs.write(0x300, 0);
        hart.csrs.write(0x200, 1 << 18);
        assertEquals(-1, causeOfLoad(false));
    }

    @Test
    void executeOnlyPagesAreReadableByTheHostsMxrInBothStagesAndByTheGuestsInItsOwn() {
        previousGuestPrivilege(true);
        for (int guest : new int[] {R, X}) {
            for (int host : new int[] {R, X}) {
                map(guest, host);
                int plain = guest == X ? Cause.LOAD_PAGE : host == X ? Cause.LOAD_GUEST_PAGE : -1;
                assertEquals(plain, causeOfLoad(false));
                hart.csrs.write(0x200, 1 << 19);
                assertEquals(host == X ? Cause.LOAD_GUEST_PAGE : -1, causeOfLoad(false));
                hart.csrs.write(0x200, 0);
                hart.csrs.write(0x300, 1 << 19);
                assertEquals(-1, causeOfLoad(false));
                hart.csrs.write(0x300, 0);
            }
        }
    }

    @Test
    void loadsOfCodeNeedExecutePermissionInBothStages() {
        previousGuestPrivilege(true);
        map(X, X);
        assertEquals(-1, causeOfLoad(true));
        assertEquals(0x8788, hart.memory.fetchGuestCode(PAGE));
        map(R | W, X);
        assertEquals(Cause.LOAD_PAGE, causeOfLoad(true));
        assertEquals(-1, hart.memory.fetchGuestCode(PAGE));
        map(X, R | W);
        assertEquals(Cause.LOAD_GUEST_PAGE, causeOfLoad(true));
    }

    /** What an instruction loads from the guest's page, or the cause of its trap, negative. */
    private long executed(String instruction) {
        memory.storeWord(BASE + 0x1000, Rv64.instructions().encode(instruction));
        Mode.M.enter(hart);
        hart.pc = BASE + 0x1000;
        hart.x[10] = PAGE;
        hart.x[11] = 0;
        hart.run(hart.cycle + 1);
        return hart.pc == BASE + 0x1004 ? hart.x[11] : -hart.csrs.read(0x342);
    }

    @Test
    void eachInstructionLoadsItsWidthWithItsPermission() {
        previousGuestPrivilege(true);
        Map<String, Long> data = Map.of(
                "hlv.b", 0xffff_ffff_ffff_ff88L,
                "hlv.bu", 0x88L,
                "hlv.h", 0xffff_ffff_ffff_8788L,
                "hlv.hu", 0x8788L,
                "hlv.w", 0xffff_ffff_8586_8788L,
                "hlv.wu", 0x8586_8788L,
                "hlv.d", 0x8182_8384_8586_8788L);
        Map<String, Long> code = Map.of("hlvx.hu", 0x8788L, "hlvx.wu", 0x8586_8788L);
        map(R, R);
        data.forEach((name, value) -> assertEquals(value, executed(name + " a1, (a0)"), name));
        code.keySet().forEach(name -> assertEquals(-Cause.LOAD_PAGE, executed(name + " a1, (a0)"), name));
        map(X, X);
        code.forEach((name, value) -> assertEquals(value, executed(name + " a1, (a0)"), name));
        data.keySet().forEach(name -> assertEquals(-Cause.LOAD_PAGE, executed(name + " a1, (a0)"), name));
    }

    @Test
    void storesNeedWritePermissionInBothStages() {
        previousGuestPrivilege(true);
        map(R | W, R | W);
        hart.memory.guestStore(PAGE + 2, 4, 0x1122_3344);
        assertEquals(0x8182_1122_3344_8788L, memory.loadDouble(DATA));
        map(R, R | W);
        assertEquals(Cause.STORE_PAGE, assertThrows(Trap.class, () -> hart.memory.guestStore(PAGE, 1, 0)).cause);
        map(R | W, R);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.guestStore(PAGE + 8, 1, 0));
        assertEquals(Cause.STORE_GUEST_PAGE, trap.cause);
        assertEquals(PAGE + 8, trap.guestPhysical);
    }

    @Test
    void aTableThatTheSecondStageDoesNotGiveIsReportedAsSuch() {
        map(R, R);
        memory.storeDouble(ROOT + 2 * 8, 0);
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
        Mode.VS.enter(hart);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.storeDouble(PAGE + 0x10, 1));
        assertEquals(Cause.STORE_GUEST_PAGE, trap.cause, "the original access was a store");
        assertEquals(PAGE + 0x10, trap.value);
        assertEquals(GUEST_ROOT, trap.guestPhysical);
        assertEquals(0x3000, trap.pseudoInstruction);
        trap = assertThrows(Trap.class, () -> hart.memory.translateFetch(PAGE));
        assertEquals(Cause.INSTRUCTION_GUEST_PAGE, trap.cause);
        assertEquals(0x3000, trap.pseudoInstruction);
    }

    @Test
    void tablesAreReadNotExecutedWhateverMxrSays() {
        map(R, R);
        memory.storeDouble(ROOT + 2 * 8, BASE >>> 2 | 0xd9); // execute only
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
        hart.csrs.write(0x300, 1 << 19);
        previousGuestPrivilege(true);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.guestLoad(PAGE, 1, false));
        assertEquals(Cause.LOAD_GUEST_PAGE, trap.cause);
        assertEquals(0x3000, trap.pseudoInstruction);
    }

    @Test
    void guestPhysicalAddressesHave41Or50Bits() {
        hart.csrs.write(0x280, 0);
        for (int mode : new int[] {8, 9}) {
            long size = mode == 8 ? 1L << 41 : 1L << 50;
            memory.storeDouble(ROOT + 2047 * 8, mode == 8 ? BASE >>> 2 | 0xdf : (ROOT + 0x4000) >>> 2 | 1);
            memory.storeDouble(ROOT + 0x4000 + 511 * 8, BASE >>> 2 | 0xdf);
            hart.csrs.write(0x680, (long) mode << 60 | ROOT >>> 12);
            hart.memory.fenceGuestPhysical(false, 0, false, 0);
            Mode.VS.enter(hart);
            long top = size - (1L << 30);
            assertEquals((short) 0x8788, hart.memory.loadHalf(top + (DATA - BASE)));
            for (long beyond : new long[] {size, size * 2, size + top, Long.MIN_VALUE | top}) {
                Trap trap = assertThrows(Trap.class, () -> hart.memory.loadHalf(beyond));
                assertEquals(Cause.LOAD_GUEST_PAGE, trap.cause);
                assertEquals(beyond, trap.guestPhysical);
            }
            Mode.M.enter(hart);
        }
    }

    @Test
    void modifiedPrivilegeActsAsThePreviousMode() {
        map(R | U, R);
        hart.csrs.write(0x300, 1L << 39 | 1 << 17); // MPV, MPRV, MPP = U
        assertEquals((short) 0x8788, hart.memory.loadHalf(PAGE));
        hart.csrs.write(0x300, 1L << 39 | 1 << 17 | 1 << 11); // MPP = S
        Trap trap = assertThrows(Trap.class, () -> hart.memory.loadHalf(PAGE));
        assertEquals(Cause.LOAD_PAGE, trap.cause);
        assertEquals(true, trap.guestVirtual);
        hart.csrs.write(0x300, 1L << 39 | 1 << 17 | 3 << 11); // MPP = M: MPV means nothing
        assertEquals((short) 0x8788, hart.memory.loadHalf(DATA));
        assertEquals(DATA, hart.memory.translateFetch(DATA), "fetches are not modified");
    }

    @Test
    void anAccessAcrossPagesStoresAllOrNothing() {
        map(R | W, R | W);
        Mode.VS.enter(hart);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.storeDouble(PAGE + 0xffd, -1));
        assertEquals(Cause.STORE_PAGE, trap.cause);
        assertEquals(PAGE + 0x1000, trap.value);
        assertEquals(PAGE + 0xffd, trap.accessBase);
        assertEquals(0, memory.loadWord(DATA + 0xffc));
        memory.storeDouble(GUEST_ROOT + 0x2008 + PAGE / 0x1000 * 8, (PAGE + 0x1000) >>> 2 | 0xc1 | R | W);
        trap = assertThrows(Trap.class, () -> hart.memory.storeDouble(PAGE + 0xffd, -1));
        assertEquals(Cause.STORE_GUEST_PAGE, trap.cause);
        assertEquals(PAGE + 0x1000, trap.guestPhysical);
        memory.storeDouble(ROOT + 0x5008 + PAGE / 0x1000 * 8, (DATA + 0x2000) >>> 2 | 0xc1 | U | R | W);
        hart.memory.storeDouble(PAGE + 0xffd, 0x1122_3344_5566_7788L);
        assertEquals(0x6677_8800, memory.loadWord(DATA + 0xffc));
        assertEquals(0x11_2233_4455L, memory.loadDouble(DATA + 0x2000));
        assertEquals(0x1122_3344_5566_7788L, hart.memory.loadDouble(PAGE + 0xffd));
        assertEquals(0x5566_7788, hart.memory.loadWord(PAGE + 0xffd));
    }
}
