package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

/** What the platform is shown. */
final class InspectionTest {
    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(3, new Window(0, 10), new Window(1, 10));
    private final Inspection inspection = core.inspection();

    @Test
    void registersAreThoseOfTheVirtualHartWhereverItIs() {
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        core.control().start(0, RAM, 7);
        long[] before = inspection.registers(0, 0).orElseThrow();
        assertEquals(64 + 1 + SwitchedCsr.ALL.length, before.length);
        assertEquals(7, before[11]);
        assertEquals(RAM, before[64], "the pc, until it executes");
        core.handle(0);
        FakeHart hart = machine.hart(0);
        for (int i = 1; i < 32; i++) {
            hart.x(i, 100 + i);
            hart.f(i, 200 + i);
        }
        hart.f(0, 200);
        hart.csr(Csr.SEPC, RAM + 0x10);
        for (SwitchedCsr csr : SwitchedCsr.ALL) {
            hart.csr(csr.number, 0x222);
        }
        long[] expected = new long[before.length];
        for (int i = 0; i < 32; i++) {
            expected[i] = i == 0 ? 0 : 100 + i;
            expected[32 + i] = 200L + i;
        }
        expected[64] = RAM + 0x10;
        for (int i = 0; i < SwitchedCsr.ALL.length; i++) {
            expected[65 + i] = hart.csr(SwitchedCsr.ALL[i].number);
        }
        assertArrayEquals(expected, inspection.registers(0, 0).orElseThrow(), "on its hart");
        machine.time = 10;
        machine.interrupt(core, 0);
        assertArrayEquals(expected, inspection.registers(0, 0).orElseThrow(), "and off it");
        assertTrue(inspection.registers(0, 1).isPresent());
        assertEquals(Optional.empty(), inspection.registers(0, 2));
        assertEquals(Optional.empty(), inspection.registers(0, -1));
        assertEquals(Optional.empty(), inspection.registers(1, 0));
    }

    @Test
    void harts() {
        assertEquals(-1, inspection.windowStart(0));
        assertEquals(Window.NOBODY, inspection.partitionOn(0));
        FakeMachine.run(core, 1);
        machine.time = 35;
        core.handle(0);
        assertEquals(30, inspection.windowStart(0));
        assertEquals(1, inspection.partitionOn(0));
    }

    @Test
    void framesAndAccounts() {
        assertEquals(Optional.empty(), inspection.account(0));
        assertEquals(0, inspection.tables(0));
        Monitor monitor = FakeMachine.create(core, 2, FakeMachine.spec(1, 0x4000));
        assertEquals(2, monitor.partition());
        assertEquals(10, inspection.account(2).orElseThrow().used());
        long root = (inspection.tables(2) & (1L << 44) - 1) << 12;
        assertEquals(8L << 60 | 3L << 44 | root >>> 12, inspection.tables(2), "Sv39x4, and the GSCID is one more");
        assertEquals(inspection.account(2).orElseThrow().table(), inspection.frame(root));
        assertInstanceOf(FrameState.Untouched.class, inspection.frame(FakeMachine.BASE));
    }

    @Test
    void grantsUntilTheyEnd() {
        Neighbours system = new Neighbours(Map.of());
        Inspection shown = system.core.inspection();
        assertEquals(Optional.empty(), shown.grant(0, 0));
        assertEquals(Optional.empty(), shown.grant(5, 0), "there is no such partition");
        system.done(0, Hypercall.GRANT_SHARE, 1, RAM + 0x1000, 1, Rights.READ.bits());
        assertEquals(
                new Inspection.Offer(GrantKind.SHARE, 1, Rights.READ, Rights.READ_WRITE_EXECUTE, "OFFERED"),
                shown.grant(0, 0).orElseThrow());
        assertEquals(Optional.empty(), shown.grant(0, 1));
        assertEquals(Optional.empty(), shown.grant(1, 0), "it is the granter's");
        system.done(1, Hypercall.GRANT_ACCEPT, 0, 0, Neighbours.PLACE, 1);
        assertEquals("ACCEPTED", shown.grant(0, 0).orElseThrow().state());
        system.core.control().stop(1);
        while (system.core.control().destroy(1) != Status.OK) {
            system.core.handle(1);
        }
        assertEquals(Window.NOBODY, shown.grant(0, 0).orElseThrow().borrower(), "whoever it was for is gone");
        FakeMachine.create(system.core, 1, FakeMachine.spec(1, 0x4000));
        assertEquals(Window.NOBODY, shown.grant(0, 0).orElseThrow().borrower(), "its heir is somebody else");
    }

    @Test
    void messagesAndDoorbellsThatWait() {
        Neighbours system = new Neighbours(Map.of());
        Inspection shown = system.core.inspection();
        assertEquals(List.of(), shown.messages(1, 0));
        system.monitors.get(0).write(RAM, new byte[] {1, 2, 3}, 0, 3);
        system.done(0, Hypercall.PORT_SEND, 0, RAM, 2);
        system.done(0, Hypercall.PORT_SEND, 0, RAM + 2, 1);
        List<byte[]> waiting = shown.messages(1, 0);
        assertEquals(2, waiting.size());
        assertArrayEquals(new byte[] {1, 2}, waiting.get(0));
        assertArrayEquals(new byte[] {3}, waiting.get(1));
        assertEquals(0, shown.doorbells(1));
        system.done(0, Hypercall.DOORBELL_RING, 0);
        assertEquals(1 << 3, shown.doorbells(1));
        assertEquals(0, shown.doorbells(2));
        assertEquals(0, shown.doorbells(5), "there is no such partition");
    }
}
