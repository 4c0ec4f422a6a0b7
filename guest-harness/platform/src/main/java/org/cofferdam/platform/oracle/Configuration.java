package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;
import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;
import static org.cofferdam.platform.oracle.FrameRecords.SYSTEM;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;

/** What is fixed when a system starts, in the words of the specification. */
final class Configuration {
    /** Slots of each partition's table of grants. */
    static final int SLOTS = 64;
    /** Slot 0 is none. */
    static final int FIRST_SLOT = 1;

    private static final int RIGHTS = 3;
    private static final int PHASES = 6;
    /** Zero, and anything else. */
    private static final int VALUES = 2;
    /** Windows are told apart by whose they are: nobody's, spare, and each partition's. */
    private static final int SPARE_TIME = 1;

    private Configuration() {}

    /** The slot of a partition's grant. */
    static int slot(int partition, long number) {
        return FIRST_SLOT + partition * SLOTS + (int) number;
    }

    /** How many elements sorts have. */
    static Map<Sort, Integer> sizes(Surroundings system) {
        Map<Sort, Integer> sizes = new LinkedHashMap<>();
        sizes.put(Vocabulary.PARTITION, system.partitions() + FIRST);
        sizes.put(Vocabulary.HART, system.harts().size());
        sizes.put(Vocabulary.RIGHT, RIGHTS);
        sizes.put(Vocabulary.DEVICE, system.channels().devices().size());
        sizes.put(Vocabulary.PORT, system.channels().ports().size());
        sizes.put(Vocabulary.BELL, system.channels().doorbells().size());
        sizes.put(Vocabulary.PHASE, PHASES);
        sizes.put(Vocabulary.VALUE, VALUES);
        sizes.put(Vocabulary.INSTANT, system.partitions() + FIRST);
        return sizes;
    }

    /** All that is fixed, but for which frames are in shared regions. */
    static Facts facts(Surroundings system) {
        Facts.Collection facts = new Facts.Collection();
        flows(system, facts);
        Channels channels = system.channels();
        facts.value(Vocabulary.GRANTER, FIRST, 0);
        for (int partition = 0; partition < system.partitions(); partition++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                facts.value(Vocabulary.GRANTER, partition + FIRST, slot(partition, slot));
            }
        }
        each(channels.devices(), (device, i) -> facts.value(Vocabulary.ASSIGNEE, device.partition() + FIRST, i));
        each(channels.ports(), (port, i) -> {
            facts.value(Vocabulary.SENDER, port.from() + FIRST, i);
            facts.value(Vocabulary.RECEIVER, port.to() + FIRST, i);
        });
        each(channels.doorbells(), (bell, i) -> {
            facts.value(Vocabulary.RINGER, bell.from() + FIRST, i);
            facts.value(Vocabulary.HEARER, bell.to() + FIRST, i);
        });
        schedule(system.schedule(), facts, system.partitions());
        return facts.facts();
    }

    private static void flows(Surroundings system, Facts.Collection facts) {
        int all = system.partitions() + FIRST;
        for (int from = 0; from < all; from++) {
            for (int to = 0; to < all; to++) {
                boolean ofSystem = from == SYSTEM;
                boolean allowed = from == to
                        || (from >= FIRST
                                && to >= FIRST
                                && system.channels().policy().allows(from - FIRST, to - FIRST));
                if (ofSystem || allowed) {
                    facts.holds(Vocabulary.FLOWS, from, to);
                }
            }
        }
    }

    private static void schedule(Schedule schedule, Facts.Collection facts, int partitions) {
        for (int hart = 0; hart < schedule.harts().size(); hart++) {
            facts.holds(Vocabulary.SPARE, hart, SPARE_TIME);
            for (Window window : schedule.harts().get(hart)) {
                if (window.partition() >= 0) {
                    facts.holds(Vocabulary.WINDOW, hart, window.partition() + FIRST, window.partition() + FIRST);
                }
            }
            for (int partition = 0; partition < partitions; partition++) {
                if (schedule.shares(partition, hart)) {
                    facts.holds(Vocabulary.WEIGHS, partition + FIRST, hart);
                }
            }
        }
    }

    /** Whose time it is on a hart at a tick, by the schedule: an instant of the specification. */
    static int instant(Schedule schedule, int hart, long tick) {
        List<Window> windows = schedule.harts().get(hart);
        long frame = windows.stream().mapToLong(Window::ticks).sum();
        long left = windows.isEmpty() ? 0 : tick % frame;
        for (Window window : windows) {
            if (left < window.ticks()) {
                return window.partition() == Window.SPARE
                        ? SPARE_TIME
                        : window.partition() == Window.NOBODY ? NOBODY : window.partition() + FIRST;
            }
            left -= window.ticks();
        }
        return NOBODY;
    }

    /** Something for each element of a list, with its place. */
    private interface Each<T> {
        void put(T element, int place);
    }

    private static <T> void each(List<T> elements, Each<T> each) {
        for (int i = 0; i < elements.size(); i++) {
            each.put(elements.get(i), i);
        }
    }
}
