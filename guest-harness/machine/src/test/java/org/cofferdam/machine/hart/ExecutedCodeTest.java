package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;

class ExecutedCodeTest {
    private static final long UNKNOWN = -1;

    private final TestMachine machine =
            new TestMachine().write(TestMachine.BASE, "addi a0, a0, 1").step(1);
    private final ExecutedCode now =
            new ExecutedCode(machine.hart, Engine.standard().codeCache(machine.bus));

    @Test
    void knowsThePagesThatWereFetchedFrom() {
        assertEquals(TestMachine.BASE, now.physicalPage(TestMachine.BASE + 0x123));
        assertEquals(TestMachine.BASE, now.kept().physicalPage(TestMachine.BASE + 0x123));
        assertEquals(UNKNOWN, now.physicalPage(TestMachine.BASE + 0x1000));
        assertEquals(UNKNOWN, now.kept().physicalPage(TestMachine.BASE + 0x1000));
    }

    @Test
    void whatIsKeptStaysWhereItWasWhileTheHartGoesOn() {
        ExecutedCode kept = now.kept();
        Arrays.fill(machine.hart.memory.fetches(), -1);
        assertEquals(UNKNOWN, now.physicalPage(TestMachine.BASE));
        assertEquals(TestMachine.BASE, kept.physicalPage(TestMachine.BASE));
    }
}
