package org.cofferdam.platform.oracle;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.cofferdam.isolation.language.Sort;

/**
 * Whether what was and what is now agree with the steps that are said to lie between.
 *
 * @param acts   in order
 * @param inputs in which sets that the actors chose things are that are no frames
 * @param before what was so of partitions, harts, grants and all else that is no frame
 * @param now    what is seen to be so of them
 * @param touched how many of these, the first ones, the invariants are asked about: the others have not changed
 * @param chosen by sort the grants, ports and doorbells that this is about
 * @param frames all ways in which frames differ, as far as the steps may have to do with them
 */
record Question(
        List<Act> acts,
        Facts inputs,
        Facts before,
        Facts now,
        List<Group> frames,
        int touched,
        Map<Sort, SortedSet<Integer>> chosen) {
    Question {
        acts = List.copyOf(acts);
        frames = List.copyOf(frames);
    }

    /**
     * Frames that cannot be told apart.
     *
     * @param before what was so, and was remembered, of each
     * @param now    what is seen to be so, and is remembered
     * @param inputs in which sets that the actor chose they are
     * @param bytes  what they are seen to hold
     */
    record Group(Facts before, Facts now, Facts inputs, Bytes bytes) {}

    /** What the bytes of a frame are seen to be. */
    enum Bytes {
        ZERO,
        OTHER,
        /** Nobody has looked, or it would say nothing. */
        UNKNOWN
    }

    /**
     * What comes of a question.
     *
     * @param objections what is not as the specification has it; if there is none, the rest
     * @param context    what is so now of all that is no frame, with what nobody can see
     * @param frames     the same of each kind of frames; what is remembered is left out
     */
    record Answer(List<Objection> objections, Facts context, List<Facts> frames) {
        Answer {
            objections = List.copyOf(objections);
            frames = List.copyOf(frames);
        }
    }

    /**
     * Something that is not as the specification has it.
     *
     * @param text  with {@code %s} in the place of a frame, if it is about one
     * @param frame the place of its kind in the question, or -1
     */
    record Objection(String text, int frame) {}
}
