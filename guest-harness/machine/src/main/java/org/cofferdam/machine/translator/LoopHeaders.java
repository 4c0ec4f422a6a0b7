package org.cofferdam.machine.translator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * The walk that finds the fewest headers; of several the one that begins at this block, or at the first. A loop within a loop has one
     * header with it if it begins at its own; beginning amid the inner loop it would have two, and then the code could be entered
     * at two places of the same loop.
     */
    static LoopHeaders fewest(long first, Map<Long, BasicBlock> blocks) {
        LoopHeaders best = from(first, blocks);
        for (long other : blocks.keySet()) {
            LoopHeaders walk = from(other, blocks);
            if (walk.headers.size() < best.headers.size()) {
                best = walk;
            }
        }
        return best;
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
        if (headers.contains(offset)) {
            return false;
        }
        Set<Long> reached = new LinkedHashSet<>();
        List<Long> open = new ArrayList<>(List.of(offset));
        while (!open.isEmpty()) {
            for (long successor : blocks.get(open.removeLast()).ending().successors()) {
                if (successor == offset) {
                    return true;
                }
                if (blocks.containsKey(successor) && reached.add(successor)) {
                    open.add(successor);
                }
            }
        }
        return false;
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
