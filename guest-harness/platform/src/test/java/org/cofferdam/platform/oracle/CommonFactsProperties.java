package org.cofferdam.platform.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Symbol;

final class CommonFactsProperties {
    private static final List<Symbol> SYMBOLS = List.of(Vocabulary.OWN, Vocabulary.MAPPED, Vocabulary.TLB);

    @Property
    void eachFrameHasWhatWasAddedForIt(
            @ForAll @Size(max = 12) List<@Size(max = 6) List<@IntRange(max = 53) Integer>> ofFrames) {
        CommonFacts none = CommonFacts.none();
        for (List<Integer> additions : ofFrames) {
            Facts.Collection alone = new Facts.Collection();
            CommonFacts common = none;
            for (int addition : additions) {
                Symbol symbol = SYMBOLS.get(addition % 3);
                int value = addition / 3 % 3;
                int place = addition / 9;
                alone.value(symbol, value, place, 1);
                common = common.value(symbol, value, place, 1);
            }
            assertEquals(alone.facts(), common.facts());
        }
    }

    @Property
    void whatIsSoOfTwoFramesIsOneObject(@ForAll @Size(max = 6) List<@IntRange(max = 8) Integer> additions) {
        CommonFacts none = CommonFacts.none();
        CommonFacts one = none;
        CommonFacts other = none;
        for (int i = 0; i < additions.size(); i++) {
            one = one.holds(Vocabulary.MAPPED, additions.get(i), 0);
            other = other.holds(Vocabulary.MAPPED, additions.get(additions.size() - 1 - i), 0);
        }
        assertSame(one, other);
        assertSame(one, none.all(other.facts()));
    }
}
