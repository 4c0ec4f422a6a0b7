package org.cofferdam.isolation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.explore.CoreWorlds.Flows;
import org.cofferdam.isolation.explore.CoreWorlds.Size;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.ToySpecification;
import org.cofferdam.isolation.mutate.Edits;
import org.cofferdam.isolation.mutate.PublishedFault;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    @Test
    void theEvaluatorReachesTheSameStatesOfTheToy() {
        Specification toy = ToySpecification.TOY;
        Exploration explored =
                Worlds.explored(new Exploration(toy, Worlds.TOY, Worlds.invariants(toy), List.of(), false), 2);
        Set<TableState> plain = plainly(toy, Worlds.TOY, explored.ground());
        assertEquals(plain, new HashSet<>(tables(explored, Worlds.TOY)));
        assertEquals(plain.size(), explored.states());
    }

    @Test
    void theEvaluatorReachesTheSameStatesOfTheCore() {
        Specification core = CoreSpecification.CORE;
        SmallWorld world = CoreWorlds.of(Map.of(Size.BELLS, 1, Size.RIGHTS, 2), Flows.ALL);
        Exploration explored =
                Worlds.explored(new Exploration(core, world, Worlds.invariants(core), List.of(), false), 2);
        Set<TableState> plain = plainly(core, world, explored.ground());
        assertEquals(plain, new HashSet<>(tables(explored, world)));
        assertTrue(explored.states() > 100, "a world in which something happens");
    }

    /** The states that the evaluator reaches, as far as the exploration keeps them. */
    private static Set<TableState> plainly(Specification specification, SmallWorld world, GroundSystem ground) {
        PlainExploration plain = new PlainExploration(specification, world);
        Set<Symbol> symbols = new HashSet<>(specification.symbols());
        Set<TableState> kept = new HashSet<>();
        List<TableState> initial = new ArrayList<>();
        for (Map<Integer, Integer> values : ground.initial()) {
            TableState state = plain.only(
                    symbols.stream().filter(symbol -> !symbol.changes()).toList(), world.configuration());
            // What holds in the beginning of what is not kept is nothing: false and element 0.
            values.forEach((field, value) -> set(state, ground.fields().entry(field), value));
            initial.add(state);
        }
        for (TableState state : plain.from(initial)) {
            kept.add(plain.only(ground.kept(), state));
        }
        return kept;
    }

    private static List<TableState> tables(Exploration explored, SmallWorld world) {
        GroundSystem ground = explored.ground();
        Packing packing = new Packing(ground.fields());
        List<TableState> tables = new ArrayList<>();
        long[] state = new long[packing.words()];
        for (int number = 0; number < explored.states(); number++) {
            explored.stateSet().get(number, state);
            TableState table = new TableState(world.sizes());
            for (int field = 0; field < ground.fields().inState(); field++) {
                set(table, ground.fields().entry(field), packing.value(field, state));
            }
            tables.add(table);
        }
        return tables;
    }

    private static void set(TableState state, Entry entry, int value) {
        int[] place = Grounding.array(entry.tuple());
        switch (entry.symbol()) {
            case Relation relation -> state.set(relation, value == 1, place);
            case Function function -> state.set(function, value, place);
        }
    }

    @Test
    void symmetryFindsOneStateForEachOrbit() {
        Exploration all = Worlds.explored(Worlds.lonely(false), 2);
        Exploration reduced = Worlds.explored(Worlds.lonely(true), 2);
        assertEquals(4, reduced.symmetries(), "two frames and two VMIDs");
        Orbits orbits = Orbits.of(all.ground());
        Packing plain = new Packing(all.ground().fields());
        StateSet standing = new StateSet(orbits.packing());
        Orbits.Representative representative = orbits.representative();
        long[] state = new long[plain.words()];
        for (int number = 0; number < all.states(); number++) {
            all.stateSet().get(number, state);
            long[] other = new long[orbits.packing().words()];
            for (int field = 0; field < all.ground().fields().inState(); field++) {
                orbits.packing().set(field, plain.value(field, state), other);
            }
            representative.of(other);
            standing.add(other, 0);
        }
        assertEquals(standing.size(), reduced.states());
        assertTrue(reduced.states() * 2 < all.states());
        assertEquals(all.depth(), reduced.depth());
        assertFalse(all.isViolated() || reduced.isViolated());
    }

    @Test
    void symmetryOnAndOffFindViolationsOfTheSameLength() {
        Specification faulty = PublishedFault.T7.mutant().specification();
        List<Integer> lengths = new ArrayList<>();
        for (boolean symmetry : new boolean[] {true, false}) {
            Exploration run = Worlds.explored(
                    new Exploration(faulty, Worlds.LONELY, Worlds.invariants(faulty), List.of(), symmetry), 2);
            Story story = run.story().orElseThrow();
            assertEquals("translationCoherence", story.claim());
            lengths.add(story.steps().size());
        }
        // Made, started, put on the hart, the page remembered, the page given back without a fence.
        assertEquals(List.of(5, 5), lengths);
    }

    @Test
    void aGuardThatIsDroppedIsFoundInOneStep() {
        Specification toy = ToySpecification.TOY;
        Specification faulty = Edits.replaced(
                        "an owner or anybody opens a box",
                        toy,
                        ToySpecification.LOOK,
                        Edits.withoutCondition(ToySpecification.LOOK.outcome("OK"), 0))
                .specification();
        Exploration run =
                Worlds.explored(new Exploration(faulty, Worlds.TOY, Worlds.invariants(toy), List.of(), true), 1);
        Story story = run.story().orElseThrow();
        assertEquals("""
                violated: openIsOwned: who can look in owns the box
                in the beginning: nothing
                  1. look(u = u1, b = b0): OK
                       open(u1, b0)
                """, story.text());
    }

    @Test
    void oneThreadAndTwoFindTheSameInTheSameOrder() {
        Exploration one = Worlds.explored(Worlds.lonely(true), 1);
        Exploration two = Worlds.explored(Worlds.lonely(true), 2);
        assertSame(one, two);
        Specification faulty = PublishedFault.T7.mutant().specification();
        List<Story> stories = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            stories.add(Worlds.explored(
                            new Exploration(faulty, Worlds.LONELY, Worlds.invariants(faulty), List.of(), true), threads)
                    .story()
                    .orElseThrow());
        }
        assertEquals(stories.getFirst(), stories.getLast());
    }

    static void assertSame(Exploration one, Exploration other) {
        assertEquals(one.states(), other.states());
        assertEquals(one.transitions(), other.transitions());
        assertEquals(one.depth(), other.depth());
        assertEquals(one.coverage(), other.coverage());
        assertEquals(one.missing(), other.missing());
        long[] left = new long[2];
        long[] right = new long[2];
        for (int number = 0; number < one.states(); number++) {
            one.stateSet().get(number, left);
            other.stateSet().get(number, right);
            assertEquals(left[0], right[0]);
            assertEquals(left[1], right[1]);
        }
    }

    @Test
    void everythingThatALonelyPartitionCanDoHappens() {
        Exploration run = Worlds.explored(Worlds.lonely(true), 2);
        assertEquals(List.of(), run.coverage().never());
        assertEquals(List.of(), run.missing());
        assertTrue(run.coverage().happened().contains("core.dispatch: enters in a new generation"));
    }
}
