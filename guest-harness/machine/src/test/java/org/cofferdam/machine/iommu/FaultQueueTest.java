package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.FAULTS;
import static org.cofferdam.machine.iommu.IommuSoftware.FQB;
import static org.cofferdam.machine.iommu.IommuSoftware.FQCSR;
import static org.cofferdam.machine.iommu.IommuSoftware.FQH;
import static org.cofferdam.machine.iommu.IommuSoftware.FQT;
import static org.cofferdam.machine.iommu.IommuSoftware.ICVEC;
import static org.cofferdam.machine.iommu.IommuSoftware.IPSR;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM_SIZE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaultQueueTest {
    private static final int MEMORY_FAULT = 1 << 8;
    private static final int OVERFLOW = 1 << 9;
    private static final int ON = 1 << 16;
    private static final int PENDING = 2;

    private final IommuSoftware software = new IommuSoftware().queues().directory(ONE_LEVEL);

    /** A fault that says, in its address, which one it was. */
    private void fault(long number) {
        assertEquals(-1, software.read(0, number));
    }

    @Test
    void aRecordHasTheFieldsWhereTheSpecificationPutsThem() {
        software.memory.storeDouble(FAULTS + 8, -1);
        assertFalse(software.write(0xab_cdef, 0x1234_5678_9abc_def0L, 1));
        assertEquals(0xab_cdef_0c_0000_0104L, software.memory.loadDouble(FAULTS));
        assertEquals(0, software.memory.loadDouble(FAULTS + 8));
        assertEquals(0x1234_5678_9abc_def0L, software.memory.loadDouble(FAULTS + 16));
        assertEquals(0, software.memory.loadDouble(FAULTS + 24));
    }

    @Test
    void theQueueWrapsAround() {
        for (int i = 0; i < 40; i++) {
            fault(i);
            assertEquals((i + 1) % 16, software.get(FQT));
            assertEquals(i, software.faults().getFirst().address());
        }
    }

    @Test
    void aFullQueueLosesWhatComesUntilSoftwareSaysThatItKnows() {
        for (int i = 0; i < 15; i++) {
            fault(i);
        }
        assertEquals(ON | 3, software.get(FQCSR));
        fault(15);
        assertEquals(ON | OVERFLOW | 3, software.get(FQCSR));
        assertEquals(15, software.get(FQT));
        assertEquals(15, software.faults().size());
        fault(16);
        assertEquals(15, software.get(FQT), "there is room, but nobody has cleared the bit");
        software.set(FQCSR, OVERFLOW | 3);
        assertEquals(ON | 3, software.get(FQCSR));
        fault(17);
        assertEquals(17, software.faults().getFirst().address());
    }

    @Test
    void aQueueOutsideMemoryIsAMemoryFault() {
        software.set(FQCSR, 0);
        software.set(FQB, 8, (RAM + RAM_SIZE) >>> 2 | 3);
        software.set(FQCSR, 3);
        fault(1);
        assertEquals(ON | MEMORY_FAULT | 3, software.get(FQCSR));
        assertEquals(0, software.get(FQT));
        assertTrue(software.wires[0]);
        software.set(FQCSR, MEMORY_FAULT);
        assertEquals(0, software.get(FQCSR));
    }

    @Test
    void aQueueThatIsOffTakesNothingAndStartsAnew() {
        fault(1);
        software.set(FQCSR, 0);
        fault(2);
        assertEquals(1, software.get(FQT));
        assertEquals(0, software.memory.loadDouble(FAULTS + 32));
        software.set(FQCSR, 1);
        assertEquals(0, software.get(FQT));
    }

    @Test
    void switchingOnClearsWhatWasWrong() {
        for (int i = 0; i < 16; i++) {
            fault(i);
        }
        software.set(FQCSR, 0);
        assertEquals(OVERFLOW, software.get(FQCSR));
        software.set(FQH, 0);
        software.set(FQCSR, 1);
        assertEquals(ON | 1, software.get(FQCSR));
        fault(99);
        assertEquals(99, software.faults().getFirst().address());
    }

    @Test
    void aNewRecordInterruptsOnceAndAnErrorUntilItIsCleared() {
        software.set(ICVEC, 8, 0x30);
        fault(1);
        assertEquals(PENDING, software.get(IPSR));
        assertArrayEquals(new boolean[] {false, false, false, true}, software.wires);
        software.set(IPSR, PENDING);
        assertEquals(0, software.get(IPSR));
        assertArrayEquals(new boolean[4], software.wires);
        for (int i = 0; i < 15; i++) {
            fault(i);
        }
        software.set(IPSR, PENDING);
        assertEquals(PENDING, software.get(IPSR), "the overflow is still there");
        assertTrue(software.wires[3]);
        software.set(FQCSR, OVERFLOW | 3);
        software.set(IPSR, PENDING);
        assertEquals(0, software.get(IPSR));
        assertFalse(software.wires[3]);
    }

    @Test
    void aRecordThatNobodyWantsToHearOfInterruptsNobodyLater() {
        software.set(FQCSR, 1);
        fault(1);
        assertEquals(0, software.get(IPSR));
        software.set(FQCSR, 3);
        assertEquals(0, software.get(IPSR));
        software.set(FQCSR, 1);
        for (int i = 0; i < 15; i++) {
            fault(i);
        }
        assertEquals(0, software.get(IPSR));
        software.set(FQCSR, 3);
        assertEquals(PENDING, software.get(IPSR), "an error, however, is still one");
    }
}
