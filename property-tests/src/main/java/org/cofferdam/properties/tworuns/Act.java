package org.cofferdam.properties.tworuns;

import java.util.List;

/**
 * Something that the manager, or a partition's monitor, does at an instant.
 *
 * @param cycle  the machine's cycle at which it is due
 * @param target number of the partition
 * @param first  an argument, which each kind uses as it likes
 * @param second another
 */
record Act(long cycle, Kind kind, int target, long first, long second) {
    /** What is done. */
    enum Kind {
        PAUSE,
        RESUME,
        STOP,
        START,
        CREATE,
        DESTROY,
        RESET,
        RESIZE,
        LOAD,
        INTERRUPT,
        WRITE,
        READ,
        GIVE_BACK,
        TAKE_BACK,
        TYPE,
        LISTEN;

        /** Whether it changes whether there is such a partition, or what its number means. */
        boolean endsLives() {
            return this == CREATE || this == DESTROY || this == RESET;
        }
    }

    private static final List<Kind> HARMLESS = List.of(
            Kind.PAUSE,
            Kind.RESUME,
            Kind.RESUME,
            Kind.INTERRUPT,
            Kind.WRITE,
            Kind.GIVE_BACK,
            Kind.TAKE_BACK,
            Kind.TYPE,
            Kind.LISTEN,
            Kind.START);

    /** What a word stands for, done to one of the partitions that the observer may learn from. */
    static Act upstream(Plan plan, long word) {
        Choice choice = new Choice(word);
        List<Integer> targets = plan.upstream().stream().boxed().toList();
        return of(plan, choice, choice.of(HARMLESS), choice.of(targets));
    }

    /** What a word stands for, done to one of the others; null if it is not to be done. */
    static Act elsewhere(Plan plan, long word) {
        Choice choice = new Choice(word);
        int target = choice.below(Plan.UNPLANNED + 1);
        Kind kind = choice.of(List.of(Kind.values()));
        boolean allowed = !plan.upstream().get(target)
                && !(kind.endsLives() && plan.followed().get(target));
        return allowed ? of(plan, choice, kind, target) : null;
    }

    private static Act of(Plan plan, Choice choice, Kind kind, int target) {
        long cycle = Math.floorMod(choice.word(), plan.cycles());
        return new Act(cycle, kind, target, choice.word(), choice.word());
    }

    @Override
    public String toString() {
        return "%s partition %d at cycle %d".formatted(kind, target, cycle);
    }
}
