package org.cofferdam.machine.board;

import static org.cofferdam.machine.board.TestBoard.S0;
import static org.cofferdam.machine.board.TestBoard.S1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.translator.JvmTranslator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two boards that are made to differ, or not. */
class LockStepTest {
    private static final int ROUNDS = 5000;
    private static final long LATE = MemoryMap.RAM + 0x20;
    private static final long DATA = MemoryMap.RAM + 0x8000;

    /** Counts up and down with a store, and goes another way near the end. */
    private static TestBoard board(int harts, boolean translated) {
        TestBoard board = new TestBoard(harts)
                .set(S0, DATA)
                .set(S1, ROUNDS)
                .program(
                        "addi a0, a0, 1",
                        "sd a0, 0(s0)",
                        "ld a1, 0(s0)",
                        "add a2, a2, a1",
                        "addi s1, s1, -1",
                        "bne s1, zero, -20",
                        "addi s1, zero, 100",
                        "addi a0, zero, 0",
                        "addi a3, a3, 1",
                        "jal zero, -36");
        if (translated) {
            board.board.code().translateBy(JvmTranslator.atOnce(Rv64.instructions(), 16));
        }
        return board;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void enginesThatAgreeRunToTheLimit(int harts) {
        TestBoard translated = board(harts, true);
        LockStep pair = new LockStep(board(harts, false).board, translated.board);
        assertEquals(new Outcome.LimitReached(), pair.run(100_000));
        assertEquals(Optional.empty(), pair.difference());
        assertTrue(translated.hart(0).translated() > 50_000, "little was translated");
        assertTrue(pair.steps() > (harts == 1 ? 5_000 : 9), pair.steps() + " comparisons");
    }

    @Test
    void aRegisterThatDiffersIsFoundWithThePathThatDidIt() {
        TestBoard other = board(1, true).write(LATE, "addi a3, a3, 2");
        LockStep pair = new LockStep(board(1, false).board, other.board);
        pair.run(1_000_000);
        LockStep.Difference difference = pair.difference().orElseThrow();
        List<LockStep.Value> differing =
                difference.registers().stream().filter(LockStep.Value::differs).toList();
        assertEquals(List.of(new LockStep.Value("x13", 1, 2)), differing);
        long before = 6L * ROUNDS + 2;
        assertTrue(difference.agreed() <= before && before < difference.seen(), difference.toString());
        assertTrue(difference.seen() - difference.agreed() < 600, "a long way from one comparison to the next");
        assertFalse(difference.translations());
        assertEquals(OptionalLong.empty(), difference.memory());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void memoryThatNobodyReadsIsComparedAtTheEnd(int harts) {
        TestBoard other = board(harts, true);
        other.board.ram().storeByte(MemoryMap.RAM + 0x9001, (byte) 1);
        LockStep pair = new LockStep(board(harts, false).board, other.board);
        pair.run(harts == 1 ? 100_000 : 20_000_000);
        LockStep.Difference difference = pair.difference().orElseThrow();
        assertEquals(OptionalLong.of(MemoryMap.RAM + 0x9001), difference.memory());
        assertTrue(difference.registers().stream().noneMatch(LockStep.Value::differs));
    }

    @Test
    void cachedTranslationsAreComparedNowAndThen() {
        TestBoard other = board(1, true);
        LockStep pair = new LockStep(board(1, false).board, other.board);
        pair.run(40_000);
        assertEquals(Optional.empty(), pair.difference());
        long root = MemoryMap.RAM + 0x10000;
        other.board.ram().storeDouble(root + 16, MemoryMap.RAM >>> 2 | 0xcf);
        other.hart(0).csrs.write(0x180, 8L << 60 | root >>> 12);
        other.hart(0).enter(Privilege.SUPERVISOR, false);
        other.hart(0).memory.translateFetch(MemoryMap.RAM);
        other.hart(0).enter(Privilege.MACHINE, false);
        other.hart(0).csrs.write(0x180, 0);
        other.board.ram().storeDouble(root + 16, 0);
        pair.run(4_000_000);
        assertTrue(pair.difference().orElseThrow().translations());
    }
}
