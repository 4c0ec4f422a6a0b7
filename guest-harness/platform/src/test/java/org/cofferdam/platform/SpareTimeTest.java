package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.junit.jupiter.api.Test;

class SpareTimeTest {
    private static final Window SPARE = new Window(Window.SPARE, 1000);

    private static GuestProgram spinner() {
        return new GuestProgram().label("again").add("addi s0, s0, 1", "jal zero, {again}");
    }

    private static GuestProgram sleeper() {
        return new GuestProgram().label("again").add("wfi", "jal zero, {again}");
    }

    private static GuestProgram caller() {
        return new GuestProgram().label("again").add("ecall", "addi s0, s0, 1", "jal zero, {again}");
    }

    /** Reads the time all the while: what it ends with tells when it had a hart. */
    private static GuestProgram clockReader() {
        return new GuestProgram()
                .label("again")
                .add(
                        "csrrs s1, 0xC01, zero",
                        "slli s2, s0, 5",
                        "add s0, s0, s2",
                        "add s0, s0, s1",
                        "jal zero, {again}");
    }

    @Test
    void instructionsAreAsTheWeights() {
        TestSystem system = new TestSystem(new Schedule(List.of(List.of(SPARE)), 100, List.of(1, 3, 6)), 3);
        for (int partition = 0; partition < 3; partition++) {
            system.start(spinner());
        }
        system.machine.run(10_000_000);
        long first = system.machine.account(0).retired();
        assertEquals(3.0, (double) system.machine.account(1).retired() / first, 0.03);
        assertEquals(6.0, (double) system.machine.account(2).retired() / first, 0.06);
        assertEquals(1_000_000, (float) first, 20_000, "a tenth of all");
    }

    @Test
    void whoWaitsLeavesItsShareToTheOthers() {
        TestSystem system = new TestSystem(new Schedule(List.of(List.of(SPARE)), 100, List.of(1, 3)), 2);
        system.start(spinner());
        system.start(sleeper());
        system.machine.run(10_000_000);
        assertTrue(system.machine.account(0).retired() > 9_900_000);
    }

    /** Partition 0 has windows on both harts, and before each of them spare time in which others do what they like. */
    @Test
    void strictWindowsAreTheSameWhateverRunsInSpareTime() {
        String alone = clockBeside(new GuestProgram().powerOff(), List.of(0, 1, 1));
        for (GuestProgram other : List.of(spinner(), sleeper(), caller(), clockReader())) {
            assertEquals(alone, clockBeside(other, List.of(0, 1, 1)));
            assertEquals(alone, clockBeside(other, List.of(0, 1024, 1)));
        }
    }

    private static String clockBeside(GuestProgram other, List<Integer> weights) {
        Schedule schedule = new Schedule(
                List.of(
                        List.of(SPARE, new Window(0, 500), SPARE, new Window(Window.NOBODY, 300)),
                        List.of(new Window(0, 700), SPARE, new Window(0, 1100))),
                70,
                weights);
        TestSystem system = new TestSystem(schedule, 3);
        system.start(clockReader());
        system.start(2, other);
        system.start(other);
        system.machine.run(5_000_000);
        assertEquals(PartitionState.RUNNING, system.state(0));
        for (int partition = 0; partition < 3; partition++) {
            assertEquals(0, system.machine.account(partition).strays());
        }
        return system.machine.hash(0) + system.machine.account(0);
    }

    /** One that shares gets its strict window at the same cycle, had it the hart before or not. */
    @Test
    void aStrictWindowIsAsLongForWhoHadTheHartBefore() {
        assertEquals(strictInstructions(List.of(1, 1)), strictInstructions(List.of(0, 1)));
    }

    /** What partition 0 retires in its first window, which follows on spare time. */
    private static long strictInstructions(List<Integer> weights) {
        Schedule schedule = new Schedule(List.of(List.of(SPARE, new Window(0, 1000))), 10_000, weights);
        TestSystem system = new TestSystem(schedule, 2);
        system.start(spinner());
        system.machine.run(10_000);
        long before = system.machine.account(0).retired();
        system.machine.run(20_000);
        return system.machine.account(0).retired() - before;
    }
}
