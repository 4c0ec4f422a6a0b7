package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.microkernel.translation.GStageTable;
import org.junit.jupiter.api.Test;

final class MonitorTest {
    private static final MemoryRegion ROM = new MemoryRegion(RAM + 0x4000, 0x1000, Rights.READ_EXECUTE);
    private static final MemoryRegion CODE = new MemoryRegion(RAM + 0x8000, 0x1000, Rights.EXECUTE);

    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(2, new Window(0, 100), new Window(1, 100));
    private final Monitor monitor = FakeMachine.create(
            core,
            0,
            PartitionSpec.of(
                    2,
                    List.of(new MemoryRegion(RAM, 0x4000, Rights.READ_WRITE_EXECUTE), ROM, CODE),
                    List.of(new DeviceWindow(UART, 0x1000))));

    @Test
    void dmaReadsAndWritesAcrossPages() {
        byte[] bytes = new byte[0x3000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        assertEquals(Status.OK, monitor.write(RAM + 0xFFF, bytes, 0, bytes.length));
        byte[] back = new byte[bytes.length + 2];
        assertEquals(Status.OK, monitor.read(RAM + 0xFFF, back, 1, bytes.length));
        assertArrayEquals(bytes, Arrays.copyOfRange(back, 1, bytes.length + 1));
        assertEquals(Status.OK, monitor.read(RAM, back, 0, 1));
        assertEquals(0, back[0]);
    }

    /** Pages that follow on each other for the guest, but not in memory. */
    @Test
    void dmaGoesFromPageToPage() {
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x1000, 2));
        assertEquals(Status.OK, monitor.takeBack(RAM + 0x2000, 1));
        assertEquals(Status.OK, monitor.takeBack(RAM + 0x1000, 1));
        GStageTable table = core.partitions.at(0).space.table;
        assertTrue(table.translate(RAM + 0x2000) != table.translate(RAM + 0x1000) + 0x1000);
        byte[] bytes = new byte[0x2800];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 13 + 1);
        }
        assertEquals(Status.OK, monitor.write(RAM + 0xC00, bytes, 0, bytes.length));
        byte[] one = new byte[1];
        for (int i = 0; i < bytes.length; i++) {
            monitor.read(RAM + 0xC00 + i, one, 0, 1);
            assertEquals(bytes[i], one[0]);
        }
        monitor.read(RAM + 0x3400, one, 0, 1);
        assertEquals(0, one[0], "nothing behind it is written");
        byte[] back = new byte[bytes.length];
        assertEquals(Status.OK, monitor.read(RAM + 0xC00, back, 0, back.length));
        assertArrayEquals(bytes, back);
    }

    @Test
    void nothingCanBeReadWhereMemoryIs() {
        byte[] none = new byte[0];
        assertEquals(Status.OK, monitor.read(RAM, none, 0, 0));
        assertEquals(Status.OK, monitor.write(RAM, new byte[3], 3, 0));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.read(RAM + 0x6000, none, 0, 0));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.read(RAM - 1, none, 0, 0));
    }

    @Test
    void memoryMayBeginAtZeroAndEndAtTheLimit() {
        long last = GStageMode.SV39X4.limit() - 0x1000;
        PartitionSpec spec = PartitionSpec.of(
                1,
                List.of(
                        new MemoryRegion(0, 0x1000, Rights.READ_WRITE_EXECUTE),
                        new MemoryRegion(last, 0x1000, Rights.READ_WRITE_EXECUTE)),
                List.of());
        Monitor both = FakeMachine.create(core, 1, spec);
        byte[] bytes = {1, 2, 3};
        assertEquals(Status.OK, both.write(0, bytes, 0, 3));
        assertEquals(Status.OK, both.write(last + 0xFFD, bytes, 0, 3));
        assertEquals(Status.OUTSIDE_MEMORY, both.write(last + 0xFFE, bytes, 0, 3));
        assertEquals(Status.OK, core.control().start(1, 0, 0));
    }

    @Test
    void aRangeThatIsNotAllMemoryTransfersNothing() {
        byte[] bytes = new byte[0x2000];
        Arrays.fill(bytes, (byte) 7);
        long[][] ranges = {
            {RAM - 1, 2},
            {RAM - 0x1000, 0x2000},
            {RAM + 0x3FFF, 0x1002},
            {UART, 4},
            {0, 1},
            {-1, 1},
            {-1, 2},
            {RAM + (1L << 41), 1},
            {Long.MIN_VALUE, 1},
            {Long.MAX_VALUE, 1},
            {RAM + 0x5000, 1}
        };
        for (long[] range : ranges) {
            assertEquals(Status.OUTSIDE_MEMORY, monitor.write(range[0], bytes, 0, (int) range[1]));
            assertEquals(Status.OUTSIDE_MEMORY, monitor.read(range[0], bytes, 0, (int) range[1]));
        }
        assertEquals(
                Status.OUTSIDE_MEMORY, monitor.write(RAM + 0x3000, bytes, 0, 0x1001), "the last byte is read-only");
        byte[] all = new byte[0x4000];
        assertEquals(Status.OK, monitor.read(RAM, all, 0, all.length));
        assertArrayEquals(new byte[0x4000], all);
        assertEquals(7, bytes[0]);
    }

    @Test
    void dmaHasTheRightsOfTheRegion() {
        byte[] bytes = new byte[16];
        assertEquals(Status.OK, monitor.read(ROM.base(), bytes, 0, 16));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.write(ROM.base(), bytes, 0, 16));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.read(CODE.base(), bytes, 0, 16));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.write(CODE.base(), bytes, 0, 16));
    }

    @Test
    void arraysAreCheckedBeforeAnythingElseMoves() {
        byte[] bytes = new byte[8];
        for (int[] range :
                new int[][] {{0, 9}, {8, 1}, {-1, 1}, {0, -1}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE}}) {
            assertEquals(Status.INVALID_ARGUMENT, monitor.read(RAM, bytes, range[0], range[1]));
            assertEquals(Status.INVALID_ARGUMENT, monitor.write(RAM, bytes, range[0], range[1]));
            assertEquals(0, monitor.takeConsoleOutput(bytes, range[0], range[1]));
            assertEquals(0, monitor.giveConsoleInput(bytes, range[0], range[1]));
        }
        assertEquals(Status.INVALID_ARGUMENT, monitor.read(RAM, null, 0, 0));
        assertEquals(0, monitor.takeConsoleOutput(null, 0, 0));
    }

    @Test
    void theExternalInterruptReachesItsVirtualHartWhereverItIs() {
        core.control().start(0, RAM, 0);
        assertEquals(Status.INVALID_ARGUMENT, monitor.externalInterrupt(2, true));
        assertEquals(Status.INVALID_ARGUMENT, monitor.externalInterrupt(-1, true));
        assertEquals(Status.OK, monitor.externalInterrupt(0, true));
        core.handle(0);
        assertEquals(1 << 10, machine.hart(0).csr(Csr.HVIP));
        assertEquals(Status.OK, monitor.externalInterrupt(0, false));
        assertEquals(0, machine.hart(0).csr(Csr.HVIP));
        assertEquals(Status.OK, monitor.externalInterrupt(1, true));
        assertEquals(0, machine.hart(0).csr(Csr.HVIP), "that is the other one's");
    }

    @Test
    void aLineThatADeviceHoldsOutlastsTheStartOfAVirtualHart() {
        core.control().start(0, RAM, 0);
        core.handle(0);
        monitor.externalInterrupt(1, true);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        machine.call(core, 0, 0x48534D, 1);
        assertEquals(1, machine.hart(0).x(10), "the sibling runs");
        assertEquals(1 << 10, machine.hart(0).csr(Csr.HVIP));
    }

    @Test
    void aHandleOfADestroyedPartitionReachesNothing() {
        while (core.control().destroy(0) == Status.AGAIN) {
            assertGone();
        }
        assertGone();
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        assertGone();
    }

    private void assertGone() {
        byte[] one = new byte[1];
        assertEquals(Status.NO_PARTITION, monitor.read(RAM, one, 0, 1));
        assertEquals(Status.NO_PARTITION, monitor.write(RAM, one, 0, 1));
        assertEquals(Status.NO_PARTITION, monitor.externalInterrupt(0, true));
    }

    @Test
    void consoleRingsAreBoundedAndKeepTheirOrder() {
        byte[] bytes = new byte[ByteRing.CAPACITY + 1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        assertEquals(1000, monitor.giveConsoleInput(bytes, 0, 1000));
        core.control().start(0, RAM, 0);
        core.handle(0);
        machine.call(core, 0, 0x4442434E, 1, 600, RAM, 0);
        assertEquals(0, machine.hart(0).x(10));
        assertEquals(600, machine.hart(0).x(11));
        byte[] seen = new byte[600];
        monitor.read(RAM, seen, 0, 600);
        assertArrayEquals(Arrays.copyOf(bytes, 600), seen);
        assertEquals(ByteRing.CAPACITY - 400, monitor.giveConsoleInput(bytes, 1000, bytes.length - 1000));
        machine.call(core, 0, 0x4442434E, 1, 0x4000, RAM, 0);
        assertEquals(ByteRing.CAPACITY, machine.hart(0).x(11));
        seen = new byte[ByteRing.CAPACITY];
        monitor.read(RAM, seen, 0, seen.length);
        assertArrayEquals(Arrays.copyOfRange(bytes, 600, 600 + seen.length), seen);

        machine.call(core, 0, 0x4442434E, 0, 0x4000, RAM, 0);
        assertEquals(ByteRing.CAPACITY, machine.hart(0).x(11));
        machine.call(core, 0, 0x4442434E, 0, 1, RAM, 0);
        assertEquals(0, machine.hart(0).x(11), "the ring is full, the guest offers the rest again");
        assertEquals(ByteRing.CAPACITY, monitor.takeConsoleOutput(bytes, 0, bytes.length));
        assertArrayEquals(seen, Arrays.copyOf(bytes, seen.length));
    }
}
