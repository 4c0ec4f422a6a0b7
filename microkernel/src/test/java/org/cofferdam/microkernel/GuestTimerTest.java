package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timer of a guest whose clock started at tick 700, while it waits on no hart: as Sstc has it on one. */
final class GuestTimerTest {
    private static final long START = 700;

    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(1, new Window(0, 100_000));

    @BeforeEach
    void start() {
        machine.time = START;
        FakeMachine.run(core, 0);
        core.handle(0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 99_000})
    void itFiresAtTheGuestsOwnTime(long compare) {
        machine.hart(0).csr(Csr.VSTIMECMP, compare);
        assertEquals(new Resume.Idle(START + compare), machine.waitForInterrupt(core, 0));
        machine.time = START + compare;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(1 << 5, machine.hart(0).csr(FakeHart.VSIP));
    }

    /** Its window is on hart 0, then on hart 1: the timer, whether it is due or not, goes along and leaves nothing behind. */
    @ParameterizedTest
    @ValueSource(longs = {5, 150, 5_000})
    void itMovesWithItsVirtualHart(long compare) {
        FakeMachine two = new FakeMachine(2, 2048);
        Schedule schedule = new Schedule(
                List.of(
                        List.of(new Window(0, 100), new Window(Window.NOBODY, 100)),
                        List.of(new Window(Window.NOBODY, 100), new Window(0, 100))),
                1000);
        Microkernel shifting = new Microkernel(two.hardware, schedule, 1);
        FakeMachine.run(shifting, 0);
        shifting.handle(0);
        shifting.handle(1);
        two.hart(0).csr(Csr.VSTIMECMP, compare);
        two.time = 100;
        two.interrupt(shifting, 0);
        assertEquals(-1, two.hart(0).csr(Csr.VSTIMECMP), "nothing stays pending where it was");
        assertInstanceOf(Resume.Enter.class, shifting.handle(1));
        assertEquals(compare, two.hart(1).csr(Csr.VSTIMECMP));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -699, -701, Long.MIN_VALUE, Long.MAX_VALUE})
    void farAwayIsFarAway(long compare) {
        machine.hart(0).csr(Csr.VSTIMECMP, compare);
        assertEquals(new Resume.Idle(100_000), machine.waitForInterrupt(core, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50})
    void whatHasFiredMeanwhileWakesAtTheNextWindow(long compare) {
        machine.hart(0).csr(Csr.VSTIMECMP, compare + 1);
        machine.waitForInterrupt(core, 0);
        machine.time = START + 60;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
    }
}
