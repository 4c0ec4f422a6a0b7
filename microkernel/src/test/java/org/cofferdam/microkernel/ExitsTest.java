package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExitsTest {
    private static final long VECTOR = 0x8000_2001L;
    private static final long PC = 0x8000_1000L;
    /** lw a0, 0(a1) and sh a2, 0(a3), transformed: rs1 holds the offset 0. */
    private static final long LW = 0x0000_2503;

    private static final long SH = 0x00c0_1023;

    private static final int LOAD_FAULT = 21;
    private static final int STORE_FAULT = 23;

    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(2, new Window(0, 1000));
    private final FakeHart hart = machine.hart(0);

    @BeforeEach
    void start() {
        FakeMachine.run(core, 0);
        core.handle(0);
        hart.csr(Csr.SEPC, PC);
        hart.csr(Csr.VSTVEC, VECTOR);
        hart.csr(Csr.SSTATUS, 1 << 8 | 3 << 13);
    }

    private Resume dataFault(int cause, long address, long instruction) {
        hart.csr(Csr.HTVAL, address >>> 2);
        hart.csr(Csr.HTINST, instruction);
        return machine.trap(core, 0, cause, 0xFFFF_FFC0_0000_0000L | (address & 0xFFF));
    }

    private void assertInjected(long cause, long value) {
        assertEquals(VECTOR & ~3, hart.csr(Csr.SEPC));
        assertEquals(PC, hart.csr(Csr.VSEPC));
        assertEquals(cause, hart.csr(Csr.VSCAUSE));
        assertEquals(value, hart.csr(Csr.VSTVAL));
    }

    @Test
    void aLoadFromADeviceWindowIsTheMonitorsToAnswer() {
        Resume resume = dataFault(LOAD_FAULT, UART + 4, LW);
        assertEquals(new Resume.AskMonitor(new DeviceAccess.Load(0, 0, UART + 4, 4)), resume);
        assertInstanceOf(Resume.Enter.class, core.answer(0, 0xAAAA_BBBB_8000_0001L));
        assertEquals(0xFFFF_FFFF_8000_0001L, hart.x(10));
        assertEquals(PC + 4, hart.csr(Csr.SEPC));
    }

    @Test
    void whatAGuestDoesIsCountedAsWhatItIs() {
        dataFault(LOAD_FAULT, UART + 4, LW);
        core.answer(0, 0);
        dataFault(STORE_FAULT, UART + 0x1000, SH);
        machine.trap(core, 0, 20, 0x1234);
        machine.trap(core, 0, 22, 0x1060_0073);
        PartitionInfo info = core.control().query(0).orElseThrow();
        assertEquals(1, info.exits().get(ExitCause.DEVICE_ACCESS));
        assertEquals(2, info.exits().get(ExitCause.ACCESS_OUTSIDE));
        assertEquals(1, info.exits().get(ExitCause.REFUSED_INSTRUCTION));
        assertEquals(Map.of(FaultKind.ACCESS_OUTSIDE, 2L, FaultKind.REFUSED_INSTRUCTION, 1L), info.faults());
    }

    @Test
    void aStoreIsCutToItsSize() {
        hart.x(12, 0x1234_5678);
        Resume resume = dataFault(STORE_FAULT, UART + 0xFFE, SH);
        assertEquals(new Resume.AskMonitor(new DeviceAccess.Store(0, 0, UART + 0xFFE, 2, 0x5678)), resume);
        assertInstanceOf(Resume.Enter.class, core.answer(0, -1));
        assertEquals(0x1234_5678, hart.x(12));
        assertEquals(PC + 4, hart.csr(Csr.SEPC));
    }

    @Test
    void aMonitorMayRefuse() {
        dataFault(STORE_FAULT, UART, SH);
        assertInstanceOf(Resume.Enter.class, core.refuse(0));
        assertInjected(7, 0xFFFF_FFC0_0000_0000L);
        hart.csr(Csr.SEPC, PC);
        dataFault(LOAD_FAULT, UART, LW);
        core.refuse(0);
        assertInjected(5, 0xFFFF_FFC0_0000_0000L);
    }

    @Test
    void anAnswerThatNobodyAwaitsDoesNothing() {
        hart.x(10, 5);
        assertInstanceOf(Resume.Enter.class, core.answer(0, 9));
        assertInstanceOf(Resume.Enter.class, core.refuse(0));
        assertEquals(5, hart.x(10));
        assertEquals(PC, hart.csr(Csr.SEPC));
        dataFault(LOAD_FAULT, UART, LW);
        core.answer(0, 1);
        core.answer(0, 2);
        assertEquals(1, hart.x(10));
        assertEquals(PC + 4, hart.csr(Csr.SEPC));
    }

    @Test
    void aPartitionThatItsMonitorHasStoppedGetsNoFurther() {
        dataFault(LOAD_FAULT, UART, LW);
        core.control().stop(0);
        assertEquals(Status.BUSY, core.control().destroy(0));
        assertInstanceOf(Resume.StopMachine.class, core.answer(0, 1));
        assertEquals(Status.AGAIN, core.control().destroy(0));
    }

    @ParameterizedTest
    @CsvSource({
        "21, 0FFFFFFC, 00002503", // below the window
        "21, 10001000, 00002503", // behind it
        "21, 10000FFE, 00002503", // misaligned
        "21, 10000001, 00002503",
        "21, 10000000, 00012503", // not the access's first byte
        "21, 10000000, 00c01023", // a store that says it was a load
        "23, 10000000, 00002503",
        "21, 10000000, 0000000000003000", // walking the guest's own tables
        "21, 10000000, 00002507", // flw
        "23, 10000000, 0000252f", // amoadd.w
        "21, 80004000, 00002503", // behind memory
        "21, 20010000000, 00002503", // bit 41 set
        "21, 4000000010000000, 00002503", // high bits set
        "21, 0, 00002503",
        "21, FFFFFFFFFFFFFFFC, 00002503",
    })
    void anythingElseIsAnAccessFaultOfTheGuests(int cause, String address, String instruction) {
        long at = Long.parseUnsignedLong(address, 16);
        assertInstanceOf(Resume.Enter.class, dataFault(cause, at, Long.parseUnsignedLong(instruction, 16)));
        assertInjected(cause == LOAD_FAULT ? 5 : 7, 0xFFFF_FFC0_0000_0000L | (at & 0xFFF));
        assertEquals(1, exits(ExitCause.ACCESS_OUTSIDE));
    }

    @Test
    void anAccessLiesInTheWindowToItsLastByte() {
        FakeMachine other = FakeMachine.small();
        Microkernel narrow = other.boot(1, new Window(0, 1000));
        PartitionSpec spec =
                PartitionSpec.of(1, FakeMachine.spec(1, 0x4000).memory(), List.of(new DeviceWindow(UART, 16)));
        FakeMachine.create(narrow, 0, spec);
        narrow.control().start(0, RAM, 0);
        narrow.handle(0);
        other.hart(0).csr(Csr.HTINST, LW);
        other.hart(0).csr(Csr.HTVAL, (UART + 12) >>> 2);
        assertInstanceOf(Resume.AskMonitor.class, other.trap(narrow, 0, LOAD_FAULT, UART + 12));
        narrow.answer(0, 0);
        other.hart(0).csr(Csr.HTINST, LW | 1 << 12);
        assertInstanceOf(Resume.Enter.class, other.trap(narrow, 0, LOAD_FAULT, UART + 12), "ld of 8 bytes");
        other.hart(0).csr(Csr.HTINST, LW);
        other.hart(0).csr(Csr.HTVAL, (UART + 16) >>> 2);
        assertInstanceOf(Resume.Enter.class, other.trap(narrow, 0, LOAD_FAULT, UART + 16), "lw behind the window");
    }

    @Test
    void aFetchOutsideIsAnInstructionAccessFault() {
        hart.csr(Csr.HTVAL, UART >>> 2);
        assertInstanceOf(Resume.Enter.class, machine.trap(core, 0, 20, UART));
        assertInjected(1, UART);
    }

    @Test
    void anInjectedTrapEntersVsModeAsTheArchitectureSays() {
        hart.csr(Csr.VSSTATUS, 2L << 32 | 3 << 13 | 1 << 1);
        machine.trap(core, 0, 20, 0);
        assertEquals(2L << 32 | 3 << 13 | 1 << 5 | 1 << 8, hart.csr(Csr.VSSTATUS));
        assertEquals(1 << 8 | 3 << 13, hart.csr(Csr.SSTATUS));

        // From VU, with interrupts off.
        hart.csr(Csr.SSTATUS, 3 << 13);
        hart.csr(Csr.VSSTATUS, 2L << 32 | 1 << 5 | 1 << 8);
        machine.trap(core, 0, 20, 0);
        assertEquals(2L << 32, hart.csr(Csr.VSSTATUS));
        assertEquals(1 << 8 | 3 << 13, hart.csr(Csr.SSTATUS), "SRET goes to VS-mode");
    }

    @Test
    void waitingWithSomethingPendingGoesOn() {
        hart.csr(Csr.VSIE, 1 << 5);
        hart.csr(Csr.VSTIMECMP, 0);
        assertInstanceOf(Resume.Enter.class, machine.waitForInterrupt(core, 0));
        assertEquals(PC + 4, hart.csr(Csr.SEPC));
        assertEquals(1, exits(ExitCause.WAIT));
    }

    @Test
    void waitingEndsWhenTheTimerFires() {
        hart.csr(Csr.VSIE, 1 << 5);
        hart.csr(Csr.VSTIMECMP, 333);
        assertEquals(new Resume.Idle(333), machine.waitForInterrupt(core, 0));
        assertEquals(333, hart.csr(Csr.STIMECMP));
        machine.time = 333;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(PC + 4, hart.csr(Csr.SEPC));
        assertEquals(333, hart.csr(Csr.VSTIMECMP));
    }

    @Test
    void aTimerThatIsNotEnabledWakesNobody() {
        hart.csr(Csr.VSTIMECMP, 333);
        assertEquals(new Resume.Idle(1000), machine.waitForInterrupt(core, 0));
    }

    @Test
    void theInstructionIsFetchedWhereStvalDoesNotTellIt() {
        machine.code.put(PC, 0x0073);
        machine.code.put(PC + 2, 0x1050);
        assertInstanceOf(Resume.Idle.class, machine.trap(core, 0, 22, 0));
    }

    /** csrrw zero, ustatus, zero: its high half is zero, and that is no sign that it could not be read. */
    @Test
    void anInstructionWhoseHighHalfIsZeroIsTold() {
        machine.code.put(PC, 0x1073);
        machine.code.put(PC + 2, 0);
        machine.trap(core, 0, 22, 0);
        assertInjected(2, 0x1073);
    }

    @Test
    void waitingInUserModeIsAnIllegalInstruction() {
        hart.csr(Csr.SSTATUS, 3 << 13);
        assertInstanceOf(Resume.Enter.class, machine.trap(core, 0, 22, 0x1050_0073));
        assertInjected(2, 0x1050_0073);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0xc000_2573L /* rdcycle */,
                0xc020_2573L /* rdinstret */,
                0x6800_2573 /* csrr hgatp */,
                0x6200_0073 /* hfence.gvma */,
                0xFFFF_FFFFL
            })
    void otherVirtualInstructionsAreIllegalForTheGuest(long instruction) {
        assertInstanceOf(Resume.Enter.class, machine.trap(core, 0, 22, instruction));
        assertInjected(2, instruction);
        assertEquals(1, exits(ExitCause.REFUSED_INSTRUCTION));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 5, 7, 8, 9, 11, 12, 15, 16, 18, 19, 24, 63, 1L << 40, Long.MAX_VALUE})
    void anythingThatNoGuestCanCauseStopsThePartition(long cause) {
        FakeMachine.run(core, 1);
        assertInstanceOf(Resume.Idle.class, machine.trap(core, 0, cause, 0x77));
        PartitionInfo info = core.control().query(0).orElseThrow();
        assertEquals(PartitionState.STOPPED, info.state());
        assertEquals(
                new StopReason.UnexpectedTrap(0, cause, PC, 0x77),
                info.stopReason().orElseThrow());
        assertEquals(
                PartitionState.RUNNING, core.control().query(1).orElseThrow().state());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 9, 2, 6, 10, 12, 0, 63})
    void interruptsLetTheCoreLookAndNothingElse(long cause) {
        long[] before = hart.x.clone();
        assertInstanceOf(Resume.Enter.class, machine.trap(core, 0, FakeMachine.SCAUSE_INTERRUPT | cause, 0));
        assertArrayEquals(before, hart.x);
        assertEquals(PC, hart.csr(Csr.SEPC));
        Map<Long, ExitCause> counted = Map.of(5L, ExitCause.TIMER, 9L, ExitCause.DEVICE_INTERRUPT);
        assertEquals(1, exits(counted.getOrDefault(cause, ExitCause.KICK)));
    }

    @Test
    void aDeviceAccessReadsTheInstructionOnceWhenTheHartDoesNotGiveIt() {
        machine.code.put(0x8000_1000L, 0x41c8);
        hart.x(11, UART - 4);
        hart.csr(Csr.HTVAL, UART >>> 2);
        hart.csr(Csr.HTINST, 0);
        Resume resume = machine.trap(core, 0, LOAD_FAULT, UART);
        assertEquals(new Resume.AskMonitor(new DeviceAccess.Load(0, 0, UART, 4)), resume);
        core.answer(0, 7);
        assertEquals(7, hart.x(10));
        assertEquals(PC + 2, hart.csr(Csr.SEPC));
        assertEquals(RAM, RAM & PC);
    }

    private long exits(ExitCause cause) {
        return core.control().query(0).orElseThrow().exits().get(cause);
    }
}
