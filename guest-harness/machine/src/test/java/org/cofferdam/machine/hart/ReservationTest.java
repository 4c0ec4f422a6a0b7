package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;

/** LR and SC of two harts that take turns. */
class ReservationTest {

    private static final long BASE = 0x8000_0000L;
    private static final long PLACE = BASE + 0x1000;
    private static final long IDLE = BASE + 0x8000;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 0x1_0000);
    private final Bus bus = new Bus();
    private final Hart one;
    private final Hart two;

    ReservationTest() {
        bus.attach(memory);
        CodeCache code = Engine.standard().codeCache(bus);
        one = new Hart(0, bus, code);
        two = new Hart(1, bus, code);
        memory.storeWord(IDLE, Rv64.instructions().encode("jal zero, 0"));
    }

    /** Lets a hart begin a turn, as the board does. */
    private static Hart turn(Hart hart) {
        hart.pc = IDLE;
        hart.run(hart.cycle + 1);
        return hart;
    }

    @Test
    void aReservationIsGoodForOneStore() {
        assertEquals(0, one.memory.loadReservedDouble(PLACE));
        assertTrue(one.memory.storeConditionalDouble(PLACE, 5));
        assertEquals(5, memory.loadDouble(PLACE));
        assertFalse(one.memory.storeConditionalDouble(PLACE, 6));
        assertEquals(5, memory.loadDouble(PLACE));
    }

    @Test
    void aStoreOfAnotherHartBreaksItEvenIfItHasStoredThereBefore() {
        two.memory.storeDouble(PLACE, 1);
        two.memory.storeDouble(PLACE, 2);
        turn(one).memory.loadReservedDouble(PLACE);
        turn(two).memory.storeDouble(PLACE, 2);
        assertFalse(turn(one).memory.storeConditionalDouble(PLACE, 3));
        assertEquals(2, memory.loadDouble(PLACE));
    }

    @Test
    void soDoesAnAtomicOrAnotherHartsConditional() {
        turn(one).memory.loadReservedWord(PLACE);
        turn(two).memory.updateWord(PLACE, 1, AtomicOperation.ADD);
        assertFalse(turn(one).memory.storeConditionalWord(PLACE, 3));
        one.memory.loadReservedWord(PLACE);
        turn(two).memory.loadReservedWord(PLACE);
        assertTrue(two.memory.storeConditionalWord(PLACE, 7));
        assertFalse(turn(one).memory.storeConditionalWord(PLACE, 3));
        assertEquals(7, memory.loadWord(PLACE));
    }

    @Test
    void aConditionalThatFailsBreaksNothing() {
        turn(one).memory.loadReservedWord(PLACE);
        assertFalse(turn(two).memory.storeConditionalWord(PLACE, 1));
        assertTrue(turn(one).memory.storeConditionalWord(PLACE, 3));
    }

    @Test
    void soDoesADevice() {
        one.memory.loadReservedWord(PLACE);
        bus.write(PLACE + 40, new byte[100], 0, 100);
        assertFalse(one.memory.storeConditionalWord(PLACE, 3));
    }

    @Test
    void aStoreBesideItDoesNotHideTheOneThatBreaksIt() {
        turn(one).memory.loadReservedDouble(PLACE);
        turn(two).memory.storeDouble(PLACE + 64, 1);
        two.memory.storeDouble(PLACE, 1);
        assertFalse(turn(one).memory.storeConditionalDouble(PLACE, 3));
    }

    @Test
    void storesFurtherAwayAndTheHartsOwnLeaveItAlone() {
        turn(one).memory.loadReservedDouble(PLACE);
        one.memory.storeDouble(PLACE + 8, 1);
        turn(two).memory.storeDouble(PLACE + 64, 1);
        two.memory.storeDouble(PLACE - 8, 1);
        assertTrue(turn(one).memory.storeConditionalDouble(PLACE, 3));
    }

    @Test
    void anotherAddressDoesNotMatch() {
        one.memory.loadReservedWord(PLACE);
        assertFalse(one.memory.storeConditionalWord(PLACE + 4, 3));
        assertFalse(one.memory.storeConditionalWord(PLACE, 3));
    }

    @Test
    void trapsAndReturnsLeaveItToSoftware() {
        one.memory.loadReservedWord(PLACE);
        one.traps.enter(one.raise(Cause.BREAKPOINT, 0), 0);
        one.traps.returnFromMachine();
        one.enter(Privilege.MACHINE, false);
        assertTrue(one.memory.storeConditionalWord(PLACE, 3));
        one.memory.loadReservedWord(PLACE);
        one.memory.dropReservation();
        assertFalse(one.memory.storeConditionalWord(PLACE, 4));
    }

    @Test
    void misalignedAtomicsTrap() {
        assertEquals(
                Cause.LOAD_MISALIGNED, assertThrows(Trap.class, () -> one.memory.loadReservedWord(PLACE + 2)).cause);
        assertEquals(
                Cause.STORE_MISALIGNED,
                assertThrows(Trap.class, () -> one.memory.storeConditionalDouble(PLACE + 4, 0)).cause);
        assertEquals(
                Cause.STORE_MISALIGNED,
                assertThrows(Trap.class, () -> one.memory.updateWord(PLACE + 1, 0, AtomicOperation.ADD)).cause);
        one.memory.storeDouble(PLACE, 1);
        assertEquals(
                Cause.STORE_MISALIGNED,
                assertThrows(Trap.class, () -> one.memory.updateDouble(PLACE + 4, 0, AtomicOperation.ADD)).cause);
    }
}
