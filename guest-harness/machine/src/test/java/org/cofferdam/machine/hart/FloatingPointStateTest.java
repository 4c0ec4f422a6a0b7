package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FS of mstatus and vsstatus, and frm, decide whether a floating-point instruction executes; executing decides FS. */
final class FloatingPointStateTest {

    private static final int MSTATUS = 0x300;
    private static final int VSSTATUS = 0x200;
    private static final int FS = 13;
    private static final int OFF = 0;
    private static final int CLEAN = 2;
    private static final int DIRTY = 3;

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fadd.d fa0, fa0, fa1",
                "flw fa0, 0(sp)",
                "fsd fa0, 0(sp)",
                "fmv.x.d a0, fa0",
                "fclass.s a0, fa0",
                "feq.d a0, fa0, fa1",
                "fcvt.w.s a0, fa0",
                "fsgnj.s fa0, fa0, fa0",
                "c.fld fa0, 0(a0)"
            })
    void everyInstructionIsIllegalWhileOff(String instruction) {
        setFs(MSTATUS, OFF);
        assertIllegal(instruction);
        assertEquals(OFF, fs(MSTATUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flw fa0, 0(a0)", "fld fa0, 0(a0)", "fsw fa0, 0(a0)"})
    void offComesBeforeTheFaultOfTheAccess(String instruction) {
        setFs(MSTATUS, OFF);
        hart.x[10] = 0x10;
        assertIllegal(instruction);
    }

    @Test
    void aFaultingLoadLeavesTheStateClean() {
        setFs(MSTATUS, CLEAN);
        hart.x[10] = 0x10;
        machine.write(TestMachine.BASE, "fld fa0, 0(a0)").step(1);
        assertEquals(Cause.LOAD_ACCESS, machine.mcause());
        assertEquals(CLEAN, fs(MSTATUS));
    }

    /** The instruction that makes the state dirty leaves its block, and is executed again: from where it stood, and once. */
    @Test
    void amidABlockTheStateBecomesDirtyAtItsInstruction() {
        setFs(MSTATUS, CLEAN);
        hart.x[2] = TestMachine.BASE + 0x100;
        machine.memory.storeDouble(TestMachine.BASE + 0x100, 7);
        machine.write(
                TestMachine.BASE,
                "addi a0, a0, 1",
                "addi a0, a0, 1",
                "fld fa0, 0(sp)",
                "fmv.x.d a1, fa0",
                "addi a0, a0, 1",
                "jal zero, 0");
        machine.step(2);
        assertEquals(CLEAN, fs(MSTATUS));
        machine.step(3);
        assertEquals(DIRTY, fs(MSTATUS));
        assertEquals(3, hart.x[10]);
        assertEquals(7, hart.x[11]);
        assertEquals(5, hart.retired);
        assertEquals(5, hart.cycle);
    }

    @Test
    void afterALoadThatTrappedTheNextOneIsAskedAgain() {
        setFs(MSTATUS, CLEAN);
        hart.x[10] = 0x10;
        machine.write(TestMachine.BASE, "fld fa0, 0(a0)").step(1);
        hart.csrs.write(0x342, 0);
        execute("flw fa0, 0(sp)");
        assertEquals(DIRTY, fs(MSTATUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fadd.d fa0, fa0, fa1", "fmv.d.x fa0, a0", "flw fa0, 0(sp)", "fcsr", "fcvt.s.l fa0, a0"})
    void whatWritesStateMakesItDirty(String instruction) {
        setFs(MSTATUS, CLEAN);
        execute(instruction.equals("fcsr") ? "csrrwi zero, 0x003, 3" : instruction);
        assertEquals(DIRTY, fs(MSTATUS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fsw fa0, 0(sp)", "fsd fa0, 0(sp)", "fmv.x.w a0, fa0", "fmv.x.d a0, fa0", "fclass.d a0, fa0"})
    void whatOnlyReadsLeavesItClean(String instruction) {
        setFs(MSTATUS, CLEAN);
        execute(instruction);
        assertEquals(CLEAN, fs(MSTATUS));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void reservedStaticModesAreIllegal(int mode) {
        setFs(MSTATUS, CLEAN);
        assertIllegal("fadd.d fa0, fa0, fa1, " + mode);
        assertIllegal("fcvt.d.w fa0, a0, " + mode);
        assertEquals(CLEAN, fs(MSTATUS));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7})
    void reservedDynamicModesAreIllegalForWhatRoundsAlone(int mode) {
        setFs(MSTATUS, CLEAN);
        hart.fp.roundingMode = mode;
        assertIllegal("fsqrt.s fa0, fa0");
        assertIllegal("fcvt.d.s fa0, fa0, dyn");
        execute("fadd.d fa0, fa0, fa1, rtz");
        execute("fmax.d fa0, fa0, fa1");
    }

    @Test
    void aGuestNeedsBothFieldsAndDirtiesBoth() {
        setFs(MSTATUS, CLEAN);
        setFs(VSSTATUS, OFF);
        execute("fadd.d fa0, fa0, fa1");
        assertEquals(OFF, fs(VSSTATUS));
        setFs(MSTATUS, CLEAN);
        hart.enter(Privilege.SUPERVISOR, true);
        assertThrows(Trap.class, hart::useFloatingPoint);
        assertThrows(Trap.class, hart::permitFloatingPoint);
        assertEquals(CLEAN, fs(MSTATUS));
        setFs(VSSTATUS, CLEAN);
        assertThrows(Unsettled.class, hart::changeFloatingPoint);
        hart.permitFloatingPoint();
        hart.dirtyFloatingPoint();
        assertEquals(DIRTY, fs(VSSTATUS));
        assertEquals(DIRTY, fs(MSTATUS));
    }

    private void execute(String instruction) {
        hart.pc = TestMachine.BASE;
        hart.x[2] = TestMachine.BASE + 0x100;
        machine.write(TestMachine.BASE, instruction).step(1);
        assertEquals(0, machine.mcause(), instruction);
    }

    private void assertIllegal(String instruction) {
        hart.csrs.write(0x342, 0);
        hart.pc = TestMachine.BASE;
        machine.write(TestMachine.BASE, instruction).step(1);
        assertEquals(Cause.ILLEGAL_INSTRUCTION, machine.mcause(), instruction);
        assertEquals(TestMachine.BASE, machine.mepc());
        hart.csrs.write(0x342, 0);
    }

    private void setFs(int csr, long state) {
        hart.csrs.write(csr, (hart.csrs.read(csr) & ~(3L << FS)) | (state << FS));
    }

    private long fs(int csr) {
        return (hart.csrs.read(csr) >>> FS) & 3;
    }
}
