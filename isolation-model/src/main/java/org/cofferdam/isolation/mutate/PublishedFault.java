package org.cofferdam.isolation.mutate;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Formulas;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.prove.Answer;
import org.cofferdam.isolation.prove.Prover;
import org.cofferdam.isolation.prove.Question;
import org.cofferdam.isolation.prove.Story;
import org.cofferdam.isolation.prove.Verdict;

/** Faults of other hypervisors that were published, each put into the specification as one thing that is wrong. */
@SuppressWarnings("ImmutableEnumChecker") // mutants are records of records
public enum PublishedFault {
    T1(
            "XSA-393",
            14,
            "unmapping leaves a frame number behind, which mapping again revives, whoever has the frame by then",
            only("monitor.takeBack", "OK", Vocabulary.OWN, Vocabulary.MAPPED)),
    T7(
            "casemate bad_no_bbm",
            18,
            "a page goes from a table, and another takes its place, with no fence between",
            without("monitor.giveBack", "OK", Vocabulary.TLB)),
    T8(
            "casemate bad_overlap_VMID",
            18,
            "VMIDs roll over, and no hart is made to forget what it remembers under the old ones",
            without("core.dispatch", "enters in a new generation", Vocabulary.TLB)),
    O4(
            "XSA-247",
            16,
            "an error while unmapping is returned, but the frame has another owner by then",
            ownerChangesAnyway()),
    S1(
            "XSA-100",
            22,
            "a frame is freed as it is",
            without("control.destroy", "AGAIN scrubbed", Vocabulary.TRACES, Vocabulary.CONTENT)),
    G1(
            "XSA-224",
            14,
            "a page can be granted twice, and is its owner's alone when the first of the grants ends",
            unconditional("hypercall.GRANT_SHARE", "SUCCESS", Vocabulary.GRANT_OF)),
    G3(
            "XSA-226",
            13,
            "a borrower grants on what it has borrowed",
            unconditional("hypercall.GRANT_SHARE", "SUCCESS", Vocabulary.OWN)),
    D1(
            "Salus 51026a4, XSA-442",
            20,
            "the IOMMU is not made to forget the pages that are given back",
            without("hypercall.GRANT_RETURN", "SUCCESS", Vocabulary.IOTLB)),
    D2(
            "XSA-302",
            20,
            "a device keeps its entry in the directory when its partition is taken apart",
            without("control.destroy", "AGAIN unmapped", Vocabulary.DIRECTORY, Vocabulary.CONTEXT)),
    O2("XSA-447", 15, "base plus length wraps around, so that only a part of the pages is checked", partlyChecked());

    private final String source;
    private final int property;
    private final String meaning;
    private final Mutant mutant;

    PublishedFault(String source, int property, String meaning, Mutant mutant) {
        this.source = source;
        this.property = property;
        this.meaning = meaning;
        this.mutant = mutant;
    }

    /** The advisory or the project that it is modelled on. */
    public String source() {
        return source;
    }

    /** The number of the isolation property that it breaks. */
    public int property() {
        return property;
    }

    /** What is wrong. */
    public String meaning() {
        return meaning;
    }

    /** The specification with this fault. */
    public Mutant mutant() {
        return mutant;
    }

    /** How the prover refutes the property in question; empty if it does not. */
    public Optional<Story> story() {
        List<Claim> claims = CORE.claims().stream()
                .filter(claim -> claim.properties().contains(property))
                .toList();
        Prover prover = Prover.z3(mutant.specification());
        Optional<Question> broken = prover.refutation(mutant.action(), mutant.outcome(), claims);
        return broken.flatMap(
                question -> prover.answer(mutant.action(), mutant.outcome(), List.of(question.claim()), true).stream()
                        .map(Answer::verdict)
                        .filter(Verdict.Refuted.class::isInstance)
                        .map(Verdict.Refuted.class::cast)
                        .findFirst()
                        .flatMap(Verdict.Refuted::counterexample)
                        .map(example -> new Story(mutant.specification(), example)));
    }

    /** An outcome that does not change some symbols. */
    private static Mutant without(String action, String result, Symbol... symbols) {
        Action whole = CORE.action(action);
        Outcome outcome = whole.outcome(result);
        List<Update> dropped = outcome.updates().stream()
                .filter(update -> List.of(symbols).contains(update.symbol()))
                .toList();
        return Edits.replaced(
                action + " without its updates of " + List.of(symbols),
                CORE,
                whole,
                Edits.withoutUpdates(outcome, dropped));
    }

    /** An outcome without its conditions about one symbol, and without all updates but those of another. */
    private static Mutant only(String action, String result, Symbol unchecked, Symbol changed) {
        Outcome outcome = unconditional(action, result, unchecked).outcome();
        List<Update> kept = outcome.updates().stream()
                .filter(update -> update.symbol().equals(changed))
                .toList();
        return Edits.replaced(
                action + " that changes only " + changed.name() + ", unchecked",
                CORE,
                CORE.action(action),
                Edits.with(outcome, outcome.when(), kept));
    }

    /** An outcome without its conditions about a symbol. */
    private static Mutant unconditional(String action, String result, Symbol symbol) {
        Outcome outcome = CORE.action(action).outcome(result);
        List<Formula> when = outcome.when().stream()
                .filter(condition -> !Symbols.of(condition).contains(symbol))
                .toList();
        return Edits.replaced(
                action + " without its conditions about " + symbol.name(),
                CORE,
                CORE.action(action),
                Edits.with(outcome, when, outcome.updates()));
    }

    private static Mutant ownerChangesAnyway() {
        Action donate = CORE.action("hypercall.GRANT_DONATE");
        List<Update> anyway = donate.outcome("SUCCESS").updates().stream()
                .filter(update -> update.symbol().equals(Vocabulary.OWN))
                .toList();
        Outcome refused = donate.outcome("REFUSED");
        return Edits.replaced(
                "hypercall.GRANT_DONATE that changes the owner and returns an error",
                CORE,
                donate,
                Edits.with(refused, refused.when(), anyway));
    }

    /** Conditions on all pages of the run become conditions on those that are checked. */
    private static Mutant partlyChecked() {
        Relation checked = new Relation("checked", List.of(Vocabulary.FRAME), Kind.INPUT, "the pages that are checked");
        Action lend = CORE.action("hypercall.GRANT_LEND");
        Outcome outcome = lend.outcome("SUCCESS");
        List<Formula> when = new ArrayList<>();
        for (Formula condition : outcome.when()) {
            when.add(
                    condition
                                            instanceof
                                            Formula.ForAll(
                                                    List<Variable> variables,
                                                    Formula.Implies(Formula run, Formula needed))
                                    && variables.getFirst().sort().equals(Vocabulary.FRAME)
                            ? Formulas.forAll(
                                    variables,
                                    Formulas.implies(Formulas.and(run, checked.of(variables.getFirst())), needed))
                            : condition);
        }
        List<Relation> inputs = new ArrayList<>(lend.inputs());
        inputs.add(checked);
        Action wrapped =
                new Action(lend.name(), lend.meaning(), lend.actor(), lend.parameters(), inputs, lend.outcomes());
        return Edits.replaced(
                "hypercall.GRANT_LEND that checks a part of its pages",
                CORE,
                wrapped,
                Edits.with(outcome, when, outcome.updates()));
    }
}
