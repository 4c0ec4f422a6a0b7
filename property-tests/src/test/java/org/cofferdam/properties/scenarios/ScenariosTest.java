package org.cofferdam.properties.scenarios;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenariosTest {
    @ParameterizedTest
    @EnumSource
    void itsWallHolds(Scenario scenario) {
        assertDoesNotThrow(scenario::play, scenario.about());
    }
}
