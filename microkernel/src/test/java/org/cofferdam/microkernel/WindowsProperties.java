package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.cofferdam.microkernel.hardware.Csr;

/** Time belongs to the table: whatever guests do, and whatever one of them is, the others notice nothing. */
final class WindowsProperties {
    private static final int PARTITIONS = 3;
    private static final long END = 3000;

    @Provide
    Arbitrary<List<Window>> windows() {
        return Combinators.combine(
                        Arbitraries.integers().between(-1, PARTITIONS - 1),
                        Arbitraries.longs().between(1, 300))
                .as(Window::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 300)
    void aWindowIsWhereTheTableSays(@ForAll("windows") List<Window> windows, @ForAll long seed) {
        int[] owners = new int[(int) END];
        Arrays.fill(owners, Window.NOBODY);
        RandomGuests guests = new RandomGuests(
                        new Schedule(List.of(windows), 100),
                        new long[] {seed | 1, seed + 1 | 1, seed + 2 | 1},
                        (partition, from, until) ->
                                Arrays.fill(owners, (int) from, (int) Math.min(END, until), partition))
                .run(END);
        int[] starts = new int[PARTITIONS];
        long start = 0;
        for (int i = 0; start <= guests.machine.time; i = (i + 1) % windows.size()) {
            Window window = windows.get(i);
            for (long tick = start; tick < Math.min(END, start + window.ticks()); tick++) {
                int owner = owners[(int) tick];
                assertTrue(
                        owner == Window.NOBODY || owner == window.partition(),
                        "tick " + tick + " is not partition " + owner + "'s");
            }
            if (window.partition() != Window.NOBODY) {
                starts[window.partition()]++;
            }
            start += window.ticks();
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            PartitionInfo info = guests.core.control().query(partition).orElseThrow();
            assertEquals(0, info.windowsLate());
            assertEquals(starts[partition], info.windowsKept());
        }
    }

    @Property(tries = 200)
    void whatAPartitionSeesDependsOnItselfAlone(
            @ForAll("windows") List<Window> windows, @ForAll long mine, @ForAll long one, @ForAll long other) {
        Schedule schedule = new Schedule(List.of(windows), 100);
        assertEquals(
                seen(schedule, mine | 1, one | 1, one + 1 | 1), seen(schedule, mine | 1, other | 1, RandomGuests.BUSY));
    }

    /** What partition 0 finds each time it goes on. */
    static List<String> seen(Schedule schedule, long... seeds) {
        List<String> seen = new ArrayList<>();
        RandomGuests[] guests = new RandomGuests[1];
        guests[0] = new RandomGuests(schedule, seeds, (partition, _, _) -> {
            if (partition == 0) {
                FakeHart hart = guests[0].machine.hart(0);
                byte[] stolen = new byte[64];
                guests[0].core.partitions.at(0).memory.read(RandomGuests.STOLEN, stolen, 0, stolen.length);
                seen.add(Arrays.toString(stolen) + guests[0].machine.time + " " + Arrays.toString(hart.x)
                        + Arrays.toString(hart.f) + hart.csr(FakeHart.VSIP) + " " + hart.csr(Csr.SEPC) + " "
                        + hart.csr(Csr.VSCAUSE));
            }
        });
        guests[0].run(END);
        return seen;
    }

    @Property(tries = 500)
    void theTimelineIsTheFrameRepeated(@ForAll("windows") List<Window> windows) {
        Timeline timeline = new Timeline(windows);
        long start = 0;
        for (int i = 0; i < 3 * windows.size(); i++) {
            Window window = windows.get(i % windows.size());
            long end = start + window.ticks();
            Timeline.Place place = new Timeline.Place(window.partition(), start, end);
            assertEquals(place, timeline.at(start));
            assertEquals(place, timeline.at(end - 1));
            start = end;
        }
    }
}
