package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
        Run run = new Run(windows, new long[] {seed, seed + 1, seed + 2});
        int[] starts = new int[PARTITIONS];
        long start = 0;
        for (int i = 0; start <= run.machine.time; i = (i + 1) % windows.size()) {
            Window window = windows.get(i);
            for (long tick = start; tick < Math.min(END, start + window.ticks()); tick++) {
                int owner = run.owner[(int) tick];
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
            PartitionInfo info = run.core.control().query(partition).orElseThrow();
            assertEquals(0, info.windowsLate());
            assertEquals(starts[partition], info.windowsKept());
        }
    }

    @Property(tries = 200)
    void whatAPartitionSeesDependsOnItselfAlone(
            @ForAll("windows") List<Window> windows, @ForAll long mine, @ForAll long one, @ForAll long other) {
        List<String> first = new Run(windows, new long[] {mine, one, one + 1}).seen;
        List<String> second = new Run(windows, new long[] {mine, other, other - 1}).seen;
        assertEquals(first, second);
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

    /** Three partitions of two virtual harts each that do what their seeds say, to the last tick. */
    private static final class Run {
        final FakeMachine machine = FakeMachine.small();
        final Microkernel core;
        final int[] owner = new int[(int) END];
        /** What partition 0 found each time it went on. */
        final List<String> seen = new ArrayList<>();

        private final Random[] guests;

        Run(List<Window> windows, long[] seeds) {
            core = machine.boot(PARTITIONS, windows.toArray(Window[]::new));
            guests = Arrays.stream(seeds).mapToObj(Random::new).toArray(Random[]::new);
            Arrays.fill(owner, Window.NOBODY);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                FakeMachine.create(core, partition, FakeMachine.spec(2, 0x4000));
                core.control().start(partition, RAM, 0);
            }
            Resume resume = core.handle(0);
            while (machine.time < END) {
                resume = switch (resume) {
                    case Resume.Enter _ -> execute();
                    case Resume.Idle(long until) -> {
                        machine.time = until;
                        yield core.handle(0);
                    }
                    case Resume.AskMonitor(DeviceAccess _) -> core.answer(0, 0);
                    case Resume.Interrupt _ -> throw new AssertionError("there are no devices");
                    case Resume.StopMachine _ -> throw new AssertionError("all run");
                };
            }
        }

        private Resume execute() {
            FakeHart hart = machine.hart(0);
            int partition = core.inspection().partitionOn(0);
            if (partition == 0) {
                seen.add(machine.time + " " + Arrays.toString(hart.x) + Arrays.toString(hart.f)
                        + hart.csr(FakeHart.VSIP) + " " + hart.csr(Csr.SEPC) + " " + hart.csr(Csr.VSCAUSE));
            }
            Random random = guests[partition];
            long alarm = hart.csr(Csr.STIMECMP);
            long until = Math.min(machine.time + random.nextInt(1, 60), alarm);
            assertTrue(until > machine.time, "no progress");
            for (long tick = machine.time; tick < Math.min(END, until); tick++) {
                owner[(int) tick] = partition;
            }
            machine.time = until;
            hart.x(random.nextInt(32), random.nextLong());
            hart.f(random.nextInt(32), random.nextLong());
            return until == alarm ? machine.interrupt(core, 0) : trap(hart, random);
        }

        private Resume trap(FakeHart hart, Random random) {
            hart.csr(Csr.SSTATUS, 1 << 8);
            return switch (random.nextInt(7)) {
                case 0 -> machine.call(core, 0, 0x735049, 0, random.nextInt(4), 0);
                case 1 -> machine.call(core, 0, 0x48534D, random.nextInt(4), random.nextInt(2), RAM, 0);
                case 2 -> machine.call(core, 0, 0x54494D45, 0, random.nextLong(END));
                case 3 -> machine.call(core, 0, random.nextInt(), random.nextInt(), random.nextLong());
                case 4 -> machine.call(core, 0, 0x52464E43, random.nextInt(3), random.nextInt(4), 0, 0, -1);
                case 5 -> machine.trap(core, 0, 20 + random.nextInt(4), random.nextLong());
                default -> {
                    hart.csr(Csr.VSIE, random.nextLong());
                    yield machine.waitForInterrupt(core, 0);
                }
            };
        }
    }
}
