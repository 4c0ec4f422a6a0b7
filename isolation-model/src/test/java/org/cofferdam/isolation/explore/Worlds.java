package org.cofferdam.isolation.explore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.explore.CoreWorlds.Flows;
import org.cofferdam.isolation.explore.CoreWorlds.Size;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.ToySpecification;

/** Worlds that are explored in a moment. */
final class Worlds {
    /** Nobody and two people, two boxes. */
    static final SmallWorld TOY = new SmallWorld(
            Map.of(ToySpecification.BOX, 2, ToySpecification.PERSON, 3), new TableState(Map.of()), Set.of());

    /** One partition, two frames, two VMIDs. */
    static final SmallWorld LONELY = CoreWorlds.of(Map.of(Size.FRAMES, 2, Size.VMIDS, 2), Flows.ALL);

    private Worlds() {}

    static List<Claim> invariants(Specification specification) {
        return List.copyOf(specification.claims(Claim.Invariant.class));
    }

    /** All claims but those about two runs. */
    static List<Claim> ofOneRun(Specification specification) {
        return specification.claims().stream()
                .filter(claim -> !(claim instanceof Claim.TwoRun))
                .toList();
    }

    static Exploration lonely(boolean symmetry) {
        return new Exploration(
                CoreSpecification.CORE, LONELY, invariants(CoreSpecification.CORE), CoreSometimes.of(LONELY), symmetry);
    }

    /** Nobody is told. */
    static Exploration explored(Exploration exploration, int threads) {
        exploration.run(threads, Integer.MAX_VALUE, (_, _, _, _) -> {});
        return exploration;
    }
}
