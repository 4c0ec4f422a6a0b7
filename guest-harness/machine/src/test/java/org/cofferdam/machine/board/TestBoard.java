package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cofferdam.machine.device.ScriptedTerminal;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;

/** A board with a scripted terminal, whose harts start in M-mode at the first byte of RAM. */
public final class TestBoard {
    public static final int T0 = 5;
    public static final int T1 = 6;
    public static final int A0 = 10;
    public static final int A1 = 11;
    public static final int S0 = 8;
    public static final int S1 = 9;

    public final ScriptedTerminal terminal = new ScriptedTerminal();
    final List<InputDoor.Delivery> deliveries = new ArrayList<>();
    public final VirtBoard board;

    public TestBoard(int harts) {
        this(harts, UnaryOperator.identity());
    }

    TestBoard(int harts, List<InputDoor.Delivery> replay) {
        this(harts, setup -> setup.replaying(replay));
    }

    public TestBoard(int harts, UnaryOperator<BoardSetup> more) {
        BoardSetup setup = BoardSetup.bare(harts, 1 << 20, terminal).recordedBy(deliveries::add);
        board = new VirtBoard(more.apply(setup));
        board.harts().forEach(hart -> hart.pc = MemoryMap.RAM);
    }

    public Hart hart(int id) {
        return board.harts().get(id);
    }

    /** Writes 32-bit instructions one after the other. */
    public TestBoard write(long address, String... lines) {
        for (int i = 0; i < lines.length; i++) {
            board.ram().storeWord(address + 4L * i, Rv64.instructions().encode(lines[i]));
        }
        return this;
    }

    public TestBoard program(String... lines) {
        return write(MemoryMap.RAM, lines);
    }

    /** Sets a register of every hart. */
    public TestBoard set(int register, long value) {
        board.harts().forEach(hart -> hart.x[register] = value);
        return this;
    }

    public Outcome run(long untilCycle) {
        return board.run(untilCycle, Pacer.IMMEDIATE);
    }
}
