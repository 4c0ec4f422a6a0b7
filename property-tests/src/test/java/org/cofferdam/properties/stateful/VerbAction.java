package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;
import org.cofferdam.microkernel.Hypercall;

/** Everything that a verb can do in a system, as jqwik draws and shrinks it. */
final class VerbAction implements Action.Dependent<World> {
    private final Verb verb;

    VerbAction(Verb verb) {
        this.verb = verb;
    }

    /** Guests are not asked where there is certainly none. */
    @Override
    public boolean precondition(World world) {
        boolean disk = (verb != Verb.DISK_READ && verb != Verb.DISK_WRITE)
                || world.stage().disk().isPresent();
        boolean asked = verb.by() != Verb.By.HART;
        for (int partition = 0; partition < world.stage().guests().size(); partition++) {
            asked |= world.guess().isRunning(partition);
        }
        return disk && asked;
    }

    @Override
    public Arbitrary<Transformer<World>> transformer(World world) {
        Arbitrary<Step> steps = partitions(world).flatMap(partition -> step(world, partition));
        return steps.map(step -> Transformer.mutate(step.toString(), state -> state.perform(step)));
    }

    private Arbitrary<Integer> partitions(World world) {
        int count = world.stage().guests().size();
        if (verb.by() == Verb.By.MANAGER) {
            return Arbitraries.frequencyOf(
                    Tuple.of(20, Arbitraries.integers().between(0, count - 1)), Tuple.of(1, Arbitraries.of(-1, count)));
        }
        return Arbitraries.integers()
                .between(0, count - 1)
                .filter(partition -> verb.by() != Verb.By.HART || world.guess().isRunning(partition));
    }

    private Arbitrary<Step> step(World world, int partition) {
        int harts = partition >= 0 && partition < world.stage().guests().size()
                ? world.stage().guests().get(partition).harts()
                : 1;
        Arbitrary<Integer> hart = Arbitraries.integers().between(0, harts - 1);
        if (!verb.calls()) {
            return Combinators.combine(hart, arguments(world, verb.kinds()))
                    .as((number, arguments) -> Step.of(verb, partition, number, arguments));
        }
        Arbitrary<GuestCall> any = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(GuestCall.all().subList(1, 7))),
                Tuple.of(2, Arbitraries.of(GuestCall.all())));
        List<Hypercall> promising = world.guess().promising(partition);
        Arbitrary<GuestCall> calls = promising.isEmpty()
                ? any
                : Arbitraries.oneOf(any, Arbitraries.of(promising).map(GuestCall::of));
        return calls.flatMap(call -> Combinators.combine(hart, fitting(world, partition, call))
                .as((number, arguments) -> Step.of(verb, partition, number, call, arguments)));
    }

    /** Mostly what may work, by what may have happened before. */
    private static Arbitrary<List<Long>> fitting(World world, int partition, GuestCall call) {
        Arbitrary<List<Long>> any = arguments(world, call.arguments());
        List<List<Long>> fitting = call.hypercall()
                .map(hypercall -> world.guess().fitting(partition, hypercall))
                .orElse(List.of());
        return fitting.isEmpty()
                ? any
                : Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(fitting)), Tuple.of(1, any));
    }

    private static Arbitrary<List<Long>> arguments(World world, List<Kind> kinds) {
        List<Arbitrary<Long>> each = new ArrayList<>();
        for (Kind kind : kinds) {
            each.add(Arbitraries.frequencyOf(
                    Tuple.of(12, Arbitraries.of(kind.likely(world.stage()))), Tuple.of(1, Arbitraries.longs())));
        }
        return each.isEmpty()
                ? Arbitraries.just(List.of())
                : Combinators.combine(each).as(List::copyOf);
    }
}
