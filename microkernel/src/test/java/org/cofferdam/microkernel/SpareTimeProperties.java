package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Spare time is shared by weights, and strict windows notice nothing of it. */
final class SpareTimeProperties {
    private static final int PARTITIONS = 5;
    private static final long SLICE = 100;
    private static final long FRAMES = 10_000;

    /** Windows of all kinds, at least one of them spare. */
    @Provide
    Arbitrary<List<Window>> windows() {
        Arbitrary<Window> any = Combinators.combine(
                        Arbitraries.integers().between(Window.SPARE, PARTITIONS - 1),
                        Arbitraries.longs().between(1, 300))
                .as(Window::new);
        Arbitrary<Window> spare = Arbitraries.longs().between(1, 700).map(ticks -> new Window(Window.SPARE, ticks));
        return Combinators.combine(any.list().ofMaxSize(6), spare, any.list().ofMaxSize(6))
                .as((before, between, after) -> {
                    List<Window> all = new java.util.ArrayList<>(before);
                    all.add(between);
                    all.addAll(after);
                    return all;
                });
    }

    @Provide
    Arbitrary<List<Integer>> weights() {
        return Arbitraries.integers().between(1, Schedule.MOST_WEIGHT).list().ofSize(PARTITIONS);
    }

    /** Partitions 0 and 1 have no weight; 1 and 2 compute all the time; the others are hostile. */
    @Property(tries = 4)
    void strictWindowsBeginOnTheirTickOverTenThousandFrames(
            @ForAll("windows") List<Window> windows, @ForAll("weights") List<Integer> weights, @ForAll long seed) {
        List<Integer> some = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> partition < 2 ? 0 : weights.get(partition))
                .toList();
        Timeline timeline = new Timeline(windows);
        long frame = windows.stream().mapToLong(Window::ticks).sum();
        long[] strict = new long[PARTITIONS];
        RandomGuests guests = new RandomGuests(
                new Schedule(List.of(windows), SLICE, some),
                new long[] {seed | 1, RandomGuests.BUSY, RandomGuests.BUSY, seed + 2 | 1, seed + 4 | 1},
                (partition, from, until) -> {
                    Timeline.Place place = timeline.at(from);
                    assertTrue(until <= place.end(), "an overrun");
                    if (place.isSpare()) {
                        assertTrue(some.get(partition) > 0, "spare time without a weight");
                    } else {
                        assertEquals(place.partition(), partition);
                        strict[partition] += until - from;
                    }
                });
        guests.run(FRAMES * frame);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int number = partition;
            List<Window> own = windows.stream()
                    .filter(window -> window.partition() == number)
                    .toList();
            PartitionInfo info = guests.core.control().query(partition).orElseThrow();
            assertEquals(0, info.windowsLate());
            boolean nextFrameBegan = guests.machine.time > FRAMES * frame - 1
                    && windows.getFirst().partition() == partition;
            assertEquals(FRAMES * own.size() + (nextFrameBegan ? 1 : 0), info.windowsKept());
            if (partition == 1 || partition == 2) {
                assertEquals(FRAMES * own.stream().mapToLong(Window::ticks).sum(), strict[partition]);
            }
        }
    }

    @Property(tries = 200)
    void whoHasNoWeightNoticesNothingOfSpareTime(
            @ForAll("windows") List<Window> windows,
            @ForAll("weights") List<Integer> weights,
            @ForAll long mine,
            @ForAll long others) {
        Schedule one = new Schedule(List.of(windows), SLICE, List.of(0, weights.get(1), weights.get(2)));
        Schedule other = new Schedule(List.of(windows), SLICE, List.of(0, 0, 0, weights.get(3), weights.get(4)));
        assertEquals(
                WindowsProperties.seen(one, mine | 1, others | 1, RandomGuests.BUSY, 1, 2),
                WindowsProperties.seen(
                        other, mine | 1, RandomGuests.BUSY, others | 1, others + 4 | 1, RandomGuests.BUSY));
    }

    /** The bound of start-time fair queueing: two that are always ready differ by what one slice of each is worth. */
    @Property(tries = 300)
    void sharesAreAsTheWeightsWithinASlice(
            @ForAll("windows") List<Window> windows, @ForAll("weights") List<Integer> weights) {
        Timeline timeline = new Timeline(windows);
        long[] used = new long[PARTITIONS];
        RandomGuests guests = new RandomGuests(
                new Schedule(List.of(windows), SLICE, weights), new long[PARTITIONS], (partition, from, until) -> {
                    if (timeline.at(from).isSpare()) {
                        used[partition] += until - from;
                    }
                });
        for (int part = 1; part <= 40; part++) {
            guests.run(part * 1_500L);
            for (int a = 0; a < PARTITIONS; a++) {
                for (int b = 0; b < a; b++) {
                    double difference = Math.abs(worth(used[a], weights.get(a)) - worth(used[b], weights.get(b)));
                    double bound = worth(SLICE, weights.get(a)) + worth(SLICE, weights.get(b));
                    // Prices are whole numbers: a thousandth off for the largest weight.
                    double rounding = 0.002 * worth(LongStream.of(used).sum(), weights.get(a));
                    assertTrue(difference <= bound + rounding, () -> difference + " of " + bound);
                }
            }
        }
    }

    private static double worth(long ticks, int weight) {
        return (double) ticks / weight;
    }
}
