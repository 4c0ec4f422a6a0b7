package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final long RAM = MemoryRegion.DEFAULT_BASE;
    private static final long SIZE = 1 << 20;
    private static final Schedule SCHEDULE = new Schedule(List.of(List.of(new Window(0, 1000))), 1000);

    /** Writes code, memory, registers and a CSR, and notes the time. */
    private static GuestProgram program(int number) {
        return new GuestProgram()
                .set("s0", RAM + 0x4000)
                .set("s1", 0x0000_8067_0000_0513L + (number << 20))
                .add("sd s1, 0(s0)", "fence.i", "jalr ra, 0(s0)", "csrrs s3, 0xC01, zero", "csrrw zero, 0x140, s1")
                .label("loop")
                .add("addi s2, s2, %d".formatted(number), "sd s2, 64(s0)", "jal zero, {loop}");
    }

    private static String run(Board board, int number) {
        PartitionedMachine machine = new PartitionedMachine(board, SCHEDULE, Channels.NONE, 1);
        PartitionSpec spec =
                PartitionSpec.of(1, List.of(new MemoryRegion(RAM, 0x8000, Rights.READ_WRITE_EXECUTE)), List.of());
        Creation.Created created =
                assertInstanceOf(Creation.Created.class, machine.control().create(0, spec));
        RecordingMonitor monitor = new RecordingMonitor();
        monitor.handle = created.monitor();
        machine.connect(created.monitor(), spec, monitor);
        byte[] code = program(number).assemble();
        machine.control().load(0, RAM, code, 0, code.length);
        machine.control().start(0, RAM, 0);
        machine.run(50_000);
        return machine.hash(0) + machine.account(0);
    }

    @Test
    void aBoardThatWasResetIsAsGoodAsNew() {
        String one = run(new Board(SIZE, 1), 1);
        String two = run(new Board(SIZE, 1), 2);
        Board board = Board.reusable(SIZE, 1);
        assertEquals(one, run(board, 1));
        assertTrue(board.pagesWritten() > 8);
        for (int round = 0; round < 3; round++) {
            board.reset();
            assertEquals(0, board.pagesWritten());
            assertEquals(two, run(board, 2));
            board.reset();
            assertEquals(one, run(board, 1));
        }
    }

    @Test
    void aBoardThatNobodyWatchesIsNotReset() {
        assertThrows(IllegalStateException.class, new Board(SIZE, 1)::reset);
        assertThrows(
                IllegalArgumentException.class,
                () -> new PartitionedMachine(new Board(SIZE, 2), SCHEDULE, Channels.NONE, 1));
    }
}
