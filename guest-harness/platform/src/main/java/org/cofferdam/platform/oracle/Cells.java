package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was so of each frame after the last call of the core. Frames of which the same is so share a cell. */
final class Cells {
    private final int[] cellOf;
    private final List<Facts> cells = new ArrayList<>();
    private final List<Integer> population = new ArrayList<>();
    private final Map<Facts, Integer> numbers = new LinkedHashMap<>();

    Cells(int frames) {
        cellOf = new int[frames];
        number(Facts.NONE);
        population.set(0, frames);
    }

    /** The number of the cell with these facts. */
    private int number(Facts facts) {
        return numbers.computeIfAbsent(facts, _ -> {
            cells.add(facts);
            population.add(0);
            return cells.size() - 1;
        });
    }

    /** The number of a frame's cell. */
    int cell(int frame) {
        return cellOf[frame];
    }

    Facts facts(int cell) {
        return cells.get(cell);
    }

    /** Something else is so of a frame. */
    void set(int frame, Facts facts) {
        move(frame, number(facts));
    }

    /** The same of some frames. */
    void set(BitSet frames, Facts facts) {
        int cell = number(facts);
        frames.stream().forEach(frame -> move(frame, cell));
    }

    private void move(int frame, int cell) {
        population.set(cellOf[frame], population.get(cellOf[frame]) - 1);
        population.set(cell, population.get(cell) + 1);
        cellOf[frame] = cell;
    }

    /** Something else is so of all frames of a cell but some. */
    void set(int cell, BitSet but, Facts facts) {
        int next = number(facts);
        for (int frame = 0; next != cell && frame < cellOf.length; frame++) {
            if (cellOf[frame] == cell && !but.get(frame)) {
                move(frame, next);
            }
        }
    }

    /** Numbers of the cells that have other frames than these. */
    List<Integer> others(BitSet frames) {
        int[] left = population.stream().mapToInt(Integer::intValue).toArray();
        frames.stream().forEach(frame -> left[cellOf[frame]]--);
        List<Integer> others = new ArrayList<>();
        for (int cell = 0; cell < left.length; cell++) {
            if (left[cell] > 0) {
                others.add(cell);
            }
        }
        return others;
    }
}
