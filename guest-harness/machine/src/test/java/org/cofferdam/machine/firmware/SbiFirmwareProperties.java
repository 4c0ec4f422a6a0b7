package org.cofferdam.machine.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.TestBoard;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;

class SbiFirmwareProperties {
    private final TestBoard test = SbiFirmwareTest.supervisors(2);

    @Provide
    Arbitrary<Long> words() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-2, 8),
                Arbitraries.longs().between(MemoryMap.RAM, MemoryMap.RAM + (1 << 20)));
    }

    @Provide
    Arbitrary<SbiFunction> functions() {
        return Arbitraries.of(SbiFunction.class)
                .filter(function -> function != SbiFunction.HART_STOP && function != SbiFunction.SYSTEM_RESET);
    }

    @Property(tries = 3000)
    void aCallReturnsToItsCallerAndChangesOnlyItsAnswer(
            @ForAll("functions") SbiFunction function,
            @ForAll @Size(6) java.util.List<@net.jqwik.api.From("words") Long> arguments) {
        Hart hart = test.hart(0);
        hart.pc = SbiFirmwareTest.CODE;
        for (int i = 1; i < 32; i++) {
            hart.x[i] = i < 10 || i > 15 ? -i : arguments.get(i - 10);
        }
        hart.x[16] = function.id;
        hart.x[17] = function.extension.id;
        hart.run(hart.cycle + 1);
        assertEquals(SbiFirmwareTest.CODE + 4, hart.pc);
        assertEquals(Privilege.SUPERVISOR, hart.privilege());
        for (int i = 1; i < 32; i++) {
            long before = i == 16
                    ? function.id
                    : i == 17 ? function.extension.id : i < 10 || i > 15 ? -i : arguments.get(i - 10);
            assertTrue(i == 10 || i == 11 || hart.x[i] == before, "x" + i);
        }
        hart.wake();
    }
}
