package org.cofferdam.platform.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cofferdam.isolation.language.Symbol;

/**
 * Facts about many frames that mostly have the same ones, collected one by one: which facts come of which by adding another is
 * worked out once, and frames that have come to the same facts have the same object. So a frame costs a lookup for each fact, where
 * 512 of them are remembered by one entry of a hart's translation cache.
 */
final class CommonFacts {
    /** A fact that is added: a tuple, packed, has a value. */
    private record Addition(String symbol, int value, long tuple) {}

    private final Map<Facts, CommonFacts> all;
    private final Map<Addition, CommonFacts> added = new LinkedHashMap<>();
    private final Map<Facts, CommonFacts> joined = new LinkedHashMap<>();
    private final Facts facts;

    private CommonFacts(Map<Facts, CommonFacts> all, Facts facts) {
        this.all = all;
        this.facts = facts;
    }

    /** No facts, for some frames to begin with. */
    static CommonFacts none() {
        Map<Facts, CommonFacts> all = new LinkedHashMap<>();
        CommonFacts none = new CommonFacts(all, Facts.NONE);
        all.put(Facts.NONE, none);
        return none;
    }

    /** With a tuple that is in a relation. */
    CommonFacts holds(Symbol symbol, int... tuple) {
        return value(symbol, 1, tuple);
    }

    /** With a value of a function. */
    CommonFacts value(Symbol symbol, int value, int... tuple) {
        Addition addition = new Addition(symbol.name(), value, Facts.packed(tuple));
        CommonFacts known = added.get(addition);
        if (known == null) {
            known = of(new Facts.Collection().all(facts).value(symbol, value, tuple));
            added.put(addition, known);
        }
        return known;
    }

    /** With all that others say. */
    CommonFacts all(Facts others) {
        CommonFacts known = joined.get(others);
        if (known == null) {
            known = of(new Facts.Collection().all(facts).all(others));
            joined.put(others, known);
        }
        return known;
    }

    private CommonFacts of(Facts.Collection collected) {
        return all.computeIfAbsent(collected.facts(), more -> new CommonFacts(all, more));
    }

    Facts facts() {
        return facts;
    }
}
