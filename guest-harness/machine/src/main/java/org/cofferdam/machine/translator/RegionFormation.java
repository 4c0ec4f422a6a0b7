package org.cofferdam.machine.translator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.ExecutedCode.Stretch;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Chooses what is translated together with a block that has become hot: what was executed and is reached from it, hottest
 * first, up to a size; and if that leads back to it, the loop alone.
 */
final class RegionFormation {

    /** About so many instructions are taken, and at most one block more. */
    private final int size;

    private final InstructionSet instructions;
    private final ControlTransfer transfer = new ControlTransfer();
    private final ExecutedCode code;
    private final Shape shape;
    private final long seed;
    private final long anchor;
    private final Translated elsewhere;

    /** Whether the seed has been translated quickly. */
    private boolean improves;

    /** How often the pages that were looked at had been written before, by physical address. */
    private final Map<Long, Integer> generations = new LinkedHashMap<>();

    /** What was taken, by offset. */
    private final Map<Long, Stretch> taken = new LinkedHashMap<>();

    private final Map<Long, List<Decoded>> decoded = new LinkedHashMap<>();
    private final Map<Long, Ending> endings = new LinkedHashMap<>();

    /** Where indirect jumps were seen to go, by the offset behind the jump. */
    private final Map<Long, TreeSet<Long>> indirect = new LinkedHashMap<>();

    /**
     * @param shape what is translated for
     * @param elsewhere what has been translated already
     */
    RegionFormation(
            InstructionSet instructions, ExecutedCode code, long seed, int size, Shape shape, Translated elsewhere) {
        this.shape = shape;
        this.instructions = instructions;
        this.code = code;
        this.seed = seed;
        this.size = size;
        this.elsewhere = elsewhere;
        anchor = Region.pageOf(seed);
    }

    /** The region around the seed; empty if there is nothing to translate. */
    Optional<Region> form() {
        gather();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        keepLoop();
        Map<Long, BasicBlock> blocks = split();
        LoopHeaders order =
                shape == Shape.THOROUGH ? LoopHeaders.fewest(blocks) : LoopHeaders.from(seed - anchor, blocks);
        Set<Long> entries = new LinkedHashSet<>(List.of(seed - anchor));
        entries.addAll(blocks.keySet());
        if (shape == Shape.THOROUGH) {
            entries.removeIf(order::isAmidLoop);
            List<Long> ways = order.ways(seed - anchor);
            entries.removeIf(entry -> order.headers().contains(entry) && !ways.contains(entry));
        }
        Map<Long, BasicBlock> reached = order.reached();
        Map<Long, Long> pages = new LinkedHashMap<>();
        for (BasicBlock block : reached.values()) {
            pages.put(Region.pageOf(block.offset()), block.physical() & -PhysicalMemory.PAGE);
        }
        Set<Long> looping = reached.keySet().stream().filter(order::isInLoop).collect(Collectors.toSet());
        return Optional.of(
                new Region(shape, reached, List.copyOf(entries), order.headers(), looping, pages, generations));
    }

    private void gather() {
        Comparator<Stretch> hottest =
                Comparator.comparingInt(Stretch::heat).reversed().thenComparingLong(Stretch::pc);
        PriorityQueue<Stretch> candidates = new PriorityQueue<>(hottest);
        Set<Long> known = new LinkedHashSet<>();
        Stretch first = look(seed - anchor);
        improves = shape == Shape.THOROUGH && first != null && elsewhere.isInside(first.physical(), Shape.QUICK);
        offer(seed - anchor, candidates, known);
        int count = 0;
        while (!candidates.isEmpty() && count < size) {
            Stretch next = candidates.remove();
            long offset = next.pc() - anchor;
            List<Decoded> found = decode(next);
            if (found.isEmpty()) {
                continue;
            }
            taken.put(offset, next);
            decoded.put(offset, found);
            count += found.size();
            Ending ending = agreed(ending(offset, next, found));
            endings.put(offset, ending);
            ending.successors().forEach(successor -> offer(successor, candidates, known));
            comesBack(ending).ifPresent(place -> offer(place, candidates, known));
        }
    }

    private void offer(long offset, PriorityQueue<Stretch> candidates, Set<Long> known) {
        if (known.add(offset)) {
            Stretch stretch = look(offset);
            if (stretch != null && !stretch.apart() && isWarm(stretch)) {
                candidates.add(stretch);
            }
        }
    }

    /**
     * Whether a block may be taken. What improves on quick translations leaves out what is interpreted up to now, since that is cold:
     * with it, a loop would be a part of the larger one that had been seen to lead back to it by then, and how well the JVM compiles
     * it a matter of luck.
     */
    private boolean isWarm(Stretch stretch) {
        return !improves || elsewhere.isInside(stretch.physical(), Shape.QUICK);
    }

    private Stretch look(long offset) {
        long page = code.physicalPage(anchor + offset);
        if (page == -1) {
            return null;
        }
        generations.computeIfAbsent(page, code::generation);
        return code.at(anchor + offset);
    }

    /** The instructions of a stretch up to the first that is illegal. */
    private List<Decoded> decode(Stretch stretch) {
        List<Decoded> found = new ArrayList<>();
        for (int bits : stretch.bits()) {
            Optional<Decoded> instruction = instructions.decode(bits);
            if (instruction.isEmpty()) {
                break;
            }
            found.add(instruction.get());
        }
        return found;
    }

    private Ending ending(long offset, Stretch stretch, List<Decoded> found) {
        Decoded last = found.getLast();
        long next = offset + found.stream().mapToLong(Decoded::length).sum();
        long at = next - last.length();
        Flow flow = last.encoding().definition().flow();
        if (flow == Flow.BRANCH) {
            return new Ending.Branches(at + last.operand("offset"), next);
        }
        if (flow == Flow.JUMP) {
            boolean call = last.operand("rd") != 0;
            return transfer.isDirect(last)
                    ? new Ending.Jumps(transfer.target(last, at), next, call)
                    : new Ending.Indirect(
                            stretch.targets().stream()
                                    .map(target -> target - anchor)
                                    .toList(),
                            next,
                            call);
        }
        return new Ending.Falls(next);
    }

    /** Of stretches that end in the same indirect jump each has seen another part of where it goes: all are to know all. */
    private Ending agreed(Ending ending) {
        if (!(ending instanceof Ending.Indirect(List<Long> seen, long next, boolean call))) {
            return ending;
        }
        TreeSet<Long> all = indirect.computeIfAbsent(next, _ -> new TreeSet<>());
        if (all.addAll(seen)) {
            endings.replaceAll(
                    (_, other) -> other instanceof Ending.Indirect(List<Long> _, long end, boolean _) && end == next
                            ? new Ending.Indirect(List.copyOf(all), next, call)
                            : other);
        }
        return new Ending.Indirect(List.copyOf(all), next, call);
    }

    private Optional<Long> comesBack(Ending ending) {
        return switch (ending) {
            case Ending.Falls(long next) -> afterApart(next);
            case Ending.Jumps(long _, long next, boolean call) -> call ? Optional.of(next) : Optional.empty();
            case Ending.Indirect(List<Long> _, long next, boolean call) -> call ? Optional.of(next) : Optional.empty();
            case Ending.Branches _ -> Optional.empty();
        };
    }

    private Optional<Long> afterApart(long offset) {
        Stretch stretch = look(offset);
        return stretch != null && stretch.apart()
                ? Optional.of(offset + InstructionSet.lengthOf(stretch.bits().getFirst()))
                : Optional.empty();
    }

    /** If the seed lies in a loop, forgets what does not; else, what is translated elsewhere and can be entered there. */
    private void keepLoop() {
        Map<Long, List<Long>> before = new LinkedHashMap<>();
        endings.forEach((offset, ending) -> {
            ending.successors().forEach(successor -> before.computeIfAbsent(successor, _ -> new ArrayList<>())
                    .add(offset));
            comesBack(ending).ifPresent(place -> before.computeIfAbsent(place, _ -> new ArrayList<>())
                    .add(offset));
        });
        Set<Long> loop = new LinkedHashSet<>();
        List<Long> open = new ArrayList<>(before.getOrDefault(seed - anchor, List.of()));
        while (!open.isEmpty()) {
            long offset = open.removeLast();
            if (loop.add(offset)) {
                open.addAll(before.getOrDefault(offset, List.of()));
            }
        }
        if (loop.contains(seed - anchor)) {
            taken.keySet().retainAll(loop);
        } else {
            taken.entrySet()
                    .removeIf(block -> block.getKey() != seed - anchor
                            && elsewhere.isInside(block.getValue().physical(), shape));
        }
    }

    /** Ends each block where another begins. */
    private Map<Long, BasicBlock> split() {
        TreeSet<Long> leaders = new TreeSet<>(taken.keySet());
        Map<Long, BasicBlock> blocks = new LinkedHashMap<>();
        taken.forEach((offset, stretch) -> {
            Long end = leaders.higher(offset);
            List<Decoded> own = new ArrayList<>();
            long at = offset;
            for (Decoded instruction : decoded.get(offset)) {
                if (end != null && at == end) {
                    break;
                }
                own.add(instruction);
                at += instruction.length();
            }
            boolean whole = own.size() == decoded.get(offset).size();
            Ending ending = whole ? endings.get(offset) : new Ending.Falls(at);
            blocks.put(offset, new BasicBlock(offset, stretch.physical(), own, ending));
        });
        return blocks;
    }
}
