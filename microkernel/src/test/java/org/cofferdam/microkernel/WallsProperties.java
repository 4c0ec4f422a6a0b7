package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
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

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void theWallsHold(@ForAll("steps") List<Step> steps) {
        new WallsWorld(0x3FFF).carryOut(steps);
    }

    /** As many VMIDs as the core needs at least: each partition's changes all the time. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theWallsHoldWithFewVmids(@ForAll("steps") List<Step> steps) {
        new WallsWorld(3).carryOut(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        // Nearly all of what is wild is refused: mostly what could be right, or nothing would ever be granted.
        Arbitrary<Long> numbers = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(-2, 70).withDistribution(RandomDistribution.uniform())),
                Tuple.of(3, Arbitraries.longs().between(0, 0x60).map(page -> RAM + page * 0x800)),
                Tuple.of(
                        1,
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
                                -0x1000L)),
                Tuple.of(1, Arbitraries.longs()));
        Arbitrary<Action> actions = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(Action.CREATE, Action.START, Action.START, Action.RESUME)),
                Tuple.of(1, Arbitraries.of(Action.values())),
                Tuple.of(1, Arbitraries.of(Action.STOP, Action.DESTROY, Action.DESTROY, Action.RESUME)),
                Tuple.of(8, Arbitraries.of(Action.GRANT, Action.ACCEPT, Action.END_GRANT, Action.BALLOON)),
                Tuple.of(6, Arbitraries.of(Action.TOUCH, Action.SBI, Action.ALARM, Action.ALARM)),
                Tuple.of(1, Arbitraries.of(Action.TRAP, Action.WAIT)));
        return Combinators.combine(actions, Arbitraries.integers().between(0, 5), numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .withSizeDistribution(RandomDistribution.uniform())
                .ofMinSize(1)
                .ofMaxSize(120);
    }
}
