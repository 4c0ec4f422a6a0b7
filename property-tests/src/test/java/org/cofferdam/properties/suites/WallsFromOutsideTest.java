package org.cofferdam.properties.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.properties.stateful.Broken;
import org.cofferdam.properties.stateful.Step;
import org.cofferdam.properties.stateful.Trace;
import org.cofferdam.properties.stateful.TraceMaker;
import org.cofferdam.properties.stateful.Verb;
import org.cofferdam.properties.stateful.World;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random traces without the oracle: what walkers of their own, and bytes of RAM, say after each step. */
class WallsFromOutsideTest {
    private static final int TRACES = 60;
    private static final int ENOUGH = 20;

    private static final SortedMap<Integer, List<String>> BROKEN = new TreeMap<>();
    private static final List<String> WRONG_ANSWERS = new ArrayList<>();
    private static final SortedMap<Integer, Integer> LOOKS = new TreeMap<>();

    @BeforeAll
    static void haveTracesHappen() {
        for (long seed = 1; seed <= TRACES; seed++) {
            Trace trace = TraceMaker.of(seed);
            World world = World.unchecked(trace.stage());
            Watch watch = new Watch(world);
            long number = seed;
            try {
                trace.steps().stream()
                        .filter(WallsFromOutsideTest::isSeenAtOnce)
                        .forEach(watch::perform);
            } catch (Broken wrong) {
                // What this trace has broken until then still counts, each by its property.
                WRONG_ANSWERS.add("seed " + number + ", " + wrong.getMessage());
            }
            watch.broken()
                    .forEach((property, what) ->
                            what.forEach(line -> BROKEN.computeIfAbsent(property, _ -> new ArrayList<>())
                                    .add("seed " + number + ", " + line)));
            watch.looks().forEach((property, count) -> LOOKS.merge(property, count, Integer::sum));
        }
    }

    /** What happens later, while others act, is nobody's act: calls that are waited for by nobody, and records that the core keeps in memory. */
    private static boolean isSeenAtOnce(Step step) {
        boolean later = step.verb() == Verb.POST
                || step.verb() == Verb.DISK_READ
                || step.verb() == Verb.DESTROY_STEP
                || step.verb() == Verb.RESET_STEP;
        return !later
                && step.call().filter(call -> call.name().startsWith("STA")).isEmpty();
    }

    private static void assertHolds(int property) {
        assertEquals(List.of(), BROKEN.getOrDefault(property, List.of()));
        int looks = LOOKS.getOrDefault(property, 0);
        assertTrue(looks >= ENOUGH, () -> "there were only " + looks + " times to look");
    }

    @Test
    void everyAnswerIsWhatTheTextsSay() {
        assertEquals(List.of(), WRONG_ANSWERS);
    }

    @Test
    @Checks(6)
    void whoeverExecutesHasAWindow() {
        assertHolds(6);
    }

    @Test
    @Checks({8, 2})
    void whileOneActsNoOthersMemoryChanges() {
        assertHolds(8);
    }

    @Test
    @Checks(10)
    void registersOfANewPartitionHoldNothingAndThoseOfAPausedOneStay() {
        assertHolds(10);
    }

    @Test
    @Checks(11)
    void whoDoesNotExecuteDoesNotChange() {
        assertHolds(11);
    }

    @Test
    @Checks(12)
    void loadsAndStoresOfGuestsLeaveTablesAlone() {
        assertHolds(12);
    }

    @Test
    @Checks(13)
    void eachFrameThatChangesMayBeWrittenByWhoActs() {
        assertHolds(13);
    }

    @Test
    @Checks(14)
    void noFrameIsReachedByTwoThatNobodyGranted() {
        assertHolds(14);
    }

    @Test
    @Checks(15)
    void whatIsGrantedWasOnesOwnAndWhereItGoesWasFree() {
        assertHolds(15);
    }

    @Test
    @Checks(16)
    void aCallThatIsRefusedHasChangedNothing() {
        assertHolds(16);
    }

    @Test
    @Checks(18)
    void whatHartsRememberIsMapped() {
        assertHolds(18);
    }

    @Test
    @Checks(19)
    void aVmidIsOnePartitions() {
        assertHolds(19);
    }

    @Test
    @Checks(20)
    void aDiskReachesWhatItsPartitionReaches() {
        assertHolds(20);
    }

    @Test
    @Checks(21)
    void interruptsComeFromWhatIsRoutedToOne() {
        assertHolds(21);
    }

    @Test
    @Checks(22)
    void whatNobodyHasAndWhatIsGainedHoldsNothing() {
        assertHolds(22);
    }

    @Test
    @Checks(23)
    void whatIsChargedIsThereAndWithinTheQuota() {
        assertHolds(23);
    }

    @Test
    @Checks(24)
    void windowsBeginOnTheirTick() {
        assertHolds(24);
    }
}
