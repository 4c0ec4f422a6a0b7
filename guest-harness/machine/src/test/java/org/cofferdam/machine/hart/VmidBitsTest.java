package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;
import org.junit.jupiter.api.Test;

/** A hart with fewer VMIDs than the format has room for (hypervisor chapter, "hgatp": VMIDLEN). */
class VmidBitsTest {
    private static final int HGATP = 0x680;
    private static final long BASE = 0x8000_0000L;
    private static final long ROOT = BASE + 0x1_0000;
    private static final long ALL_VMIDS = 0x3FFFL << 44;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 0x10_0000);

    private Hart hart(int vmidBits) {
        Bus bus = new Bus();
        bus.attach(memory);
        return new Hart(0, bus, Engine.standard().codeCache(bus), vmidBits);
    }

    @Test
    void theBitsThatThereAreCanBeFoundByWritingOnes() {
        for (int bits = 0; bits <= Hart.MOST_VMID_BITS; bits++) {
            Hart hart = hart(bits);
            hart.csrs.write(HGATP, ALL_VMIDS);
            assertEquals(((1L << bits) - 1) << 44, hart.csrs.read(HGATP));
        }
        assertThrows(IllegalArgumentException.class, () -> hart(-1));
        assertThrows(IllegalArgumentException.class, () -> hart(Hart.MOST_VMID_BITS + 1));
    }

    /** "Bits VMIDMAX-1:VMIDLEN of the current value of rs2 are ignored." */
    @Test
    void aFenceIgnoresTheBitsThatThereAreNot() {
        Hart hart = hart(2);
        memory.storeDouble(ROOT + 2 * 8, BASE >>> 2 | 0xdf);
        hart.csrs.write(0x300, 1 << 18);
        hart.csrs.write(0x200, 1 << 18);
        hart.csrs.write(HGATP, 8L << 60 | 3L << 44 | ROOT >>> 12);
        Mode.VS.enter(hart);
        hart.memory.loadDouble(BASE);
        assertEquals(1, hart.memory.cachedTranslations().size());
        hart.memory.fenceGuestPhysical(false, 0, true, 4 | 2);
        assertEquals(1, hart.memory.cachedTranslations().size());
        hart.memory.fenceGuestPhysical(false, 0, true, 4 | 3);
        assertEquals(0, hart.memory.cachedTranslations().size());
    }
}
