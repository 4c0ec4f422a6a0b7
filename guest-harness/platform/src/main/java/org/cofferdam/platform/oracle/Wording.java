package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.Assignment;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;

/** Elements and differences as people call them. */
final class Wording {
    private static final List<String> RIGHTS = List.of("read", "write", "execute");

    private Wording() {}

    /** What a symbol should say and says, with {@code %s} in the place of a frame. */
    static String difference(Slice slice, Symbol symbol, int[] tuple, int wanted, int found) {
        List<String> places = new ArrayList<>();
        for (int place = 0; place < tuple.length; place++) {
            Sort sort = symbol.sorts().get(place);
            places.add(sort.equals(Vocabulary.FRAME) ? "%s" : element(sort, slice.whole(sort, tuple[place])));
        }
        String of = symbol.name() + "(" + String.join(", ", places) + ")";
        if (symbol instanceof Function function) {
            return "%s should be %s and is %s: %s"
                    .formatted(
                            mark(of),
                            element(function.result(), slice.whole(function.result(), wanted)),
                            element(function.result(), slice.whole(function.result(), Math.max(found, 0))),
                            symbol.meaning())
                    .replace(MARK, "%s");
        }
        return mark(of).replace(MARK, "%s")
                + (wanted == 1 ? " should be so and is not: " : " should not be so and is: ")
                + symbol.meaning();
    }

    /** Formatting is done in two turns: the place of a frame survives the first. */
    private static final String MARK = "\0";

    private static String mark(String text) {
        return text.replace("%s", MARK);
    }

    /** Which invariant does not hold, and of what. */
    static Question.Objection violation(Slice slice, Claim.Invariant invariant, Assignment found) {
        List<String> parts = new ArrayList<>();
        int frame = -1;
        for (int i = 0; i < found.variables().size(); i++) {
            Variable variable = found.variables().get(i);
            int value = found.values().get(i);
            if (variable.sort().equals(Vocabulary.FRAME)) {
                frame = value;
                parts.add(variable.name() + " = %s");
            } else {
                parts.add(variable.name() + " = " + element(variable.sort(), slice.whole(variable.sort(), value)));
            }
        }
        String of = parts.isEmpty() ? "" : " of " + String.join(", ", parts);
        String text = "the invariant %s does not hold%s: %s".formatted(invariant.name(), mark(of), invariant.meaning());
        return new Question.Objection(text.replace(MARK, "%s"), frame);
    }

    /** A step with its parameters; frames are not named. */
    static String step(Specification specification, Act act) {
        Action action = specification.action(act.action());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < action.parameters().size(); i++) {
            Sort sort = action.parameters().get(i).sort();
            if (!sort.equals(Vocabulary.FRAME) && !sort.equals(Vocabulary.VALUE)) {
                parts.add(element(sort, act.parameters().get(i)));
            }
        }
        return "%s (%s), of %s, ends in %s"
                .formatted(action.name(), action.meaning(), String.join(", ", parts), act.outcome());
    }

    /** What an element of the whole is called. */
    static String element(Sort sort, int element) {
        if (sort.equals(Vocabulary.RIGHT)) {
            return RIGHTS.get(element);
        }
        for (Constant constant : Vocabulary.CONSTANTS) {
            if (constant.sort().equals(sort) && constant.element() == element) {
                return constant.name();
            }
        }
        if (sort.equals(Vocabulary.GRANT)) {
            int slot = element - Configuration.FIRST_SLOT;
            return "grant %d of partition %d".formatted(slot % Configuration.SLOTS, slot / Configuration.SLOTS);
        }
        int number = sort.equals(Vocabulary.PARTITION) ? element - FrameRecords.FIRST : element;
        return sort.name().toLowerCase(Locale.ROOT) + " " + number;
    }
}
