package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A system and its two runs, written down as words: each stands for a unit of a program or for an act of the manager, and 0 for
 * none. So a smaller system is one with fewer words, and a text of words replays anywhere.
 *
 * @param shape        what {@link Plan} is made from: harts, windows, policy, channels, partitions
 * @param programs     units of each partition's program, by its number
 * @param alternatives units in the second run, for partitions that the observer may not learn from
 * @param acts         what the manager does in both runs to partitions that the observer may learn from
 * @param firstActs    what it does in the first run to the others
 * @param secondActs   what it does in the second run to the others
 */
public record Recipe(
        long shape,
        List<List<Long>> programs,
        List<List<Long>> alternatives,
        List<Long> acts,
        List<Long> firstActs,
        List<Long> secondActs) {
    private static final int MOST_UNITS = 24;
    private static final int MOST_ACTS = 8;

    public Recipe {
        programs = programs.stream().map(List::copyOf).toList();
        alternatives = alternatives.stream().map(List::copyOf).toList();
        acts = List.copyOf(acts);
        firstActs = List.copyOf(firstActs);
        secondActs = List.copyOf(secondActs);
    }

    /**
     * The recipe that a seed stands for. Each system has a theme: programs of a few kinds of units meet in what they do more often
     * than those of all kinds do (Groce et al. 2012, "Swarm Testing").
     */
    static Recipe of(long seed) {
        Choice choice = new Choice(seed);
        long shape = choice.word();
        Set<Unit> theme = theme(choice);
        List<List<Long>> programs = new ArrayList<>();
        List<List<Long>> alternatives = new ArrayList<>();
        for (int partition = 0; partition < Plan.MOST_PARTITIONS; partition++) {
            programs.add(units(choice, 4, theme));
            alternatives.add(choice.oneIn(6) ? List.of() : units(choice, 1, theme));
        }
        return new Recipe(
                shape,
                programs,
                alternatives,
                acts(choice, MOST_ACTS / 2),
                acts(choice, MOST_ACTS),
                acts(choice, MOST_ACTS));
    }

    private static Set<Unit> theme(Choice choice) {
        Set<Unit> theme = EnumSet.of(Unit.of(choice));
        if (choice.oneIn(4)) {
            theme.addAll(List.of(Unit.values()));
        }
        for (int kinds = choice.between(1, 5); kinds > 0; kinds--) {
            theme.add(Unit.of(choice));
        }
        return theme;
    }

    private static List<Long> units(Choice choice, int least, Set<Unit> theme) {
        List<Long> words = new ArrayList<>();
        int count = choice.between(least, MOST_UNITS);
        while (words.size() < count) {
            long word = choice.word();
            if (theme.contains(Unit.of(new Choice(word)))) {
                words.add(word);
            }
        }
        return words;
    }

    private static List<Long> acts(Choice choice, int most) {
        List<Long> words = new ArrayList<>();
        for (int count = choice.between(0, most); count > 0; count--) {
            words.add(choice.word());
        }
        return words;
    }

    /** How many words it has. */
    int size() {
        return lists().stream().mapToInt(List::size).sum();
    }

    /** All its lists: programs, alternatives, and those of acts. */
    List<List<Long>> lists() {
        List<List<Long>> lists = new ArrayList<>(programs);
        lists.addAll(alternatives);
        lists.addAll(List.of(acts, firstActs, secondActs));
        return lists;
    }

    /** The same with other lists, in the order of {@link #lists}. */
    static Recipe of(long shape, List<List<Long>> lists) {
        int partitions = (lists.size() - 3) / 2;
        return new Recipe(
                shape,
                lists.subList(0, partitions),
                lists.subList(partitions, 2 * partitions),
                lists.get(2 * partitions),
                lists.get(2 * partitions + 1),
                lists.get(2 * partitions + 2));
    }

    /** Its words in hexadecimal, the shape first, then a line for each list. */
    String text() {
        StringBuilder text = new StringBuilder(Long.toHexString(shape)).append(System.lineSeparator());
        for (List<Long> list : lists()) {
            text.append(list.stream().map(Long::toHexString).collect(Collectors.joining(" ")))
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    /**
     * What {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Recipe parse(String text) {
        List<String> lines = text.lines().toList();
        int lists = 2 * Plan.MOST_PARTITIONS + 3;
        if (lines.size() < lists + 1) {
            throw new IllegalArgumentException(
                    "a system has %d lines of words, not %d".formatted(lists + 1, lines.size()));
        }
        List<List<Long>> words = new ArrayList<>();
        for (String line : lines.subList(1, lists + 1)) {
            words.add(Arrays.stream(line.trim().split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(word -> Long.parseUnsignedLong(word, 16))
                    .toList());
        }
        return of(Long.parseUnsignedLong(lines.getFirst().trim(), 16), words);
    }
}
