package org.cofferdam.microkernel.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HardwareTest {
    private static final List<HartPort> ONE = List.of((HartPort) Proxy.newProxyInstance(
            HartPort.class.getClassLoader(), new Class<?>[] {HartPort.class}, (_, _, _) -> null));

    @Test
    void memoryIsAlignedAndThereIsSome() {
        assertEquals(0, new Hardware(ONE, null, 0, 0x1000, 1).base());
        assertEquals(0x20_0000, new Hardware(ONE, null, 0x20_0000, 0x3000, 1).base());
        for (long[] wrong : new long[][] {{-0x20_0000, 0x1000}, {0, 0}, {0, -0x1000}, {0x1000, 0x1000}, {0, 0x800}}) {
            assertThrows(IllegalArgumentException.class, () -> new Hardware(ONE, null, wrong[0], wrong[1], 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new Hardware(List.of(), null, 0, 0x1000, 1));
    }

    @Test
    void nothingNeedsNoTables() {
        for (GStageMode mode : GStageMode.values()) {
            assertEquals(0, mode.tables(0x1234_5000L, 0));
            assertEquals(mode.levels() - 1, mode.tables(0x1234_5000L, 0x1000));
            assertEquals(mode.levels(), mode.tables(0x1F_F000L, 0x2000), "two tables of pages");
        }
    }

    @Test
    void aRightIncludesItselfAndWhatIsLess() {
        for (Rights own : Rights.values()) {
            for (Rights wanted : Rights.values()) {
                assertEquals((wanted.bits() | own.bits()) == own.bits(), own.include(wanted));
            }
        }
    }
}
