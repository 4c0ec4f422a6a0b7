package org.cofferdam.isolation.explore;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.Evaluation;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Sort;

/** Small worlds of the core: so many partitions, frames and so on, and a configuration that treats them alike where it can. */
public final class CoreWorlds {
    private static final int NAMED_PARTITIONS = 2;
    private static final int PHASES = 6;

    private CoreWorlds() {}

    /** What there is a number of. */
    public enum Size {
        PARTITIONS(1),
        FRAMES(1),
        HARTS(1),
        GRANTS(0),
        VMIDS(1),
        RIGHTS(2),
        DEVICES(0),
        PORTS(0),
        BELLS(0),
        VALUES(1),
        INSTANTS(1);

        private final int least;

        Size(int least) {
            this.least = least;
        }

        /** The fewest that make a world. */
        public int least() {
            return least;
        }
    }

    /** Who may flow to whom, apart from what every policy allows. */
    public enum Flows {
        /** Every partition to every other. */
        ALL,
        /** None to any other. */
        NONE,
        /** Each to those with higher numbers. */
        UP
    }

    /**
     * A world. Grants, devices, ports and doorbells belong to the partitions in turn, and a channel leads to the next partition. At
     * instant 0 the time of every hart is spare and every partition has a share in it; each further instant is a partition's window.
     *
     * @param sizes how many; what is left out: the fewest
     * @throws IllegalArgumentException if there are too few of something, or the configuration is against an axiom
     */
    public static SmallWorld of(Map<Size, Integer> sizes, Flows flows) {
        Map<Size, Integer> count = new EnumMap<>(Size.class);
        for (Size size : Size.values()) {
            int number = sizes.getOrDefault(size, size.least);
            if (number < size.least) {
                throw new IllegalArgumentException(
                        number + " " + size.name().toLowerCase(java.util.Locale.ROOT) + ": at least " + size.least);
            }
            count.put(size, number);
        }
        Map<Sort, Integer> sorts = new HashMap<>();
        sorts.put(Vocabulary.PARTITION, count.get(Size.PARTITIONS) + NAMED_PARTITIONS);
        sorts.put(Vocabulary.FRAME, count.get(Size.FRAMES));
        sorts.put(Vocabulary.HART, count.get(Size.HARTS));
        sorts.put(Vocabulary.GRANT, count.get(Size.GRANTS) + 1);
        sorts.put(Vocabulary.VMID, count.get(Size.VMIDS) + 1);
        sorts.put(Vocabulary.RIGHT, count.get(Size.RIGHTS));
        sorts.put(Vocabulary.DEVICE, count.get(Size.DEVICES));
        sorts.put(Vocabulary.PORT, count.get(Size.PORTS));
        sorts.put(Vocabulary.BELL, count.get(Size.BELLS));
        sorts.put(Vocabulary.VALUE, count.get(Size.VALUES));
        sorts.put(Vocabulary.INSTANT, count.get(Size.INSTANTS));
        sorts.put(Vocabulary.PHASE, PHASES);
        TableState configuration = new TableState(sorts);
        setFlows(configuration, flows, count.get(Size.PARTITIONS));
        setOwners(configuration, count);
        setSchedule(configuration, count);
        for (Formula axiom : CoreSpecification.CORE.axioms()) {
            if (!Evaluation.of(axiom).holds(configuration)) {
                throw new IllegalArgumentException(
                        "with flows " + flows + " the configuration is against the axiom " + axiom);
            }
        }
        SmallWorld.Entry noGrant = new SmallWorld.Entry(Vocabulary.GRANTER, List.of(Vocabulary.NO_GRANT.element()));
        return new SmallWorld(sorts, configuration, Set.of(noGrant));
    }

    private static void setFlows(TableState configuration, Flows flows, int partitions) {
        int all = partitions + NAMED_PARTITIONS;
        for (int from = 0; from < all; from++) {
            for (int to = 0; to < all; to++) {
                boolean always = from == to || from == Vocabulary.SYSTEM.element();
                boolean arePartitions = from >= NAMED_PARTITIONS && to >= NAMED_PARTITIONS;
                boolean may = flows == Flows.ALL || (flows == Flows.UP && from < to);
                configuration.set(Vocabulary.FLOWS, always || (arePartitions && may), from, to);
            }
        }
    }

    private static void setOwners(TableState configuration, Map<Size, Integer> count) {
        int partitions = count.get(Size.PARTITIONS);
        // The slot that is none has to have an owner, which means nothing.
        configuration.set(Vocabulary.GRANTER, turn(0, partitions), Vocabulary.NO_GRANT.element());
        for (int grant = 0; grant < count.get(Size.GRANTS); grant++) {
            configuration.set(Vocabulary.GRANTER, turn(grant, partitions), grant + 1);
        }
        for (int device = 0; device < count.get(Size.DEVICES); device++) {
            configuration.set(Vocabulary.ASSIGNEE, turn(device, partitions), device);
        }
        for (int port = 0; port < count.get(Size.PORTS); port++) {
            configuration.set(Vocabulary.SENDER, turn(port, partitions), port);
            configuration.set(Vocabulary.RECEIVER, turn(port + 1, partitions), port);
        }
        for (int bell = 0; bell < count.get(Size.BELLS); bell++) {
            configuration.set(Vocabulary.RINGER, turn(bell, partitions), bell);
            configuration.set(Vocabulary.HEARER, turn(bell + 1, partitions), bell);
        }
    }

    private static int turn(int number, int partitions) {
        return NAMED_PARTITIONS + number % partitions;
    }

    /** Spare time in which every partition has a share; with more instants, windows of one partition each. */
    private static void setSchedule(TableState configuration, Map<Size, Integer> count) {
        int partitions = count.get(Size.PARTITIONS);
        for (int hart = 0; hart < count.get(Size.HARTS); hart++) {
            configuration.set(Vocabulary.SPARE, true, hart, 0);
            for (int partition = 0; partition < partitions; partition++) {
                configuration.set(Vocabulary.WEIGHS, true, turn(partition, partitions), hart);
            }
            for (int instant = 1; instant < count.get(Size.INSTANTS); instant++) {
                configuration.set(Vocabulary.WINDOW, true, hart, instant, turn(instant - 1, partitions));
            }
        }
    }
}
