package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where each trap goes from each mode under each delegation, what it leaves behind, and the way back. */
class TrapEntryTest {

    private static final long PC = 0x8000_1234L;
    private static final long VALUE = 0xffff_ffc0_dead_beecL;
    private static final long GUEST_PHYSICAL = 0x1_2345_6788L;
    private static final int[] CAUSES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 20, 21, 22, 23};

    private final Hart hart = new TestMachine().hart;

    private void prepare(Mode mode, boolean delegated, boolean toGuest) {
        Csrs csrs = hart.csrs;
        csrs.write(0x302, delegated ? -1 : 0);
        csrs.write(0x602, toGuest ? -1 : 0);
        csrs.write(0x305, 0x8000_0101L);
        csrs.write(0x105, 0x8000_0201L);
        csrs.write(0x205, 0x8000_0301L);
        csrs.write(0x300, 0xaL); // SIE, MIE
        csrs.write(0x200, 2L); // SIE
        csrs.write(0x600, 1L << 8); // SPVP
        hart.enter(mode.privilege, mode.virtualized);
        hart.pc = PC;
    }

    private void trap(int cause) {
        hart.traps.enter(hart.raise(cause, VALUE, hart.virtualized(), GUEST_PHYSICAL, 0x3000), 0x0000_0073);
    }

    /** The table of the hypervisor chapter's "Trap Entry", in words. */
    private static Mode handler(Mode from, int cause, boolean delegated, boolean toGuest) {
        boolean delegable = cause != 0 && cause != 11;
        if (from == Mode.M || !delegated || !delegable) {
            return Mode.M;
        }
        boolean guestDelegable = cause <= 8 || (cause >= 12 && cause <= 15);
        return from.virtualized && toGuest && guestDelegable ? Mode.VS : Mode.HS;
    }

    @Test
    void everyExceptionReachesItsModeWithItsStory() {
        for (Mode from : Mode.values()) {
            for (int delegation = 0; delegation < 4; delegation++) {
                for (int cause : CAUSES) {
                    prepare(from, (delegation & 1) != 0, (delegation & 2) != 0);
                    trap(cause);
                    Mode to = handler(from, cause, (delegation & 1) != 0, (delegation & 2) != 0);
                    String story = "cause %d from %s to %s".formatted(cause, from, to);
                    assertEquals(to.privilege, hart.privilege(), story);
                    assertEquals(to.virtualized, hart.virtualized(), story);
                    long value = cause == 2 || cause == 22 ? 0x73 : VALUE;
                    if (to == Mode.M) {
                        assertMachineEntry(from, cause, value, story);
                    } else if (to == Mode.HS) {
                        assertHypervisorEntry(from, cause, value, story);
                    } else {
                        assertGuestEntry(from, cause, value, story);
                    }
                }
            }
        }
    }

    private void assertMachineEntry(Mode from, long cause, long value, String story) {
        Csrs csrs = hart.csrs;
        assertEquals(
                List.of(0x8000_0100L, PC, cause, value),
                List.of(hart.pc, csrs.read(0x341), csrs.read(0x342), csrs.read(0x343)),
                story);
        assertEquals(List.of(GUEST_PHYSICAL >> 2, 0x3000L), List.of(csrs.read(0x34b), csrs.read(0x34a)), story);
        long status = csrs.read(0x300);
        assertEquals(from.privilege.level, (int) (status >> 11) & 3, story);
        assertEquals(from.virtualized ? 3 : 0, (int) (status >> 38) & 3, story + ": MPV and GVA");
        assertEquals(0x82, status & 0xaa, story + ": MIE went to MPIE, SIE is as it was");
    }

    private void assertHypervisorEntry(Mode from, long cause, long value, String story) {
        Csrs csrs = hart.csrs;
        assertEquals(
                List.of(0x8000_0200L, PC, cause, value),
                List.of(hart.pc, csrs.read(0x141), csrs.read(0x142), csrs.read(0x143)),
                story);
        assertEquals(List.of(GUEST_PHYSICAL >> 2, 0x3000L), List.of(csrs.read(0x643), csrs.read(0x64a)), story);
        long previous = from.privilege == Privilege.SUPERVISOR ? 0x100 : 0;
        assertEquals(0x20 | previous, csrs.read(0x100) & 0x122, story);
        long guest = from.virtualized ? 0xc0 | previous : 0x100; // SPV, GVA, and SPVP, which stays if V was 0
        assertEquals(guest, csrs.read(0x600) & 0x1c0, story);
    }

    private void assertGuestEntry(Mode from, long cause, long value, String story) {
        Csrs csrs = hart.csrs;
        assertEquals(
                List.of(0x8000_0300L, PC, cause, value),
                List.of(hart.pc, csrs.read(0x241), csrs.read(0x242), csrs.read(0x243)),
                story);
        assertEquals(0x20 | (from == Mode.VS ? 0x100 : 0), csrs.read(0x200) & 0x122, story);
        assertEquals(0x100, csrs.read(0x600) & 0x1c0, story + ": hstatus is not touched");
        assertEquals(2, csrs.read(0x100) & 0x122, story + ": nor is sstatus");
    }

    @Test
    void returnsLeadBackToTheModeThatTrapped() {
        for (Mode from : Mode.values()) {
            for (int delegation = 0; delegation < 4; delegation++) {
                prepare(from, (delegation & 1) != 0, (delegation & 2) != 0);
                trap(Cause.BREAKPOINT);
                Mode to = handler(from, Cause.BREAKPOINT, (delegation & 1) != 0, (delegation & 2) != 0);
                if (to == Mode.M) {
                    hart.traps.returnFromMachine();
                } else {
                    hart.traps.returnFromSupervisor();
                }
                assertEquals(from.privilege, hart.privilege(), from.name());
                assertEquals(from.virtualized, hart.virtualized(), from.name());
                assertEquals(PC, hart.pc);
                long enables = (hart.csrs.read(0x300) & 0xa) | (hart.csrs.read(0x200) & 2) << 4;
                assertEquals(0x2a, enables, "interrupt enables are as before, from " + from);
                assertEquals(0, hart.csrs.read(0x300) & 0x80_0000_1800L, "MPP and MPV are reset");
                assertEquals(0, hart.csrs.read(0x600) & 0x80, "SPV is reset");
            }
        }
    }

    @Test
    void returningBelowMachineModeEndsModifiedPrivilege() {
        Csrs csrs = hart.csrs;
        csrs.write(0x300, 1 << 17 | 3 << 11);
        hart.traps.returnFromMachine();
        assertEquals(1 << 17, csrs.read(0x300) & 1 << 17, "back to M: MPRV stays");
        csrs.write(0x300, 1 << 17 | 1 << 11);
        hart.traps.returnFromMachine();
        assertEquals(0, csrs.read(0x300) & 1 << 17);
        hart.enter(Privilege.MACHINE, false);
        csrs.write(0x300, 1 << 17);
        hart.traps.returnFromSupervisor();
        assertEquals(0, csrs.read(0x300) & 1 << 17);
    }

    @Test
    void previousVirtualizationIsIgnoredOnTheWayBackToMachineMode() {
        hart.csrs.write(0x300, 1L << 39 | 3 << 11);
        hart.traps.returnFromMachine();
        assertEquals(Privilege.MACHINE, hart.privilege());
        assertEquals(false, hart.virtualized());
    }

    @Test
    void interruptsAreVectoredAndGuestsSeeTheirOwnNumbers() {
        prepare(Mode.VU, true, false);
        hart.csrs.write(0x603, 0x444);
        hart.csrs.write(0x304, 0x444);
        hart.csrs.write(0x645, 0x40);
        assertEquals(true, hart.interrupts.sample());
        assertEquals(0x8000_0300L + 4 * 5, hart.pc);
        assertEquals(Cause.INTERRUPT | 5, hart.csrs.read(0x242));
        assertEquals(0, hart.csrs.read(0x243));
    }

    @Test
    void anInterruptLeavesNoStoryOfAnEarlierException() {
        prepare(Mode.VS, true, false);
        trap(Cause.LOAD_GUEST_PAGE);
        hart.enter(Privilege.SUPERVISOR, true);
        hart.csrs.write(0x304, 0x4);
        hart.csrs.write(0x645, 0x4);
        hart.interrupts.sample();
        Csrs csrs = hart.csrs;
        assertEquals(Cause.INTERRUPT | 2, csrs.read(0x142));
        assertEquals(List.of(0L, 0L, 0L), List.of(csrs.read(0x143), csrs.read(0x643), csrs.read(0x64a)));
        assertEquals(0x80, csrs.read(0x600) & 0xc0, "SPV, no GVA");
        assertEquals(0x8000_0200L + 8, hart.pc);
    }

    @Test
    void residentSoftwareIsCalledAfterTheWholeEntryInPlaceOfTheVector() {
        List<String> calls = new ArrayList<>();
        hart.attach(Level.HYPERVISOR, h -> {
            calls.add("HS " + h.csrs.read(0x142) + " " + h.privilege() + " " + h.virtualized());
            h.csrs.write(0x141, h.csrs.read(0x141) + 4);
            h.traps.returnFromSupervisor();
        });
        hart.attach(Level.MACHINE, h -> {
            calls.add("M " + h.csrs.read(0x342));
            h.traps.returnFromMachine();
        });
        prepare(Mode.VS, true, false);
        trap(Cause.ECALL_VIRTUAL_SUPERVISOR);
        assertEquals(PC + 4, hart.pc);
        assertEquals(true, hart.virtualized());
        prepare(Mode.U, false, false);
        trap(Cause.ECALL_USER);
        assertEquals(PC, hart.pc);
        assertEquals(Privilege.USER, hart.privilege());
        assertEquals(List.of("HS 10 SUPERVISOR false", "M 8"), calls);
    }
}
