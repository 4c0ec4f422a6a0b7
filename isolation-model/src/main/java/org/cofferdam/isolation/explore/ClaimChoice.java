package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;

/** Which claims of a specification a run is about, by words: {@code invariants}, {@code all}, or names. */
final class ClaimChoice {
    private ClaimChoice() {}

    /**
     * The claims chosen, in the order of the specification. Claims about two runs are never among {@code all}.
     *
     * @throws IllegalArgumentException if a word is none of those, or names a claim about two runs
     */
    static List<Claim> of(Specification specification, List<String> words) {
        List<Claim> chosen = new ArrayList<>();
        for (String word : words) {
            if (!word.equals("invariants") && !word.equals("all")) {
                require(specification, word);
            }
        }
        for (Claim claim : specification.claims()) {
            boolean byKind = (words.contains("all") && !(claim instanceof Claim.TwoRun))
                    || (words.contains("invariants") && claim instanceof Claim.Invariant);
            if (byKind || words.contains(claim.name())) {
                chosen.add(claim);
            }
        }
        return chosen;
    }

    private static void require(Specification specification, String name) {
        Claim claim = specification.claims().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no claim is called " + name
                        + ": say invariants, all, or "
                        + String.join(
                                ", ",
                                specification.claims().stream().map(Claim::name).toList())));
        if (claim instanceof Claim.TwoRun) {
            throw new IllegalArgumentException(name + " is about two runs, and the explorer follows one: see 'prove'");
        }
    }
}
