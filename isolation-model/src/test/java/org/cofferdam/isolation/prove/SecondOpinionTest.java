package org.cofferdam.isolation.prove;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.cofferdam.isolation.language.ToySpecification.GIVE;
import static org.cofferdam.isolation.language.ToySpecification.OPEN;
import static org.cofferdam.isolation.language.ToySpecification.TOY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.mutate.Edits;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {
    private static List<SecondOpinion.Pair> asked(Specification specification, List<Action> actions) {
        Specification part = specification.withActions(actions);
        List<Answer> first = Prover.z3(part).answer(part.claims(), 1);
        List<String> told = new ArrayList<>();
        List<SecondOpinion.Pair> pairs =
                new SecondOpinion(part, first).ask((action, outcome, _) -> told.add(action + " " + outcome.result()));
        assertFalse(told.isEmpty(), "nobody was told");
        return pairs;
    }

    @Test
    void bothSolversProveWhatAPauseKeeps() {
        List<SecondOpinion.Pair> pairs = asked(CORE, List.of(CORE.action("control.pause")));
        assertTrue(pairs.size() > 20, () -> pairs.size() + " questions");
        for (SecondOpinion.Pair pair : pairs) {
            assertTrue(pair.isAgreement(), () -> pair.first().question() + ": " + pair.second());
        }
    }

    @Test
    void whatTheFirstRefutesTheSecondDoesNotProve() {
        Outcome given = GIVE.outcome("OK");
        var careless = Edits.replaced(
                "careless",
                TOY,
                GIVE,
                Edits.withoutUpdates(
                        given,
                        given.updates().stream()
                                .filter(update -> update.symbol().equals(OPEN))
                                .toList()));
        List<SecondOpinion.Pair> pairs =
                asked(careless.specification(), careless.specification().actions());
        assertEquals(2, pairs.size());
        SecondOpinion.Pair refuted = pairs.getFirst();
        assertTrue(refuted.first().verdict() instanceof Verdict.Refuted);
        assertFalse(refuted.isContradiction(), () -> refuted.second().toString());
        assertFalse(refuted.second() instanceof Verdict.Proved);
        assertTrue(pairs.getLast().isAgreement());
    }

    @Test
    void oneYesAndOneNoIsAContradiction() {
        Question question =
                new Question(TOY.claims().getFirst(), GIVE, GIVE.outcomes().getFirst());
        Verdict proved = new Verdict.Proved(Set.of());
        Verdict refuted = new Verdict.Refuted(Optional.empty());
        assertTrue(new SecondOpinion.Pair(new Answer(question, proved, 0), refuted).isContradiction());
        assertTrue(new SecondOpinion.Pair(new Answer(question, refuted, 0), proved).isContradiction());
        SecondOpinion.Pair open =
                new SecondOpinion.Pair(new Answer(question, proved, 0), new Verdict.Unknown("it took too long"));
        assertFalse(open.isContradiction() || open.isAgreement());
    }
}
