package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.properties.statistics.Estimate;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Test;

@Checks(25)
class SpareTimeChannelTest {
    private static final int USES = 300;

    @Test
    void whoSharesSpareTimeSeesWhatOthersUse() {
        Estimate found = Estimate.of(SpareTimeChannel.shared().use(USES, 1), 1);
        assertTrue(found.leaks(), found::toString);
        assertTrue(found.information() > 5 * found.bound(), found::toString);
    }

    @Test
    void strictWindowsCarryNothing() {
        Estimate found = Estimate.of(SpareTimeChannel.strict().use(USES, 1), 1);
        assertEquals(0, found.information(), found::toString);
        assertEquals(0, found.capacity(), 1e-9, found::toString);
        assertFalse(found.leaks());
    }
}
