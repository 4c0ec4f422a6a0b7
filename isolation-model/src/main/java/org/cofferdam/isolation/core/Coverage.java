package org.cofferdam.isolation.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.IsolationProperty;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;

/** Which claims state each isolation property, which engines check them, and what is checked elsewhere or follows. */
public final class Coverage {
    /** What else is to be said of a property. */
    private static final Map<IsolationProperty, String> REMARKS = new EnumMap<>(Map.of(
            IsolationProperty.OUTPUT_CONSISTENCY,
            "by definition: what u sees of a state is its view, and nothing else, in stepConsistency and"
                    + " localRespect",
            IsolationProperty.NONINTERFERENCE,
            "follows from 1, 2 and 3 for any run (Rushby 1992, theorem 7, for policies that are not" + " transitive)",
            IsolationProperty.NONLEAKAGE,
            "follows from 1 and 3 (von Oheimb 2004; Murray et al. 2013)",
            IsolationProperty.TEMPORAL_SEPARATION,
            "registers as one value, by savedRegisters and stepConsistency; each CSR, the demo's attacker;"
                    + " caches are not modelled",
            IsolationProperty.EXHAUSTION,
            "that nothing is charged to the wrong one; use and quota are numbers, outside the fragment: the"
                    + " core's QuotaTest and the oracle; bounded work: the core's own tests",
            IsolationProperty.WINDOWS,
            "who gets a hart and when; the length of windows in ticks: the core's schedule tests and the demo",
            IsolationProperty.TIME_PROTECTION,
            "where the time of each hart is in the schedule, which is part of everybody's view; ticks, cycle and"
                    + " instret are numbers, outside the fragment: tests of counters, and tworuns --channel",
            IsolationProperty.SMP_CONFIDENTIALITY_AND_INTEGRITY,
            "a step of any hart is a step here, so interleavings are runs; the core's handlers are atomic,"
                    + " which the machine ensures"));

    private Coverage() {}

    /** The engines of this house. */
    public enum Engine {
        /** Any number of everything. */
        PROVER,
        /** All states of a small world. */
        EXPLORER,
        /** The running system. */
        ORACLE
    }

    /** What is known of one property. */
    public record Row(IsolationProperty property, List<Claim> claims, List<Engine> engines, String remark) {}

    /** A row for each property. */
    public static List<Row> rows(Specification specification) {
        List<Row> rows = new ArrayList<>();
        for (IsolationProperty property : IsolationProperty.values()) {
            List<Claim> claims = specification.claims().stream()
                    .filter(claim -> claim.properties().contains(property.number()))
                    .toList();
            List<Engine> engines = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                if (claims.stream().anyMatch(claim -> checks(engine, claim))) {
                    engines.add(engine);
                }
            }
            rows.add(new Row(property, claims, engines, REMARKS.getOrDefault(property, "")));
        }
        return rows;
    }

    /** Whether an engine checks a claim: two runs cannot be seen in one, nor ghosts in a machine. */
    public static boolean checks(Engine engine, Claim claim) {
        return switch (engine) {
            case PROVER -> true;
            case EXPLORER -> !(claim instanceof Claim.TwoRun);
            case ORACLE ->
                claim instanceof Claim.Invariant
                        && Symbols.of(claim.formula()).stream().noneMatch(Coverage::isGhost);
        };
    }

    private static boolean isGhost(Symbol symbol) {
        return symbol.kind() == Kind.GHOST;
    }
}
