package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Systems whose runs differed in an hour's campaign: the manager waited in one of them until a partition had left its hart, and what it
 * was to do about another came late.
 */
class FoundSeedsTest {
    @ParameterizedTest
    @ValueSource(longs = {5369, 7726, 10067, 19494, 20313, 24640, 32520, 34879, 36922})
    void itsRunsAreTheSame(long seed) {
        assertEquals(Optional.empty(), new TwoRuns().check(seed), "./cofferdam tworuns --seed " + seed);
    }
}
