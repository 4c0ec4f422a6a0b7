package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
        return root.group(Vocabulary.SCHEDULE).map(this::schedule).orElseGet(this::even);
    }

    private ScheduleConfiguration even() {
        List<ScheduleConfiguration.Window> windows = new ArrayList<>();
        long start = 0;
        for (PartitionConfiguration partition : partitions) {
            for (int hart = 0; hart < Math.min(harts, partition.harts()); hart++) {
                windows.add(new ScheduleConfiguration.Window(partition.name(), hart, start, DEFAULT_WINDOW));
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
        String partition =
                fields.value(Vocabulary.Windows.PARTITION.with(partitionName)).orElse("");
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
            boolean runs =
                    windows.stream().anyMatch(window -> window.partition().equals(partition.name()));
            if (!runs && !partition.name().isEmpty() && fields.has(Vocabulary.Frame.WINDOWS)) {
                fields.problem(
                        Vocabulary.Frame.WINDOWS,
                        partition.name() + " has no window",
                        "give it one, or remove the partition");
            }
        }
    }

    private static String inMicroseconds(long cycles) {
        return cycles / Kind.CYCLES_PER_MICROSECOND + "us";
    }
}
