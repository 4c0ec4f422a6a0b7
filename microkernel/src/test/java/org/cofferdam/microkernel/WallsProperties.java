package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any sequence of calls of the manager, of the monitors, and of traps of hostile guests on two harts. */
final class WallsProperties {
    private static final long HOLE = WallsWorld.HOLE;

    /** What is done next, by whom, with which numbers. */
    record Step(Action action, int who, long first, long second, long third) {}

    enum Action {
        CREATE,
        LOAD,
        START,
        PAUSE,
        RESUME,
        STOP,
        DESTROY,
        WRITE,
        READ,
        INTERRUPT,
        CONSOLE,
        SBI,
        GRANT,
        ACCEPT,
        END_GRANT,
        MESSAGE,
        BALLOON,
        RESIZE,
        RESET,
        TRAP,
        DEVICE,
        WAIT,
        ALARM,
        TOUCH
    }

    @Property(tries = 600)
    void theWallsHold(@ForAll("steps") List<Step> steps) {
        new WallsWorld(0x3FFF).carryOut(steps);
    }

    /** As many VMIDs as the core needs at least: each partition's changes all the time. */
    @Property(tries = 300)
    void theWallsHoldWithFewVmids(@ForAll("steps") List<Step> steps) {
        new WallsWorld(3).carryOut(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                Arbitraries.longs().between(-2, 70),
                Arbitraries.longs().between(0, 0x60).map(page -> RAM + page * 0x800),
                Arbitraries.of(
                        HOLE,
                        HOLE + 0x1000,
                        HOLE + 0x1F_F000,
                        UART,
                        UART + 4,
                        RAM - 1,
                        RAM + 0x20_0000,
                        1L << 41,
                        RAM | 1L << 41,
                        -0x1000L),
                Arbitraries.longs());
        Arbitrary<Action> actions = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Action.CREATE, Action.START, Action.RESUME)),
                Tuple.of(2, Arbitraries.of(Action.values())),
                Tuple.of(1, Arbitraries.of(Action.STOP, Action.DESTROY, Action.DESTROY)),
                Tuple.of(3, Arbitraries.of(Action.GRANT, Action.ACCEPT, Action.ACCEPT, Action.END_GRANT)),
                Tuple.of(4, Arbitraries.of(Action.TOUCH, Action.SBI, Action.TRAP, Action.WAIT, Action.ALARM)));
        return Combinators.combine(actions, Arbitraries.integers().between(0, 5), numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }
}
