package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Zicbom, Zicboz, Zicbop: which blocks, at which permissions, and who says no (CMO extensions, "Traps"; "CSR controls"). */
class CacheBlockTest {

    private static final long HANDLER = BASE + 0x800;
    private static final long DATA = BASE + 0x1000;
    private static final long ROOT = BASE + 0x1_0000;
    private static final long NOWHERE = 0x5000_0000L;

    private static final int FINE = -1;
    private static final int ILLEGAL = Cause.ILLEGAL_INSTRUCTION;
    private static final int VIRTUAL = Cause.VIRTUAL_INSTRUCTION;

    private static final List<String> MANAGEMENT = List.of("cbo.inval (a0)", "cbo.clean (a0)", "cbo.flush (a0)");

    private static final long ADUE = 1L << 61;
    private static final long CBIE_FLUSH = 1 << 4;
    private static final long CBIE_INVALIDATE = 3 << 4;
    private static final long CBCFE = 1 << 6;
    private static final long CBZE = 1 << 7;

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;

    CacheBlockTest() {
        hart.csrs.write(0x305, HANDLER);
        for (long at = DATA - 64; at < DATA + 128; at += 8) {
            machine.memory.storeDouble(at, -1);
        }
    }

    /** Executes an instruction in the present mode with an address in a0; its cause if it traps. */
    private int attempt(String instruction, long address) {
        machine.write(BASE, instruction);
        hart.x[10] = address;
        hart.pc = BASE;
        machine.step(1);
        if (hart.pc != HANDLER) {
            assertEquals(BASE + 4, hart.pc);
            return FINE;
        }
        return (int) machine.mcause();
    }

    private void environment(long menvcfg, long henvcfg, long senvcfg) {
        hart.csrs.write(0x30a, menvcfg);
        hart.csrs.write(0x60a, henvcfg);
        hart.csrs.write(0x10a, senvcfg);
    }

    @Test
    void zeroClearsTheBlockAroundItsAddressAndNothingElse() {
        assertEquals(FINE, attempt("cbo.zero (a0)", DATA + 37));
        for (long at = DATA - 64; at < DATA + 128; at += 8) {
            assertEquals(at >= DATA && at < DATA + 64 ? 0 : -1, machine.memory.loadDouble(at));
        }
    }

    @Test
    void managementAndPrefetchesLeaveMemoryAlone() {
        for (String instruction : MANAGEMENT) {
            assertEquals(FINE, attempt(instruction, DATA + 1));
        }
        for (String prefetch : List.of("prefetch.i 32(a0)", "prefetch.r -32(a0)", "prefetch.w 0(a0)")) {
            assertEquals(FINE, attempt(prefetch, NOWHERE));
        }
        assertEquals(-1, machine.memory.loadDouble(DATA));
    }

    @Test
    void whereNothingAnswersAllReportAStore() {
        for (String instruction : List.of("cbo.zero (a0)", "cbo.clean (a0)", "cbo.flush (a0)", "cbo.inval (a0)")) {
            assertEquals(Cause.STORE_ACCESS, attempt(instruction, NOWHERE + 5));
            assertEquals(NOWHERE + 5, machine.mtval(), "the address in rs1, not that of the block");
        }
    }

    @Test
    void codeThatIsClearedIsDecodedAgain() {
        long target = BASE + 0x40;
        machine.write(target, "addi a1, zero, 7");
        machine.write(BASE, "jal zero, 64");
        hart.pc = BASE;
        machine.step(2);
        assertEquals(7, hart.x[11]);
        assertEquals(FINE, attempt("cbo.zero (a0)", target));
        hart.pc = target;
        machine.step(1);
        assertEquals(HANDLER, hart.pc);
        assertEquals(ILLEGAL, machine.mcause());
    }

    @Test
    void aClearedBlockIsNoLongerReserved() {
        hart.memory.loadReservedDouble(DATA);
        HartNextDoor.reserves(machine, DATA + 8);
        assertEquals(FINE, attempt("cbo.zero (a0)", DATA));
        assertEquals(false, HartNextDoor.stillReserves(machine, DATA + 8));
    }

    /** Another hart's reservation, as the bus sees it. */
    private static final class HartNextDoor {
        private static final int ID = 1;

        static void reserves(TestMachine machine, long address) {
            machine.bus.reservations().add(ID);
            machine.bus.reservations().reserve(ID, machine.memory.host(address));
        }

        static boolean stillReserves(TestMachine machine, long address) {
            return machine.bus.reservations().holds(ID, machine.memory.host(address));
        }
    }

    @Test
    void protectionOfMemoryIsThatOfStoresForZeroAndThatOfLoadsForManagement() {
        environment(-1, 0, 0);
        long napotPage = DATA >>> 2 | 0x1ff;
        for (int rights = 0; rights < 8; rights++) {
            if ((rights & 3) == 2) {
                continue; // reserved
            }
            hart.csrs.write(0x3b0, napotPage);
            hart.csrs.write(0x3b1, -1);
            hart.csrs.write(0x3a0, 0x1f << 8 | 0x18 | rights);
            Mode.HS.enter(hart);
            assertEquals((rights & 2) != 0 ? FINE : Cause.STORE_ACCESS, attempt("cbo.zero (a0)", DATA));
            for (String instruction : MANAGEMENT) {
                Mode.HS.enter(hart);
                assertEquals((rights & 1) != 0 ? FINE : Cause.STORE_ACCESS, attempt(instruction, DATA));
            }
        }
    }

    @Test
    void tablesPermitZeroAsAStoreAndManagementAsALoad() {
        environment(~ADUE, 0, 0);
        long page = 0x4000_0000L;
        translate();
        int readable = 2;
        int writable = 6;
        int accessed = 0x41;
        int dirty = 0x80;
        for (int flags : new int[] {
            0, readable | 1, readable | accessed, writable | accessed, writable | accessed | dirty, 8 | accessed
        }) {
            // 0x4000_1000 lies 0x1000 into a gigabyte page that begins where RAM does.
            machine.memory.storeDouble(ROOT + 8, BASE >>> 2 | flags);
            long address = page + (DATA - BASE) + 9;
            boolean mayLoad = (flags & readable) != 0 && (flags & 0x40) != 0;
            boolean mayStore = (flags & writable) == writable && (flags & (dirty | 0x40)) == (dirty | 0x40);
            for (String instruction : MANAGEMENT) {
                enterWithFence();
                assertEquals(mayLoad ? FINE : Cause.STORE_PAGE, attempt(instruction, address), instruction + flags);
            }
            enterWithFence();
            assertEquals(mayStore ? FINE : Cause.STORE_PAGE, attempt("cbo.zero (a0)", address), "zero " + flags);
            if (!mayStore) {
                assertEquals(address, machine.mtval());
            }
        }
    }

    private void translate() {
        hart.csrs.write(0x180, 8L << 60 | ROOT >>> 12);
        machine.memory.storeDouble(ROOT + 2 * 8, BASE >>> 2 | 0xcf); // the program, in place
    }

    @Test
    void wherePageTablesAreUpdatedManagementAccessesAPageAndZeroMakesItDirty() {
        environment(-1, 0, 0);
        translate();
        long untouched = BASE >>> 2 | 7;
        for (String instruction : MANAGEMENT) {
            machine.memory.storeDouble(ROOT + 8, untouched);
            enterWithFence();
            assertEquals(FINE, attempt(instruction, 0x4000_0000L + (DATA - BASE)));
            assertEquals(untouched | 0x40, machine.memory.loadDouble(ROOT + 8), instruction);
        }
        enterWithFence();
        assertEquals(FINE, attempt("cbo.zero (a0)", 0x4000_0000L + (DATA - BASE)));
        assertEquals(untouched | 0xc0, machine.memory.loadDouble(ROOT + 8));
    }

    private void enterWithFence() {
        hart.memory.fenceSupervisor(false, 0, false, 0);
        Mode.HS.enter(hart);
    }

    private void check(String instruction, long menvcfg, long henvcfg, long senvcfg, int... expected) {
        List<Mode> modes = List.of(Mode.M, Mode.HS, Mode.U, Mode.VS, Mode.VU);
        for (int i = 0; i < modes.size(); i++) {
            environment(menvcfg, henvcfg, senvcfg);
            Mode mode = modes.get(i);
            mode.enter(hart);
            assertEquals(expected[i], attempt(instruction, DATA), instruction + " in " + mode);
        }
    }

    private void checkGates(String instruction, long field) {
        check(instruction, 0, 0, 0, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        check(instruction, 0, -1, -1, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        check(instruction, ~field, -1, -1, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        check(instruction, field, 0, 0, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check(instruction, field, field, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
        check(instruction, field, 0, field, FINE, FINE, FINE, VIRTUAL, VIRTUAL);
        check(instruction, field, field, field, FINE, FINE, FINE, FINE, FINE);
    }

    @Test
    void everyLevelAboveHasASay() {
        checkGates("cbo.zero (a0)", CBZE);
        checkGates("cbo.clean (a0)", CBCFE);
        checkGates("cbo.flush (a0)", CBCFE);
        checkGates("cbo.inval (a0)", CBIE_INVALIDATE);
    }

    @Test
    void anInvalidationThatHasToFlushIsPermittedToo() {
        check("cbo.inval (a0)", CBIE_FLUSH, CBIE_FLUSH, CBIE_FLUSH, FINE, FINE, FINE, FINE, FINE);
    }
}
