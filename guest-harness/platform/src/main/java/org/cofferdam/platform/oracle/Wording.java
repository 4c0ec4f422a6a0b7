package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

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
        int number = sort.equals(Vocabulary.PARTITION) ? element - FrameRecords.FIRST : element;
        return sort.name().toLowerCase(java.util.Locale.ROOT) + " " + number;
    }
}
