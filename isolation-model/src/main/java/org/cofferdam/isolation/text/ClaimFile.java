package org.cofferdam.isolation.text;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Variable;

/**
 * A file of claims: {@code property NAME "what it says" FORMULA}, as often as one likes. A formula with primes is claimed of every
 * step, and may speak of the {@code actor}; one without of every state.
 */
public final class ClaimFile {
    private ClaimFile() {}

    /**
     * Reads claims.
     *
     * @param file how messages call it
     * @throws BadTextException if they cannot be understood
     */
    public static List<Claim> read(String file, String text, Specification specification) throws BadTextException {
        Reader in = new Reader(file, text);
        List<Claim> claims = new ArrayList<>();
        List<String> taken =
                new ArrayList<>(specification.claims().stream().map(Claim::name).toList());
        while (!in.peek().text().isEmpty()) {
            in.expect("property");
            Token name = in.word("the property's name");
            if (taken.contains(name.text())) {
                throw in.wrong(name, "there is a claim " + name + " already: choose another name");
            }
            taken.add(name.text());
            if (!in.peek().isQuoted()) {
                throw in.wrong(in.peek(), "what it says, in quotes, is needed here, not " + in.peek());
            }
            String quoted = in.take().text();
            claims.add(claim(name.text(), quoted.substring(1, quoted.length() - 1), in, specification));
        }
        if (claims.isEmpty()) {
            throw in.wrong(
                    in.peek(), "there is no property in this file: write  property NAME \"what it says\" FORMULA");
        }
        return claims;
    }

    private static Claim claim(String name, String meaning, Reader in, Specification specification)
            throws BadTextException {
        Variable actor =
                new Variable("actor", specification.actions().getFirst().actor().sort());
        FormulaReader reader = new FormulaReader(in, specification);
        Formula formula = reader.formula(List.of(actor));
        Token end = in.peek();
        if (!end.text().isEmpty() && !end.text().equals("property")) {
            throw in.wrong(
                    end,
                    "the formula ends before " + end + ": an operator, 'property' or the end of the file is needed");
        }
        return reader.speaksOfSteps()
                ? new Claim.Step(name, List.of(), meaning, "", actor, formula)
                : new Claim.Invariant(name, List.of(), meaning, formula);
    }
}
