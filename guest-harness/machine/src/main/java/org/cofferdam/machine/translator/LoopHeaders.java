package org.cofferdam.machine.translator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Walks a region's blocks depth first: finds their order, and the targets of edges that lead back to a block that is being
 * visited. Every cycle has one.
 */
final class LoopHeaders {

    private final Map<Long, BasicBlock> blocks;
    private final Set<Long> visited = new LinkedHashSet<>();
    private final Set<Long> open = new LinkedHashSet<>();
    private final Set<Long> headers = new LinkedHashSet<>();
    private final List<Long> finished = new ArrayList<>();

    private LoopHeaders(Map<Long, BasicBlock> blocks) {
        this.blocks = blocks;
    }

    /** The walk that begins at one block and goes on at the others that it has not come by. */
    static LoopHeaders from(long first, Map<Long, BasicBlock> blocks) {
        LoopHeaders walk = new LoopHeaders(blocks);
        walk.visit(first);
        blocks.keySet().forEach(walk::visit);
        return walk;
    }

    /**
     * The walk that finds the fewest headers, and of several such the lowest, so that it does not matter where it was asked for: how well
     * the JVM compiles a loop depends on which of its blocks is the head. A loop within a loop has one header with it if the walk begins
     * at its own; beginning amid the inner loop it would have two.
     */
    static LoopHeaders fewest(Map<Long, BasicBlock> blocks) {
        return blocks.keySet().stream()
                .map(first -> from(first, blocks))
                .min(Comparator.comparingInt((LoopHeaders walk) -> walk.headers.size())
                        .thenComparing(walk -> new TreeSet<>(walk.headers), LoopHeaders::compare))
                .orElseThrow();
    }

    private static int compare(SortedSet<Long> some, SortedSet<Long> others) {
        return Arrays.compare(some.toArray(Long[]::new), others.toArray(Long[]::new));
    }

    /**
     * Of the headers that lead to each other one: loops within each other that are entered at two places are irreducible, of which the
     * JVM's optimizing compiler makes less.
     *
     * @param preferred is one if it is a header at all
     */
    List<Long> ways(long preferred) {
        List<Long> candidates = new ArrayList<>(new TreeSet<>(headers));
        if (candidates.remove(preferred)) {
            candidates.addFirst(preferred);
        }
        List<Long> ways = new ArrayList<>();
        for (long header : candidates) {
            Set<Long> after = after(header);
            if (ways.stream().noneMatch(way -> after.contains(way) && after(way).contains(header))) {
                ways.add(header);
            }
        }
        return ways;
    }

    /** Visits what is reached from a block. */
    private void visit(long offset) {
        if (!visited.add(offset)) {
            return;
        }
        open.add(offset);
        for (long successor : blocks.get(offset).ending().successors()) {
            if (open.contains(successor)) {
                headers.add(successor);
            } else if (blocks.containsKey(successor)) {
                visit(successor);
            }
        }
        open.remove(offset);
        finished.add(offset);
    }

    /** The targets of backward edges. */
    List<Long> headers() {
        return List.copyOf(headers);
    }

    /** Whether a block is part of a cycle, and not a target of a backward edge. */
    boolean isAmidLoop(long offset) {
        return !headers.contains(offset) && isInLoop(offset);
    }

    /** Whether a block is part of a cycle. */
    boolean isInLoop(long offset) {
        return after(offset).contains(offset);
    }

    /** The blocks that a block leads to, at once or by others. */
    private Set<Long> after(long offset) {
        Set<Long> reached = new LinkedHashSet<>();
        List<Long> next = new ArrayList<>(List.of(offset));
        while (!next.isEmpty()) {
            for (long successor : blocks.get(next.removeLast()).ending().successors()) {
                if (blocks.containsKey(successor) && reached.add(successor)) {
                    next.add(successor);
                }
            }
        }
        return reached;
    }

    /** The visited blocks, each before those that only it leads to. */
    Map<Long, BasicBlock> reached() {
        Map<Long, BasicBlock> ordered = new LinkedHashMap<>();
        List<Long> order = new ArrayList<>(finished);
        Collections.reverse(order);
        order.forEach(offset -> ordered.put(offset, blocks.get(offset)));
        return ordered;
    }
}
