package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Test;

/** A guest that loses its hart in the middle of everything, to neighbours that use every register, ends as one that never does. */
@Checks(10)
class SwitchedRunTest {
    private static final int SEEDS = 40;
    private static final int UNITS = 20;
    private static final long CYCLES = 2_000_000;
    private static final int RAM = 4 << 20;

    /** What a guest does that does not depend on when it does it. */
    private static final Set<Unit> TIMELESS =
            EnumSet.of(Unit.COMPUTE, Unit.FLOAT, Unit.TRANSLATE, Unit.SPIN, Unit.NEW_CODE);

    /** t3 and t4, by which a guest notes times; behind x, f and pc: vstimecmp and htimedelta. */
    private static final Set<Integer> OF_TIME = Set.of(28, 29, 65 + 8, 65 + 13);

    private record End(List<Long> registers, String scratch, long retired) {}

    @Test
    void aRunThatIsCutIntoWindowsEndsAsOneThatIsNot() {
        int cut = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Window> pieces = List.of(new Window(0, 7), new Window(1, 11), new Window(0, 5), new Window(2, 3));
            PartitionedMachine switched = machine(pieces);
            End whole = end(machine(List.of(new Window(0, 1_000_000))), seed, false);
            End parts = end(switched, seed, true);
            assertEquals(whole, parts, "seed " + seed);
            cut += switched.control().query(0).orElseThrow().switches() > 10 ? 1 : 0;
        }
        assertTrue(cut > SEEDS / 2, "runs that were cut into more than ten pieces: " + cut);
    }

    private static PartitionedMachine machine(List<Window> windows) {
        return new PartitionedMachine(RAM, new Schedule(List.of(windows), 1000), Channels.NONE, 3, List.of());
    }

    private static End end(PartitionedMachine machine, long seed, boolean neighbours) {
        Monitor monitor = SmallGuest.start(machine, 0, GuestImage.once(units(seed, TIMELESS), seed));
        for (int other = 1; neighbours && other < 3; other++) {
            long own = -seed * other;
            SmallGuest.start(machine, other, GuestImage.of(units(own, EnumSet.allOf(Unit.class)), 1, own));
        }
        while (machine.cycle() < CYCLES && isRunning(machine)) {
            machine.run(machine.cycle() + PartitionedMachine.TURN);
        }
        assertEquals(
                PartitionState.STOPPED, machine.control().query(0).orElseThrow().state(), "seed " + seed);
        byte[] scratch = new byte[Layout.SCRATCH_PAGES * 0x1000];
        assertEquals(Status.OK, monitor.read(Layout.scratch(0), scratch, 0, scratch.length));
        long[] registers = machine.registers(0, 0).orElseThrow();
        List<Long> compared = IntStream.range(0, registers.length)
                .filter(index -> !OF_TIME.contains(index))
                .mapToObj(index -> registers[index])
                .toList();
        return new End(
                compared, HexFormat.of().formatHex(scratch), machine.account(0).retired());
    }

    private static boolean isRunning(PartitionedMachine machine) {
        return machine.control().query(0).orElseThrow().state() == PartitionState.RUNNING;
    }

    private static List<Long> units(long seed, Set<Unit> kinds) {
        Choice choice = new Choice(seed);
        List<Long> words = new ArrayList<>();
        while (words.size() < UNITS) {
            long word = choice.word();
            if (kinds.contains(Unit.of(new Choice(word))) && !mayFail(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** Whether a unit has a store-conditional: it fails when its reservation was lost at a switch, as it may at any time. */
    private static boolean mayFail(long word) {
        GuestCode code = new GuestCode();
        Unit.write(code, word);
        byte[] bytes = new byte[code.size() + Integer.BYTES];
        code.copyTo(bytes, 0);
        ByteBuffer instructions = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < code.size(); at += InstructionSet.lengthOf(instructions.getInt(at))) {
            if (Rv64.instructions().disassemble(instructions.getInt(at)).startsWith("sc.")) {
                return true;
            }
        }
        return false;
    }
}
