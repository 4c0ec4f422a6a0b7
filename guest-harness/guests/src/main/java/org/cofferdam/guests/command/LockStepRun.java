package org.cofferdam.guests.command;

import java.io.PrintWriter;
import java.util.List;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.LockStep;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.cofferdam.machine.translator.JvmTranslator;

/** Runs a machine twice at once, interpreted and translated, and says where the two part. */
final class LockStepRun {
    /** Translates almost everything: what is executed rarely can be wrong too. */
    private static final int THRESHOLD = 64;

    /** How much code is shown. */
    private static final int INSTRUCTIONS = 24;

    private final VirtBoard interpreted;
    private final VirtBoard translated;
    private final LockStep pair;

    /**
     * Starts both machines.
     *
     * @param setup of both; the console shows what the interpreted one prints
     * @param silent the same with no console
     */
    LockStepRun(BoardSetup setup, BoardSetup silent, CharacterDevice console, MachineFiles files) throws BootException {
        interpreted = new VirtBoard(setup.executedBy(Engine.interpreter).replaying(List.of()));
        translated = new VirtBoard(silent.executedBy(Engine.interpreter).replaying(List.of()));
        translated.code().translateBy(JvmTranslator.atOnce(Rv64.instructions(), THRESHOLD));
        files.start(interpreted, console);
        files.start(translated, CharacterDevice.NONE);
        pair = new LockStep(interpreted, translated);
    }

    /**
     * Runs both.
     *
     * @return how they ended, or null if they differ, which has been printed
     */
    Outcome run(long untilCycle, PrintWriter out) {
        Outcome outcome = pair.run(untilCycle);
        LockStep.Difference difference = pair.difference().orElse(null);
        if (difference == null) {
            out.printf(
                    "lock-step: %,d instructions, %,d of them translated, %,d comparisons, no difference%n",
                    translated.retired(), translated(), pair.steps());
        } else {
            print(difference, out);
        }
        out.flush();
        return difference == null ? outcome : null;
    }

    private long translated() {
        return translated.harts().stream().mapToLong(Hart::translated).sum();
    }

    private void print(LockStep.Difference difference, PrintWriter out) {
        out.printf(
                "lock-step: the engines differ between cycles %,d and %,d, after pc 0x%x%n",
                difference.agreed(), difference.seen(), difference.pc());
        difference.memory().ifPresent(address -> out.printf("memory differs from 0x%x on%n", address));
        if (difference.translations()) {
            out.println("cached translations differ");
        }
        out.printf("  %-20s %18s %18s%n", "register", "interpreted", "translated");
        for (LockStep.Value value : difference.registers()) {
            out.printf(
                    "%s %-20s %18x %18x%n", value.differs() ? "*" : " ", value.name(), value.first(), value.second());
        }
        out.println("code from there:");
        long pc = difference.pc();
        for (int i = 0; i < INSTRUCTIONS; i++) {
            int low = halfword(pc);
            int length = InstructionSet.lengthOf(low);
            int bits = length == 4 ? halfword(pc + 2) << 16 | low : low;
            out.printf("  0x%x: %s%n", pc, Rv64.instructions().disassemble(bits));
            pc += length;
        }
    }

    /** Sixteen bits of code as the translated machine's hart sees them now; zero if it sees nothing there. */
    private int halfword(long address) {
        Hart hart = translated.harts().get(translated.current());
        long physical = hart.memory.inspect(address);
        Bus bus = translated.bus();
        PhysicalMemory ram = physical == -1 ? null : bus.memoryAt(physical, 2);
        return ram == null ? 0 : ram.loadHalf(physical) & 0xffff;
    }
}
