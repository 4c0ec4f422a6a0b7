package org.cofferdam.isolation.agreement;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.mutate.Equivalents;
import org.cofferdam.isolation.mutate.PublishedFault;

/** What prover and explorer say of mutants, as Markdown. */
public final class AgreementTable {
    private AgreementTable() {}

    /** How many of each kind. */
    public static String counts(List<Agreement> agreements) {
        Map<Agreement.Kind, Integer> counts = new EnumMap<>(Agreement.Kind.class);
        agreements.forEach(agreement -> counts.merge(agreement.kind(), 1, Integer::sum));
        StringBuilder text = new StringBuilder("| mutants | how the engines agree |\n|---|---|\n");
        counts.forEach((kind, count) -> text.append("| " + count + " | " + kind.meaning() + " |\n"));
        return text.toString();
    }

    /** A row for each mutant. */
    public static String rows(List<Agreement> agreements) {
        StringBuilder text =
                new StringBuilder("| # | mutant | prover | explorer | if the prover refutes nothing: why it is"
                        + " harmless |\n|---|---|---|---|---|\n");
        for (int i = 0; i < agreements.size(); i++) {
            Agreement agreement = agreements.get(i);
            Optional<String> reason =
                    agreement.proved().isEmpty() ? Equivalents.reason(agreement.mutant()) : Optional.of("");
            text.append("| " + (i + 1) + " | " + escaped(agreement.mutant().name()) + " | " + agreement.prover() + " | "
                    + agreement.explorer() + " | " + reason.orElse("NOT EXPLAINED") + " |\n");
        }
        return text.toString();
    }

    /** A row for each published fault: its agreement is where it stands among the faults. */
    public static String faults(List<Agreement> agreements) {
        StringBuilder text = new StringBuilder("| fault | after | prover | explorer |\n|---|---|---|---|\n");
        for (PublishedFault fault : PublishedFault.values()) {
            Agreement agreement = agreements.stream()
                    .filter(each -> each.mutant().name().equals(fault.mutant().name()))
                    .findFirst()
                    .orElseThrow();
            text.append("| " + fault.name() + " | " + fault.source() + " | " + agreement.prover() + " | "
                    + agreement.explorer() + " |\n");
        }
        return text.toString();
    }

    private static String escaped(String name) {
        return name.replace("|", "\\|");
    }
}
