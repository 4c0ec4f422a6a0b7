package org.cofferdam.isolation.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cofferdam.isolation.core.Coverage;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;

/** The isolation properties, how each is stated and who checks it, as a table in Markdown. */
public final class PropertyTable {
    private PropertyTable() {}

    /** The table. */
    public static String of(Specification specification) {
        StringBuilder text =
                new StringBuilder("| # | Property | Stated as | Checked by | Remark |\n|---|---|---|---|---|\n");
        for (Coverage.Row row : Coverage.rows(specification)) {
            List<String> engines = row.engines().stream()
                    .map(engine -> engine.name().toLowerCase(Locale.ROOT))
                    .toList();
            text.append("| " + row.property().number() + " | " + row.property().title() + " | ")
                    .append(claims(row.claims()) + " | " + String.join(", ", engines) + " | " + row.remark() + " |\n");
        }
        return text.toString();
    }

    private static String claims(List<Claim> claims) {
        List<String> parts = new ArrayList<>();
        for (Claim claim : claims) {
            parts.add("`" + claim.name() + "` (" + kind(claim) + ")");
        }
        return String.join(", ", parts);
    }

    /** What a claim is about. */
    static String kind(Claim claim) {
        return switch (claim) {
            case Claim.Invariant _ -> "state";
            case Claim.Step _, Claim.Promise _ -> "step";
            case Claim.Refusal _ -> "error";
            case Claim.TwoRun _ -> "two runs";
        };
    }
}
