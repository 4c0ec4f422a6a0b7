package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the major frame. Without a {@code schedule} each partition has one window of 10 ms, in the order of the file.
 */
final class ScheduleReader {
    private static final long DEFAULT_WINDOW = 1_000_000;

    private final List<PartitionConfiguration> partitions;
    private final Kind<String> partitionName;
    private final Problems problems;

    ScheduleReader(List<PartitionConfiguration> partitions, Problems problems) {
        this.partitions = partitions;
        this.problems = problems;
        TreeSet<String> names = new TreeSet<>();
        partitions.forEach(partition -> names.add(partition.name()));
        this.partitionName = Kind.NAME.among("the name of a partition: " + String.join(", ", names), names);
    }

    ScheduleConfiguration read(Fields root) {
        return root.group(Vocabulary.SCHEDULE).map(this::schedule).orElseGet(this::even);
    }

    private ScheduleConfiguration even() {
        List<ScheduleConfiguration.Window> windows = new ArrayList<>();
        for (PartitionConfiguration partition : partitions) {
            long start = windows.size() * DEFAULT_WINDOW;
            windows.add(new ScheduleConfiguration.Window(partition.name(), start, DEFAULT_WINDOW));
        }
        return new ScheduleConfiguration(windows.size() * DEFAULT_WINDOW, windows);
    }

    private ScheduleConfiguration schedule(Fields fields) {
        Optional<Long> frame = fields.value(Vocabulary.Frame.FRAME);
        List<ScheduleConfiguration.Window> windows = new ArrayList<>();
        long free = 0;
        for (Fields.Item item : fields.list(Vocabulary.Frame.WINDOWS)) {
            Fields window = Fields.of(Vocabulary.Windows.GROUP, item.node(), item.path(), problems)
                    .orElse(null);
            if (window != null) {
                ScheduleConfiguration.Window read = window(window, free, frame);
                windows.add(read);
                free = Math.max(free, read.end());
            }
        }
        checkEveryoneRuns(fields, windows);
        return new ScheduleConfiguration(frame.orElse(free), windows);
    }

    private ScheduleConfiguration.Window window(Fields fields, long free, Optional<Long> frame) {
        String partition =
                fields.value(Vocabulary.Windows.PARTITION.with(partitionName)).orElse("");
        long start = fields.value(Vocabulary.Windows.START).orElse(free);
        long length = fields.value(Vocabulary.Windows.LENGTH).orElse(1L);
        ScheduleConfiguration.Window window = new ScheduleConfiguration.Window(partition, start, length);
        if (start < free) {
            String wrong = "begins at " + inMicroseconds(start) + ", before the window above ends";
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
