package org.cofferdam.platform.oracle;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * What was so after the last call of the core, in the words of the specification: what was seen, and what cannot be seen and is
 * carried along. Each settlement compares it with what is seen now and the steps that are said to lie between.
 */
final class Ledger {
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[(int) PhysicalMemory.PAGE]);
    /** The value that is not zero. */
    private static final int SOMETHING = 1;

    /** What harts and partitions are at. */
    private static final List<Symbol> ADOPTED =
            List.of(Vocabulary.ON, Vocabulary.ROOT, Vocabulary.HGATP, Vocabulary.PHASE_OF);

    private final Surroundings system;
    private final Specification specification;
    private final Observation observation;
    private final Judge judge;
    private final Cells cells;
    private final Points points = new Points();
    private Facts context;
    private int version;

    Ledger(Surroundings system, Specification specification, Observation observation) {
        this.system = system;
        this.specification = specification;
        this.observation = observation;
        judge = new Judge(specification, Configuration.sizes(system), Configuration.facts(system));
        cells = new Cells(system.frames());
        Regions regions = new Regions(system);
        CommonFacts none = CommonFacts.none();
        for (int frame = 0; frame < system.frames(); frame++) {
            // What it holds is unknown.
            CommonFacts seen = observation.frame(frame, none).value(Vocabulary.CONTENT, SOMETHING);
            cells.set(frame, regions.with(frame, seen).facts());
        }
        context = new Facts.Collection()
                .holds(Vocabulary.USED, 0)
                .all(observation.context())
                .facts();
        observation.touched().clear();
    }

    /** What was so of grants, ports and doorbells. */
    Points points() {
        return points;
    }

    /** Counts the settlements after which something else may be so of frames or grants. */
    int version() {
        return version;
    }

    /** What was so of all that is neither a frame nor a grant, a port or a doorbell. */
    Facts context() {
        return context;
    }

    /** Something has come to be so of all that is no frame, as it may at any time. */
    void context(Facts next) {
        context = next;
    }

    /** What was so of a frame. */
    Facts frame(int frame) {
        return cells.facts(cells.cell(frame));
    }

    /** A number that frames have in common of which the same is so. */
    int cell(int frame) {
        return cells.cell(frame);
    }

    Facts facts(int cell) {
        return cells.facts(cell);
    }

    /** Takes it as given where harts and partitions are now: nobody has followed them. */
    void adopt(Facts now) {
        Facts.Collection facts = new Facts.Collection();
        for (Symbol symbol : judge.ofOthers()) {
            facts.all(symbol, ADOPTED.contains(symbol) ? now : context);
        }
        if (isNewGeneration(now)) {
            facts.none(Vocabulary.TAG).none(Vocabulary.USED).holds(Vocabulary.USED, 0);
        }
        for (int hart = 0; hart < system.harts().size(); hart++) {
            int root = now.value(Vocabulary.ROOT, hart);
            if (root != FrameRecords.NOBODY) {
                int vmid = now.value(Vocabulary.HGATP, hart);
                facts.holds(Vocabulary.TAG, root, vmid).holds(Vocabulary.USED, vmid);
            }
        }
        context = facts.facts();
    }

    /** Whether a hart has another VMID for a table than was given out, or one that was given to another. */
    private boolean isNewGeneration(Facts now) {
        for (int hart = 0; hart < system.harts().size(); hart++) {
            int root = now.value(Vocabulary.ROOT, hart);
            int vmid = now.value(Vocabulary.HGATP, hart);
            boolean known = root == FrameRecords.NOBODY || context.value(Vocabulary.TAG, root, vmid) == 1;
            boolean tagged = context.of(Vocabulary.TAG).keySet().stream()
                    .anyMatch(tuple -> Facts.element(tuple, 0) == root || Facts.element(tuple, 1) == vmid);
            if (!known && tagged) {
                return true;
            }
        }
        return false;
    }

    /** The manager has loaded bytes into memory of a partition, wherever it is. */
    void load(int d) {
        for (int cell : cells.others(new BitSet())) {
            cells.set(cell, new BitSet(), Closure.loaded(cells.facts(cell), d));
        }
    }

    Specification specification() {
        return specification;
    }

    Judge judge() {
        return judge;
    }

    /**
     * Compares what was, the steps of a plan, and what is; what is now takes the place of what was.
     *
     * @param now        what is seen to be so now of all that is no frame
     * @param everywhere whether the steps may have to do with frames that nobody has named and that have not changed
     * @return what is not as the specification has it
     */
    List<String> settle(Plan plan, Facts now, boolean everywhere) {
        BitSet touched = (BitSet) observation.touched().clone();
        observation.touched().clear();
        BitSet marked = (BitSet) touched.clone();
        plan.forEachFrame(marked::set);
        for (Act act : plan.acts()) {
            forEachFrame(act, marked::set);
        }
        Map<Question.Group, BitSet> groups = groups(plan, marked);
        List<Integer> others = everywhere ? cells.others(marked) : List.of();
        List<Question.Group> all = new ArrayList<>(groups.keySet());
        others.forEach(cell ->
                all.add(new Question.Group(cells.facts(cell), cells.facts(cell), Facts.NONE, Question.Bytes.UNKNOWN)));
        List<BitSet> members = List.copyOf(groups.values());
        List<Act> acts = translated(plan, members);
        boolean ofAll = everywhere && acts.stream().anyMatch(act -> act.action().startsWith(Controls.action("")));
        Map<Sort, SortedSet<Integer>> chosen = judge.points(acts, plan.ofOthers(), all, points, ofAll);
        // Most calls have to do with no grant, port or doorbell.
        boolean noPoint = points.nothing(chosen);
        Facts before = context;
        if (!noPoint) {
            Facts.Collection joined = new Facts.Collection().all(context);
            points.add(chosen, joined);
            before = joined.facts();
        }
        Question question = new Question(acts, plan.ofOthers(), before, now, all, members.size(), chosen);
        Question.Answer answer = judge.answer(question);
        if (!answer.objections().isEmpty()) {
            return answer.objections().stream()
                    .map(objection -> text(objection, members))
                    .toList();
        }
        context = noPoint && Points.nothing(judge.ofOthers(), answer.context())
                ? answer.context()
                : points.take(chosen, judge.ofOthers(), answer.context());
        version += marked.isEmpty() && others.isEmpty() ? 0 : 1;
        for (int group = 0; group < members.size(); group++) {
            cells.set(members.get(group), Closure.of(answer.frames().get(group)));
        }
        for (int i = 0; i < others.size(); i++) {
            cells.set(others.get(i), marked, Closure.of(answer.frames().get(members.size() + i)));
        }
        return List.of();
    }

    private Map<Question.Group, BitSet> groups(Plan plan, BitSet marked) {
        CommonFacts none = CommonFacts.none();
        SortedMap<Integer, CommonFacts> before = observation.remembered(marked, true, none);
        SortedMap<Integer, CommonFacts> now = observation.remembered(marked, false, none);
        Map<Question.Group, BitSet> groups = new LinkedHashMap<>();
        marked.stream().forEach(frame -> {
            Question.Group group = new Question.Group(
                    before.getOrDefault(frame, none).all(frame(frame)).facts(),
                    observation.frame(frame, now.getOrDefault(frame, none)).facts(),
                    plan.ofFrame(frame),
                    bytes(frame));
            groups.computeIfAbsent(group, _ -> new BitSet()).set(frame);
        });
        return groups;
    }

    /** What a frame holds; of a page table it says nothing, whose entries are not what the specification means by contents. */
    private Question.Bytes bytes(int frame) {
        if (observation.records().use(frame) == FrameRecords.Use.TABLE) {
            return Question.Bytes.UNKNOWN;
        }
        MemorySegment page = system.memory().contents().asSlice(frame * PhysicalMemory.PAGE, PhysicalMemory.PAGE);
        return page.mismatch(ZEROS) < 0 ? Question.Bytes.ZERO : Question.Bytes.OTHER;
    }

    /** The steps, with the groups of frames in the places of frames; what is done to a group is done once. */
    private List<Act> translated(Plan plan, List<BitSet> members) {
        Set<Act> acts = new LinkedHashSet<>();
        for (Act act : plan.acts()) {
            List<Variable> places = specification.action(act.action()).parameters();
            List<Integer> parameters = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                int parameter = act.parameters().get(i);
                boolean isFrame = places.get(i).sort().equals(Vocabulary.FRAME);
                parameters.add(isFrame ? groupOf(parameter, members) : parameter);
            }
            acts.add(new Act(act.action(), act.outcome(), parameters));
        }
        return List.copyOf(acts);
    }

    private static int groupOf(int frame, List<BitSet> members) {
        for (int group = 0; group < members.size(); group++) {
            if (members.get(group).get(frame)) {
                return group;
            }
        }
        throw new IllegalArgumentException("frame " + frame + " is in no group");
    }

    private interface Frames {
        void take(int frame);
    }

    private void forEachFrame(Act act, Frames frames) {
        List<Variable> places = specification.action(act.action()).parameters();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).sort().equals(Vocabulary.FRAME)) {
                frames.take(act.parameters().get(i));
            }
        }
    }

    private String text(Question.Objection objection, List<BitSet> members) {
        if (objection.frame() < 0) {
            return objection.text();
        }
        if (objection.frame() >= members.size()) {
            return objection.text().replace("%s", "frames that nobody named");
        }
        BitSet frames = members.get(objection.frame());
        String name = "frame 0x%x".formatted(system.address(frames.nextSetBit(0)));
        int more = frames.cardinality() - 1;
        return objection.text().replace("%s", more == 0 ? name : name + " and %d more".formatted(more));
    }
}
