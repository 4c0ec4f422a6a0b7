package org.cofferdam.isolation.core;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;

/** The specification of the partition core: the one place where its parts come together. */
public final class CoreSpecification {
    /** The specification. */
    public static final Specification CORE = specification();

    private CoreSpecification() {}

    private static Specification specification() {
        List<Symbol> symbols = new ArrayList<>(Vocabulary.CONFIGURATION);
        symbols.addAll(Vocabulary.CHANGING);
        List<Action> actions = new ArrayList<>(ControlActions.actions());
        actions.addAll(GrantActions.actions());
        actions.addAll(ChannelActions.actions());
        actions.addAll(SbiActions.actions());
        actions.addAll(MonitorActions.actions());
        actions.addAll(CoreActions.actions());
        actions.addAll(MachineActions.actions());
        List<Claim> claims = new ArrayList<>(MemoryClaims.claims());
        claims.addAll(GrantClaims.claims());
        claims.addAll(TranslationClaims.claims());
        claims.addAll(StepClaims.claims());
        claims.addAll(Promises.claims());
        claims.addAll(RunClaims.claims());
        return new Specification(
                "partition core",
                Vocabulary.SORTS,
                symbols,
                Vocabulary.CONSTANTS,
                Configuration.AXIOMS,
                Configuration.INITIAL,
                actions,
                claims);
    }
}
