package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cofferdam.microkernel.Schedule;

/**
 * Reads the major frame. Without a {@code schedule} each partition has one window of 10 ms, in the order of the file, on as
 * many harts as it has virtual ones.
 */
final class ScheduleReader {
    private static final long DEFAULT_WINDOW = 1_000_000;

    private final int harts;
    private final List<PartitionConfiguration> partitions;
    private final Kind<String> partitionName;
    private final Kind<Long> physicalHart;
    private final Problems problems;

    ScheduleReader(int harts, List<PartitionConfiguration> partitions, Problems problems) {
        this.harts = harts;
        this.partitions = partitions;
        this.problems = problems;
        TreeSet<String> names = new TreeSet<>();
        partitions.forEach(partition -> names.add(partition.name()));
        this.partitionName = Kind.NAME.among("the name of a partition: " + String.join(", ", names), names);
        String numbers =
                harts == 1 ? "0, since machine.harts is 1" : "a number below machine.harts, 0 to " + (harts - 1);
        this.physicalHart = Kind.count(0, harts - 1).named(numbers);
    }

    ScheduleConfiguration read(Fields root) {
        ScheduleConfiguration schedule =
                root.group(Vocabulary.SCHEDULE).map(this::schedule).orElseGet(this::even);
        checkWeights(schedule.windows());
        return schedule;
    }

    private ScheduleConfiguration even() {
        List<ScheduleConfiguration.Window> windows = new ArrayList<>();
        long start = 0;
        for (PartitionConfiguration partition : partitions) {
            for (int hart = 0; hart < Math.min(harts, partition.harts()); hart++) {
                windows.add(
                        new ScheduleConfiguration.Window(Optional.of(partition.name()), hart, start, DEFAULT_WINDOW));
            }
            start += DEFAULT_WINDOW;
        }
        return new ScheduleConfiguration(start, windows);
    }

    private ScheduleConfiguration schedule(Fields fields) {
        Optional<Long> frame = fields.value(Vocabulary.Frame.FRAME);
        List<ScheduleConfiguration.Window> windows = new ArrayList<>();
        long[] free = new long[harts];
        for (Fields.Item item : fields.list(Vocabulary.Frame.WINDOWS)) {
            Fields window = Fields.of(Vocabulary.Windows.GROUP, item.node(), item.path(), problems)
                    .orElse(null);
            if (window != null) {
                ScheduleConfiguration.Window read = window(window, free, frame);
                windows.add(read);
                free[read.hart()] = Math.max(free[read.hart()], read.end());
            }
        }
        checkEveryoneRuns(fields, windows);
        return new ScheduleConfiguration(frame.orElse(Arrays.stream(free).max().orElseThrow()), windows);
    }

    private ScheduleConfiguration.Window window(Fields fields, long[] freeOnHart, Optional<Long> frame) {
        boolean spare = fields.value(Vocabulary.Windows.SPARE).orElse(false);
        if (spare == fields.has(Vocabulary.Windows.PARTITION)) {
            String wrong = spare ? "both partition and spare: true are given" : "it does not say whose it is";
            problems.add(fields.at(), fields.path(), wrong, "give either partition: with a name, or spare: true");
        }
        Optional<String> partition = spare
                ? Optional.empty()
                : Optional.of(fields.value(Vocabulary.Windows.PARTITION.with(partitionName))
                        .orElse(""));
        int hart = fields.value(Vocabulary.Windows.HART.with(physicalHart))
                .orElse(0L)
                .intValue();
        long free = freeOnHart[hart];
        long start = fields.value(Vocabulary.Windows.START).orElse(free);
        long length = fields.value(Vocabulary.Windows.LENGTH).orElse(1L);
        ScheduleConfiguration.Window window = new ScheduleConfiguration.Window(partition, hart, start, length);
        if (start < free) {
            String wrong = "begins at " + inMicroseconds(start) + ", before the window above on this hart ends";
            fields.problem(
                    Vocabulary.Windows.START,
                    wrong,
                    "begin at " + inMicroseconds(free) + " or later, or leave start out");
        }
        if (frame.isPresent() && window.end() > frame.get()) {
            String wrong =
                    "ends at " + inMicroseconds(window.end()) + ", after the frame of " + inMicroseconds(frame.get());
            fields.problem(Vocabulary.Windows.LENGTH, wrong, "shorten the window or lengthen schedule.frame");
        }
        return window;
    }

    private void checkEveryoneRuns(Fields fields, List<ScheduleConfiguration.Window> windows) {
        for (PartitionConfiguration partition : partitions) {
            boolean weighs = partition.weight() > 0;
            boolean runs = (weighs && partition.assigned().isEmpty())
                    || windows.stream().anyMatch(window -> window.isFor(partition.name()));
            if (!runs && !partition.name().isEmpty() && fields.has(Vocabulary.Frame.WINDOWS)) {
                fields.problem(
                        Vocabulary.Frame.WINDOWS,
                        partition.name() + " has no window" + (weighs ? ", where its assigned disks interrupt it" : ""),
                        "give it one, or remove the partition");
            }
        }
        long sharers =
                partitions.stream().filter(partition -> partition.weight() > 0).count();
        if (sharers == 0
                && windows.stream().anyMatch(window -> window.partition().isEmpty())) {
            fields.problem(Vocabulary.Frame.WINDOWS, "nobody shares the spare ones", "give a partition a weight");
        }
        if (sharers > Schedule.MOST_SHARERS) {
            String remedy = "give at most " + Schedule.MOST_SHARERS + " partitions a weight";
            fields.problem(Vocabulary.Frame.WINDOWS, sharers + " partitions share the spare ones", remedy);
        }
    }

    /** Spare time of a hart is for partitions without windows on another one, see {@link Schedule}. */
    private void checkWeights(List<ScheduleConfiguration.Window> windows) {
        for (PartitionConfiguration partition : partitions) {
            Set<Integer> own = windows.stream()
                    .filter(window -> window.isFor(partition.name()))
                    .map(ScheduleConfiguration.Window::hart)
                    .collect(Collectors.toSet());
            boolean shares = windows.stream()
                    .anyMatch(window -> window.partition().isEmpty() && (own.isEmpty() || own.contains(window.hart())));
            if (partition.weight() > 0 && own.size() > 1) {
                String wrong = "it has windows on several harts, so there is no spare time for it";
                weightProblem(partition, wrong, "remove it, or keep its windows on one hart");
            } else if (partition.weight() > 0 && !shares) {
                String remedy = "remove it, or add a window with spare: true" + (own.isEmpty() ? "" : " on its hart");
                weightProblem(partition, "there is no spare time for it", remedy);
            }
        }
    }

    private void weightProblem(PartitionConfiguration partition, String wrong, String remedy) {
        Source source = partition.source();
        problems.add(source.fields().get("weight"), source.path() + ".weight", wrong, remedy);
    }

    private static String inMicroseconds(long cycles) {
        return cycles / Kind.CYCLES_PER_MICROSECOND + "us";
    }
}
