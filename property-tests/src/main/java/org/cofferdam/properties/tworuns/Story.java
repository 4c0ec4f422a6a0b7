package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.Window;

/** Tells a person how two runs came to differ: what the system is, when the observer could tell, and what it saw. */
final class Story {
    private static final int MOST_SEEN = 12;

    private final Recipe recipe;
    private final Plan plan;
    private final TwoRuns runs;
    private final Boards boards = new Boards();
    private final List<String> lines = new ArrayList<>();

    private Story(Plan plan, Recipe recipe, TwoRuns runs) {
        this.recipe = recipe;
        this.plan = plan;
        this.runs = runs;
    }

    /** The story of a system whose two runs differ, as lines. */
    static List<String> of(Plan plan, Recipe recipe, TwoRuns runs) {
        Story story = new Story(plan, recipe, runs);
        story.tell();
        return story.lines;
    }

    private void tell() {
        lines.add("1. The system: %d harts, %d partitions, policy %s"
                .formatted(plan.schedule().harts().size(), plan.specs().size(), policy()));
        for (int hart = 0; hart < plan.schedule().harts().size(); hart++) {
            lines.add("     hart %d: %s".formatted(hart, windows(hart)));
        }
        lines.add("     " + plan.channels().ports());
        lines.add("     " + plan.channels().doorbells());
        lines.add("     " + plan.channels().regions());
        lines.add("2. Partition 0 observes; it may learn from partitions %s and from no other."
                .formatted(plan.upstream()));
        for (int number = 0; number < plan.specs().size(); number++) {
            lines.add("     partition %d, harts %d: %s"
                    .formatted(number, plan.specs().get(number).virtualHarts(), programs(number)));
        }
        acts(
                "both runs",
                recipe.acts().stream().map(word -> Act.upstream(plan, word)).toList());
        acts("the first run", elsewhere(recipe.firstActs()));
        acts("the second run", elsewhere(recipe.secondActs()));
        long cycle = firstDifference(plan, recipe, runs);
        lines.add("3. Up to cycle %d all is the same. %s".formatted(cycle - 1, place(cycle - 1)));
        others(cycle);
        lines.add("4. At cycle %d the observer can tell:".formatted(cycle));
        List<String> seen = runs.differences(plan, recipe, cycle);
        seen.stream().limit(MOST_SEEN).forEach(line -> lines.add("     " + line));
        if (seen.size() > MOST_SEEN) {
            lines.add("     and %d more".formatted(seen.size() - MOST_SEEN));
        }
    }

    private String policy() {
        return plan.channels().policy().flows().stream()
                .map(flow -> flow.from() + "->" + flow.to())
                .sorted()
                .collect(Collectors.joining(" ", "{", "}"));
    }

    private String windows(int hart) {
        return plan.schedule().harts().get(hart).stream()
                        .map(window -> "%s for %d".formatted(owner(window.partition()), window.ticks()))
                        .collect(Collectors.joining(", "))
                + " ticks; slice %d, weights %s"
                        .formatted(plan.schedule().slice(), plan.schedule().weights());
    }

    private static String owner(int partition) {
        return switch (partition) {
            case Window.NOBODY -> "nobody";
            case Window.SPARE -> "spare";
            default -> Integer.toString(partition);
        };
    }

    private String programs(int number) {
        String first = units(recipe.programs().get(number));
        return plan.upstream().get(number)
                ? first
                : first + "; in the second run " + units(recipe.alternatives().get(number));
    }

    private static String units(List<Long> words) {
        return words.stream()
                .filter(word -> word != 0)
                .map(word -> Unit.of(new Choice(word)).toString())
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private List<Act> elsewhere(List<Long> words) {
        return words.stream()
                .filter(word -> word != 0)
                .map(word -> Act.elsewhere(plan, word))
                .filter(Objects::nonNull)
                .toList();
    }

    private void acts(String when, List<Act> acts) {
        acts.forEach(act -> lines.add("     the manager, in %s: %s".formatted(when, act)));
    }

    /** Bisects: it differs after this many cycles, and not after one fewer, or a turn fewer if there are several harts. */
    static long firstDifference(Plan plan, Recipe recipe, TwoRuns runs) {
        long same = 0;
        long differs = plan.cycles();
        while (differs - same > 1) {
            long middle = same + (differs - same) / 2;
            if (runs.differences(plan, recipe, middle).isEmpty()) {
                same = middle;
            } else {
                differs = middle;
            }
        }
        return differs;
    }

    /** Whose time it is on each hart. */
    private String place(long cycle) {
        List<String> places = new ArrayList<>();
        for (int hart = 0; hart < plan.schedule().harts().size(); hart++) {
            List<Window> windows = plan.schedule().harts().get(hart);
            long frame = windows.stream().mapToLong(Window::ticks).sum();
            long tick = cycle / Hart.CYCLES_PER_TICK % frame;
            for (Window window : windows) {
                if (tick < window.ticks()) {
                    places.add("On hart %d it is tick %d of a window of %s."
                            .formatted(hart, tick, owner(window.partition())));
                    break;
                }
                tick -= window.ticks();
            }
        }
        return String.join(" ", places);
    }

    /** What those did by then from whom nothing may be learned, in both runs. */
    private void others(long cycle) {
        for (Trial.Which which : Trial.Which.values()) {
            Trial trial = new Trial(plan, recipe, which, boards).run(cycle);
            for (int number = 0; number <= Plan.UNPLANNED; number++) {
                if (!plan.upstream().get(number)) {
                    int partition = number;
                    trial.machine().control().query(number).ifPresent(info -> lines.add(did(which, partition, info)));
                }
            }
        }
    }

    private static String did(Trial.Which which, int number, PartitionInfo info) {
        String exits = info.exits().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "     by then, in the %s run, partition %d: %s, %d ticks, exits: %s"
                .formatted(
                        which == Trial.Which.FIRST ? "first" : "second", number, info.state(), info.ticksRun(), exits);
    }
}
