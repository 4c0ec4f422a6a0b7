package org.cofferdam.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IsolationPropertyTest {
    @Test
    void numbersRunFromOneWithoutAGapSoThatACitationStaysValid() {
        IsolationProperty[] all = IsolationProperty.values();
        for (int i = 0; i < all.length; i++) {
            assertEquals(i + 1, all[i].number(), all[i]::name);
            assertEquals(all[i], IsolationProperty.numbered(i + 1));
        }
    }

    @Test
    void everyPropertyIsStatedAndNamesItsSource() {
        for (IsolationProperty property : IsolationProperty.values()) {
            assertFalse(property.statement().isBlank(), property::name);
            assertFalse(property.source().isBlank(), property::name);
        }
    }

    @Test
    void aNumberThatIsNoneIsNamedInTheError() {
        var failure = assertThrows(IllegalArgumentException.class, () -> IsolationProperty.numbered(26));
        assertEquals("no isolation property 26: they are 1 to 25", failure.getMessage());
    }
}
