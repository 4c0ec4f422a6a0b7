package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.Evaluation;
import org.cofferdam.isolation.evaluate.Steps;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.evaluate.Worlds;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;

/**
 * The specification, asked about small worlds: are the steps allowed, is what is seen what they make of what was, and do the
 * invariants hold. What has been answered once is not evaluated again: a running system asks the same thing over and over.
 */
final class Judge {
    /** Answers that are kept, the most recent ones. */
    private static final int KEPT = 20_000;

    private final Specification specification;
    private final Map<Sort, Integer> sizes;
    private final List<Symbol> ofFrames;
    private final List<Symbol> ofOthers;
    private final List<Symbol> inputs = new ArrayList<>();
    private final Facts configuration;
    private final Map<String, Steps> steps = new LinkedHashMap<>();
    private final Map<Claim.Invariant, Evaluation> invariants = new LinkedHashMap<>();
    private final Map<Question, Question.Answer> answers = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Question.Answer> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * A judge.
     *
     * @param sizes         how many elements the sorts have in the whole that are not cut down
     * @param configuration what is fixed, apart from what is fixed of frames
     */
    Judge(Specification specification, Map<Sort, Integer> sizes, Facts configuration) {
        this.specification = specification;
        this.sizes = sizes;
        this.configuration = configuration;
        ofFrames = specification.symbols().stream().filter(Judge::isOfFrames).toList();
        ofOthers = specification.symbols().stream()
                .filter(symbol -> !isOfFrames(symbol))
                .toList();
        for (Action action : specification.actions()) {
            inputs.addAll(action.inputs());
            for (Outcome outcome : action.outcomes()) {
                steps.put(key(action.name(), outcome.result()), Steps.of(action, outcome));
            }
        }
        for (Claim.Invariant invariant : specification.claims(Claim.Invariant.class)) {
            invariants.put(invariant, Evaluation.of(invariant.formula()));
        }
    }

    private static String key(String action, String outcome) {
        return action + " " + outcome;
    }

    private static boolean isOfFrames(Symbol symbol) {
        return symbol.sorts().contains(Vocabulary.FRAME);
    }

    /** The answer to a question. */
    Question.Answer answer(Question question) {
        Question.Answer known = answers.get(question);
        if (known == null) {
            known = evaluate(question);
            answers.put(question, known);
        }
        return known;
    }

    private Question.Answer evaluate(Question question) {
        Slice slice = slice(question);
        TableState state = slice.empty();
        slice.add(state, ofOthers, configuration, -1);
        slice.add(state, ofOthers, question.before(), -1);
        slice.add(state, inputs.stream().filter(input -> !isOfFrames(input)).toList(), question.inputs(), -1);
        List<Symbol> chosen = inputs.stream().filter(Judge::isOfFrames).toList();
        for (int frame = 0; frame < question.frames().size(); frame++) {
            slice.add(state, ofFrames, question.frames().get(frame).before(), frame);
            slice.add(state, chosen, question.frames().get(frame).inputs(), frame);
        }
        for (Act act : question.acts()) {
            Action action = specification.action(act.action());
            Steps step = steps.get(key(act.action(), act.outcome()));
            int[] parameters = parameters(slice, action, act);
            if (step == null) {
                return objection("the specification knows no " + act.action() + " that ends in " + act.outcome());
            }
            if (!step.isPossible(state, parameters)) {
                return objection(refusal(action, step, state, parameters));
            }
            state = step.after(state, parameters);
        }
        return compare(question, slice, state);
    }

    private static Question.Answer objection(String text) {
        return new Question.Answer(List.of(new Question.Objection(text, -1)), Facts.NONE, List.of());
    }

    private static int[] parameters(Slice slice, Action action, Act act) {
        int[] local = new int[action.parameters().size()];
        for (int i = 0; i < local.length; i++) {
            Sort sort = action.parameters().get(i).sort();
            local[i] = sort.equals(Vocabulary.FRAME)
                    ? act.parameters().get(i)
                    : slice.local(sort, act.parameters().get(i));
        }
        return local;
    }

    /** Why an action cannot end so: the first condition that does not hold. */
    private static String refusal(Action action, Steps step, TableState state, int[] parameters) {
        List<Variable> scope = action.parameters();
        for (Formula condition : step.outcome().when()) {
            if (!Evaluation.of(condition, scope).holds(state, parameters)) {
                return "%s ended in %s, for which the specification requires: %s"
                        .formatted(action.name(), step.outcome().result(), condition);
            }
        }
        throw new IllegalStateException(action + " is possible after all");
    }

    private Slice slice(Question question) {
        Map<Sort, SortedSet<Integer>> chosen = new LinkedHashMap<>();
        chosen.put(Vocabulary.VMID, new TreeSet<>(List.of(0)));
        gather(ofOthers, question.before(), chosen);
        gather(ofOthers, question.now(), chosen);
        for (Question.Group group : question.frames()) {
            gather(ofFrames, group.before(), chosen);
            gather(ofFrames, group.now(), chosen);
        }
        for (Act act : question.acts()) {
            gather(act, chosen);
        }
        chosen.putAll(question.chosen());
        return new Slice(sizes, question.frames().size(), chosen);
    }

    /**
     * Which grants, ports and doorbells a question is about.
     *
     * @param all whether about all of which anything was so, and all ports and doorbells
     */
    Map<Sort, SortedSet<Integer>> points(
            List<Act> acts, Facts inputs, List<Question.Group> frames, Points points, boolean all) {
        Map<Sort, SortedSet<Integer>> chosen = new LinkedHashMap<>();
        for (Sort sort : Points.SORTS) {
            chosen.put(sort, all ? points.known(sort) : new TreeSet<>());
        }
        if (all) {
            everything(chosen.get(Vocabulary.PORT), Vocabulary.PORT);
            everything(chosen.get(Vocabulary.BELL), Vocabulary.BELL);
        }
        chosen.get(Vocabulary.GRANT).add(0);
        acts.forEach(act -> gather(act, chosen));
        gather(this.inputs, inputs, chosen);
        for (Question.Group group : frames) {
            gather(ofFrames, group.before(), chosen);
        }
        return chosen;
    }

    private void everything(SortedSet<Integer> elements, Sort sort) {
        for (int element = 0; element < sizes.get(sort); element++) {
            elements.add(element);
        }
    }

    private void gather(Act act, Map<Sort, SortedSet<Integer>> chosen) {
        List<Variable> parameters = specification.action(act.action()).parameters();
        for (int i = 0; i < parameters.size(); i++) {
            gather(parameters.get(i).sort(), act.parameters().get(i), chosen);
        }
    }

    private static void gather(List<Symbol> symbols, Facts facts, Map<Sort, SortedSet<Integer>> chosen) {
        for (Symbol symbol : symbols) {
            facts.of(symbol).forEach((packed, value) -> {
                int taken = 0;
                for (Sort sort : symbol.sorts()) {
                    if (!sort.equals(Vocabulary.FRAME)) {
                        gather(sort, Facts.element(packed, taken++), chosen);
                    }
                }
                if (symbol instanceof Function function) {
                    gather(function.result(), value, chosen);
                }
            });
        }
    }

    private static void gather(Sort sort, int element, Map<Sort, SortedSet<Integer>> chosen) {
        SortedSet<Integer> elements = chosen.get(sort);
        if (elements != null) {
            elements.add(element);
        }
    }

    /** All symbols that speak of no frame and that steps change. */
    List<Symbol> ofOthers() {
        return ofOthers.stream().filter(Symbol::changes).toList();
    }

    /** Compares what is seen with what must be, and asks the invariants of the two together. */
    private Question.Answer compare(Question question, Slice slice, TableState expected) {
        List<Question.Objection> objections = new ArrayList<>();
        TableState seen = expected.copy();
        List<Facts> frames = new ArrayList<>();
        for (Symbol symbol : ofOthers) {
            if (Seen.canBe(symbol)) {
                overwrite(slice, expected, seen, symbol, -1, question.now(), objections);
            }
        }
        for (int frame = 0; frame < question.frames().size(); frame++) {
            Question.Group kind = question.frames().get(frame);
            for (Symbol symbol : ofFrames) {
                if (Seen.canBe(symbol)) {
                    overwrite(slice, expected, seen, symbol, frame, kind.now(), objections);
                }
            }
            if (kind.bytes() == Question.Bytes.OTHER && expected.value(Vocabulary.CONTENT, new int[] {frame}) == 0) {
                objections.add(new Question.Objection("every byte of %s must be zero, and is not", frame));
            }
            frames.add(fixed(kind.before(), read(slice, seen, ofFrames, frame)));
        }
        BitSet all = new BitSet();
        all.set(0, question.touched());
        invariants.forEach((invariant, evaluation) -> evaluation
                .violation(Worlds.of(seen), Map.of(Vocabulary.FRAME, all))
                .ifPresent(found -> objections.add(Wording.violation(slice, invariant, found))));
        return new Question.Answer(objections, read(slice, seen, ofOthers, -1), frames);
    }

    /** Adds what is fixed of a frame. */
    private Facts fixed(Facts before, Facts now) {
        Facts.Collection facts = new Facts.Collection().all(now);
        ofFrames.stream().filter(symbol -> !symbol.changes()).forEach(symbol -> facts.all(symbol, before));
        return facts.facts();
    }

    /** Puts what is seen in the place of what must be, and objects where they differ. */
    private static void overwrite(
            Slice slice,
            TableState expected,
            TableState seen,
            Symbol symbol,
            int frame,
            Facts now,
            List<Question.Objection> objections) {
        TableState actual = slice.empty();
        slice.add(actual, List.of(symbol), now, frame);
        for (int[] tuple : slice.tuples(symbol, frame)) {
            int wanted = Slice.value(expected, symbol, tuple);
            int found = Slice.value(actual, symbol, tuple);
            if (wanted != found) {
                boolean forgotten =
                        symbol instanceof Relation relation && Vocabulary.CACHES.contains(relation) && found == 0;
                if (!forgotten) {
                    objections.add(
                            new Question.Objection(Wording.difference(slice, symbol, tuple, wanted, found), frame));
                }
                if (symbol instanceof Relation relation) {
                    seen.set(relation, found == 1, tuple);
                } else if (symbol instanceof Function function) {
                    seen.set(function, found, tuple);
                }
            }
        }
    }

    /** What a state says of what steps change; what is remembered of frames is left out. */
    private static Facts read(Slice slice, TableState state, List<Symbol> symbols, int frame) {
        Facts.Collection facts = new Facts.Collection();
        List<Symbol> kept = symbols.stream()
                .filter(Symbol::changes)
                .filter(symbol ->
                        frame < 0 || !(symbol instanceof Relation relation && Vocabulary.CACHES.contains(relation)))
                .toList();
        slice.read(state, kept, frame, facts);
        return facts.facts();
    }
}
