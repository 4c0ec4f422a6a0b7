package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.translation.Vmids;
import org.junit.jupiter.api.Test;

/** VMIDs are given out once in a generation, and come back when they are freed. */
final class VmidsTest {
    private final FakeMachine machine = FakeMachine.small();

    private Vmids vmids(int most) {
        machine.mostVmid = most;
        return new Vmids(machine.hart(0));
    }

    @Test
    void theHartIsAskedAndLeftAsItWas() {
        assertEquals(3, vmids(3).most());
        assertEquals(0, machine.hart(0).csr(Csr.HGATP));
    }

    @Test
    void eachGetsAnotherUntilAllAreGivenOutThenAGenerationBegins() {
        Vmids vmids = vmids(3);
        Vmids.Tag[] tags = new Vmids.Tag[3];
        for (int i = 0; i < 3; i++) {
            tags[i] = new Vmids.Tag();
            assertFalse(vmids.isCurrent(tags[i]));
            assertFalse(vmids.renew(tags[i], List.of()), "there was one left");
            assertEquals(i + 1, tags[i].vmid());
            assertTrue(vmids.isCurrent(tags[i]));
        }
        Vmids.Tag next = new Vmids.Tag();
        assertTrue(vmids.renew(next, List.of(tags[0], tags[2])), "everything has to be forgotten");
        assertEquals(2, next.vmid(), "harts are still using 1 and 3");
        assertTrue(vmids.isCurrent(tags[0]) && vmids.isCurrent(tags[2]) && vmids.isCurrent(next));
        assertFalse(vmids.isCurrent(tags[1]), "its number is another's");
        assertTrue(vmids.renew(tags[1], List.of(next)));
    }

    @Test
    void whatIsFreedIsGivenOutAgain() {
        Vmids vmids = vmids(2);
        Vmids.Tag one = new Vmids.Tag();
        Vmids.Tag two = new Vmids.Tag();
        vmids.renew(one, List.of());
        vmids.renew(two, List.of());
        vmids.free(one);
        assertFalse(vmids.isCurrent(one));
        assertTrue(vmids.isCurrent(two));
        Vmids.Tag three = new Vmids.Tag();
        assertFalse(vmids.renew(three, List.of()));
        assertEquals(1, three.vmid());
    }
}
