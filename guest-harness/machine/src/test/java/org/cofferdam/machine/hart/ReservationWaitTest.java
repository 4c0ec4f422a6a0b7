package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Zawrs: waits end at once; with TW or VTW, one that would last is refused. */
class ReservationWaitTest {

    private static final long TW = 1 << 21;
    private static final long VTW = 1 << 21;
    private static final int FINE = -1;
    private static final int ILLEGAL = Cause.ILLEGAL_INSTRUCTION;
    private static final int VIRTUAL = Cause.VIRTUAL_INSTRUCTION;

    private static int attempt(String instruction, Mode mode, long mstatus, long hstatus, boolean reserved, long mip) {
        TestMachine machine = new TestMachine().write(BASE, instruction);
        Hart hart = machine.hart;
        hart.csrs.write(0x305, BASE + 0x800);
        hart.csrs.write(0x300, mstatus);
        hart.csrs.write(0x600, hstatus);
        mode.enter(hart);
        if (reserved) {
            hart.memory.loadReservedWord(BASE + 0x1000);
        }
        hart.csrs.write(0x303, 2); // delegated to an S-mode that does not run: pending without being taken
        hart.csrs.write(0x304, mip);
        hart.csrs.write(0x344, mip);
        machine.step(1);
        return hart.pc == BASE + 4 ? FINE : (int) machine.mcause();
    }

    private static void check(long mstatus, long hstatus, boolean reserved, int... expected) {
        List<Mode> modes = List.of(Mode.M, Mode.HS, Mode.U, Mode.VS, Mode.VU);
        for (int i = 0; i < modes.size(); i++) {
            assertEquals(
                    expected[i], attempt("wrs.nto", modes.get(i), mstatus, hstatus, reserved, 0), "" + modes.get(i));
            assertEquals(FINE, attempt("wrs.sto", modes.get(i), mstatus, hstatus, reserved, 0), "" + modes.get(i));
        }
    }

    @Test
    void aWaitThatWouldLastIsRefusedWhereTimeIsLimited() {
        check(0, 0, true, FINE, FINE, FINE, FINE, FINE);
        check(TW, 0, true, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        check(0, VTW, true, FINE, FINE, FINE, VIRTUAL, VIRTUAL);
        check(TW, VTW, true, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
    }

    @Test
    void withoutReservationThereIsNothingToWaitFor() {
        check(TW, VTW, false, FINE, FINE, FINE, FINE, FINE);
    }

    @Test
    void aPendingInterruptEndsTheWait() {
        assertEquals(FINE, attempt("wrs.nto", Mode.HS, TW, 0, true, 2));
    }
}
