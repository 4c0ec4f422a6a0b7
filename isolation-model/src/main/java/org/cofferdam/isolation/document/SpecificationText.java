package org.cofferdam.isolation.document;

import java.util.List;
import java.util.Locale;
import org.cofferdam.isolation.core.SbiActions;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;

/** A specification as a person reads it: Markdown with mathematics. */
public final class SpecificationText {
    private final StringBuilder text = new StringBuilder();

    private SpecificationText() {}

    /** The whole text. */
    public static String of(Specification specification) {
        SpecificationText document = new SpecificationText();
        document.vocabulary(specification);
        document.actions(specification);
        document.claims(specification);
        return document.text.toString();
    }

    private void vocabulary(Specification specification) {
        text.append("# Specification of the " + specification.name() + "\n\n## Sorts\n\n");
        text.append("| Sort | Is | Named elements |\n|---|---|---|\n");
        for (Sort sort : specification.sorts()) {
            List<String> constants = specification.constants().stream()
                    .filter(constant -> constant.sort().equals(sort))
                    .map(Constant::name)
                    .toList();
            row(sort.name(), sort.meaning(), String.join(", ", constants));
        }
        text.append("\n## State and configuration\n\n| Symbol | Means | Kind |\n|---|---|---|\n");
        for (Symbol symbol : specification.symbols()) {
            row(
                    "`" + signature(symbol) + "`",
                    symbol.meaning(),
                    symbol.kind().name().toLowerCase(Locale.ROOT));
        }
        text.append("\n## Configuration\n\nEvery configuration that is accepted:\n\n");
        specification.axioms().forEach(this::item);
        text.append("\n## In the beginning\n\n");
        specification.initial().forEach(this::item);
    }

    private void row(String first, String second, String third) {
        text.append("| " + first + " | " + second + " | " + third + " |\n");
    }

    private void item(Formula formula) {
        text.append("- `" + formula + "`\n");
    }

    private static String signature(Symbol symbol) {
        String places =
                String.join(" × ", symbol.sorts().stream().map(Sort::name).toList());
        return switch (symbol) {
            case Relation relation -> relation.name() + " ⊆ " + places;
            case Function function -> function.name() + " : " + places + " → " + function.result();
        };
    }

    private void actions(Specification specification) {
        text.append("\n## Actions\n");
        for (Action action : specification.actions()) {
            List<String> parameters = action.parameters().stream()
                    .map(variable -> variable.name() + " : " + variable.sort())
                    .toList();
            text.append("\n### " + action.name() + "(" + String.join(", ", parameters) + ")\n\n");
            text.append(sentence(action.meaning()) + " On behalf of `" + action.actor() + "`.");
            for (Relation input : action.inputs()) {
                text.append(" Chosen: `" + input.name() + "`, " + input.meaning() + ".");
            }
            String reason = SbiActions.reason(action.name());
            text.append(reason.isEmpty() ? "\n" : " " + reason + "\n");
            action.outcomes().forEach(this::outcome);
        }
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private void outcome(Outcome outcome) {
        text.append("\n**" + outcome.result() + "**" + (outcome.isError() ? " (an error)" : ""));
        text.append(outcome.when().isEmpty() ? ", always possible" : ", when");
        text.append(outcome.updates().isEmpty() && outcome.when().isEmpty() ? ": nothing changes.\n" : "\n\n");
        outcome.when().forEach(this::item);
        if (!outcome.updates().isEmpty()) {
            text.append("\nthen\n\n");
            outcome.updates().forEach(update -> text.append("- `" + update.written() + "`\n"));
        } else if (!outcome.when().isEmpty()) {
            text.append("\nthen nothing changes.\n");
        }
    }

    private void claims(Specification specification) {
        text.append("\n## Claims\n");
        for (Claim claim : specification.claims()) {
            text.append("\n### " + claim.name() + "\n\n" + sentence(claim.meaning()) + " (of every "
                    + PropertyTable.kind(claim).replace("two runs", "pair of runs") + properties(claim) + ")\n\n");
            if (claim instanceof Claim.TwoRun run) {
                text.append("If for " + run.viewer().name() + "\n\n");
                item(run.premise());
                run.alike().forEach(this::item);
                text.append("\nthen so after the step.\n");
            } else {
                item(claim.formula());
            }
        }
    }

    private static String properties(Claim claim) {
        List<String> numbers =
                claim.properties().stream().map(number -> "" + number).toList();
        return numbers.isEmpty() ? "; helps to prove others" : "; property " + String.join(", ", numbers);
    }
}
