package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Specification;

/**
 * The steps that a call of the core is said to have taken, and the sets that whoever acted chose. The choice is read from the call's
 * arguments where it has any; what the core itself chooses, such as which free frames it takes, is read from what it did.
 */
final class Plan {
    private final Specification specification;
    private final List<Act> acts = new ArrayList<>();
    private final SortedMap<Integer, CommonFacts> ofFrames = new TreeMap<>();
    private final CommonFacts none = CommonFacts.none();
    private final Facts.Collection ofOthers = new Facts.Collection();

    Plan(Specification specification) {
        this.specification = specification;
    }

    /** A step, after those that are there; frames among its parameters are numbers of frames. */
    Plan act(String action, String outcome, Integer... parameters) {
        acts.add(new Act(action, outcome, parameters));
        return this;
    }

    /** A step before those that are there. */
    void first(String action, String outcome, Integer... parameters) {
        acts.addFirst(new Act(action, outcome, parameters));
    }

    /** A step that is there once, however often it is asked for. */
    void once(String action, String outcome, Integer... parameters) {
        Act act = new Act(action, outcome, parameters);
        if (!acts.contains(act)) {
            acts.add(act);
        }
    }

    /** A frame is in an input set of an action, with the other places of the set. */
    void choose(String action, String input, int frame, int... others) {
        ofFrames.put(frame, ofFrames.getOrDefault(frame, none).holds(input(action, input), others));
    }

    /** Something that is no frame is in an input set of an action. */
    void chooseOther(String action, String input, int... tuple) {
        ofOthers.holds(input(action, input), tuple);
    }

    private Relation input(String action, String wanted) {
        for (Relation input : specification.action(action).inputs()) {
            if (input.name().equals(wanted)) {
                return input;
            }
        }
        throw new IllegalArgumentException(action + " has no input " + wanted);
    }

    /** Takes over the sets that another plan has chosen. */
    Plan adopt(Plan other) {
        ofFrames.putAll(other.ofFrames);
        ofOthers.all(other.ofOthers.facts());
        return this;
    }

    List<Act> acts() {
        return acts;
    }

    /** In which sets a frame is. */
    Facts ofFrame(int frame) {
        return ofFrames.getOrDefault(frame, none).facts();
    }

    /** Whether a frame is in any. */
    boolean chooses(int frame) {
        return ofFrames.containsKey(frame);
    }

    /** The frames that are in one. */
    void forEachFrame(IntConsumer action) {
        ofFrames.keySet().forEach(action::accept);
    }

    /** In which sets other things are. */
    Facts ofOthers() {
        return ofOthers.facts();
    }
}
