package org.cofferdam.isolation.prove;

import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Outcome;

/** Does this step keep this claim? */
public record Question(Claim claim, Action action, Outcome outcome) {
    @Override
    public String toString() {
        return claim.name() + " in " + action.name() + " " + outcome.result();
    }
}
