package org.cofferdam.isolation.mutate;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.prove.Prover;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedFaultTest {
    @ParameterizedTest
    @EnumSource
    void theFaultBreaksItsPropertyAndTheSpecificationWithoutItKeepsIt(PublishedFault fault) {
        Mutant mutant = fault.mutant();
        List<Claim> claims = CORE.claims().stream()
                .filter(claim -> claim.properties().contains(fault.property()))
                .toList();
        assertTrue(fault.story().isPresent(), "not refuted");
        Action sound = CORE.action(mutant.action().name());
        assertEquals(
                Optional.empty(),
                Prover.z3(CORE).refutation(sound, sound.outcome(mutant.outcome().result()), claims));
    }
}
