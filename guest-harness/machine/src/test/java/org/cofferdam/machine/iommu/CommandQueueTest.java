package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.COMMANDS;
import static org.cofferdam.machine.iommu.IommuSoftware.CQB;
import static org.cofferdam.machine.iommu.IommuSoftware.CQCSR;
import static org.cofferdam.machine.iommu.IommuSoftware.CQH;
import static org.cofferdam.machine.iommu.IommuSoftware.CQT;
import static org.cofferdam.machine.iommu.IommuSoftware.ICVEC;
import static org.cofferdam.machine.iommu.IommuSoftware.IPSR;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM_SIZE;
import static org.cofferdam.machine.iommu.IommuSoftware.TWO_LEVELS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What commands remove from caches is {@link CacheTest}'s. */
class CommandQueueTest {
    private static final long VMA = 0x001;
    private static final long GVMA = 0x081;
    private static final long FENCE = 0x002;
    private static final long INVAL_DDT = 0x003;
    private static final long INVAL_PDT = 0x083;
    private static final long DV = 1L << 33;
    private static final long AV = 1 << 10;
    private static final long WSI = 1 << 11;

    private static final int MEMORY_FAULT = 1 << 8;
    private static final int ILLEGAL = 1 << 10;
    private static final int FENCED = 1 << 11;
    private static final int ON = 1 << 16 | 3;
    private static final int PENDING = 1;

    private static final long FLAG = RAM + 0x9000;

    private final IommuSoftware software = new IommuSoftware().queues().directory(ONE_LEVEL);

    private void isIllegal(long low, long high) {
        String command = "0x%x 0x%x".formatted(low, high);
        int head = software.get(CQH);
        software.command(low, high);
        assertEquals(ON | ILLEGAL, software.get(CQCSR) & ~FENCED, command);
        assertEquals(head, software.get(CQH), command + ": the head is at it");
        software.set(CQCSR, 0);
        software.set(CQT, 0);
        software.set(CQCSR, 3);
        assertEquals(ON, software.get(CQCSR));
    }

    private void isFine(long low, long high) {
        software.command(low, high);
        assertEquals(ON, software.get(CQCSR) & ~FENCED, "0x%x 0x%x".formatted(low, high));
        assertEquals(software.get(CQT), software.get(CQH));
    }

    /** Flips every bit of a command and sees whether it matters. */
    private void onlyTheseBitsMayBeSet(long low, long high, long lowMask, long highMask) {
        isFine(low, high);
        for (int bit = 10; bit < 64; bit++) {
            if ((lowMask >>> bit & 1) != 0) {
                isFine(low ^ 1L << bit, high);
            } else {
                isIllegal(low | 1L << bit, high);
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            if ((highMask >>> bit & 1) != 0) {
                isFine(low, high ^ 1L << bit);
            } else {
                isIllegal(low, high | 1L << bit);
            }
        }
    }

    @Test
    void reservedBitsAreIllegalAndOperandsAreNot() {
        long address = ((1L << 52) - 1) << 10;
        long guest = 0xffffL << 44;
        onlyTheseBitsMayBeSet(VMA, 0, AV | 0xf_ffffL << 12 | 1L << 32 | DV | guest, address);
        onlyTheseBitsMayBeSet(GVMA, 0, AV | 0xf_ffffL << 12 | DV | guest, address);
        long data = 0xffff_ffffL << 32;
        onlyTheseBitsMayBeSet(FENCE, FLAG >>> 2, AV | WSI | 3 << 12 | data, (1L << 62) - 1);
        software.set(IommuSoftware.DDTP, 8, 4);
        onlyTheseBitsMayBeSet(INVAL_DDT, 0, DV | 0xff_ffffL << 40, 0);
    }

    @Test
    void allOtherCodesAreIllegalOrNotSupported() {
        for (int code = 0; code < 1 << 10; code++) {
            if (code != VMA && code != GVMA && code != FENCE && code != INVAL_DDT) {
                isIllegal(code, 0);
            }
        }
        isIllegal(INVAL_PDT | DV, 0);
        isIllegal(-1, -1);
    }

    @Test
    void aDeviceIdWiderThanTheDirectoryIsIllegal() {
        isFine(INVAL_DDT | DV | 0x7fL << 40, 0);
        isIllegal(INVAL_DDT | DV | 0x80L << 40, 0);
        isFine(INVAL_DDT | 0x80L << 40, 0);
        software.directory(0).directory(TWO_LEVELS);
        isFine(INVAL_DDT | DV | 0xffffL << 40, 0);
        isIllegal(INVAL_DDT | DV | 0x1_0000L << 40, 0);
    }

    @Test
    void anIllegalCommandStopsTheQueueUntilSoftwareClearsTheCondition() {
        software.command(0, 0);
        software.command(FENCE | AV | 7L << 32, FLAG >>> 2);
        assertEquals(0, software.get(CQH));
        assertEquals(0, software.memory.loadWord(FLAG));
        software.memory.storeDouble(COMMANDS, FENCE);
        assertEquals(0, software.get(CQH), "mended, but not said so");
        software.set(CQCSR, ILLEGAL | 3);
        assertEquals(2, software.get(CQH));
        assertEquals(7, software.memory.loadWord(FLAG));
    }

    @Test
    void aFenceWritesItsFourBytes() {
        software.memory.storeDouble(FLAG, -1);
        software.command(FENCE | AV | 0x1234_5678L << 32, (FLAG + 4) >>> 2);
        assertEquals(0x1234_5678_ffff_ffffL, software.memory.loadDouble(FLAG));
        software.command(FENCE | 0x99L << 32, FLAG >>> 2);
        assertEquals(-1, software.memory.loadWord(FLAG), "not without AV");
    }

    @Test
    void aFenceThatCannotWriteIsAMemoryFaultAndNotDone() {
        software.command(FENCE | AV | WSI, (RAM + RAM_SIZE) >>> 2);
        assertEquals(ON | MEMORY_FAULT, software.get(CQCSR));
        assertEquals(0, software.get(CQH));
        software.memory.storeDouble(COMMANDS + 8, FLAG >>> 2);
        software.set(CQCSR, MEMORY_FAULT | 3);
        assertEquals(ON | FENCED, software.get(CQCSR));
        assertEquals(1, software.get(CQH));
    }

    @Test
    void aFenceInterruptsIfAskedTo() {
        software.set(ICVEC, 8, 2);
        software.command(FENCE, 0);
        assertEquals(0, software.get(IPSR));
        software.command(FENCE | WSI, 0);
        assertEquals(ON | FENCED, software.get(CQCSR));
        assertEquals(PENDING, software.get(IPSR));
        assertArrayEquals(new boolean[] {false, false, true, false}, software.wires);
        software.command(FENCE, 0);
        assertEquals(3, software.get(CQH), "it does not stop the queue");
        software.set(IPSR, PENDING);
        assertEquals(PENDING, software.get(IPSR), "the condition is still there");
        software.set(CQCSR, FENCED | 3);
        software.set(IPSR, PENDING);
        assertEquals(0, software.get(IPSR));
        assertFalse(software.wires[2]);
    }

    @Test
    void errorsInterruptIfSoftwareWantsThat() {
        software.set(CQCSR, 1);
        software.command(0, 0);
        assertEquals(0, software.get(IPSR));
        software.set(CQCSR, 3);
        assertEquals(PENDING, software.get(IPSR));
        assertTrue(software.wires[0]);
    }

    @Test
    void aQueueOutsideMemoryIsAMemoryFault() {
        software.set(CQCSR, 0);
        software.set(CQB, 8, (RAM + RAM_SIZE) >>> 2 | 3);
        software.set(CQT, 1);
        software.set(CQCSR, 3);
        assertEquals(ON | MEMORY_FAULT, software.get(CQCSR));
        assertEquals(0, software.get(CQH));
    }

    @Test
    void switchingOnBeginsAtTheFirstCommandWithoutOldErrors() {
        software.command(FENCE | WSI, 0);
        software.command(0, 0);
        software.set(CQCSR, 0);
        assertEquals(1, software.get(CQH));
        assertEquals(ILLEGAL | FENCED, software.get(CQCSR));
        software.set(CQT, 0);
        software.set(CQCSR, 1);
        assertEquals(1 << 16 | 1, software.get(CQCSR));
        assertEquals(0, software.get(CQH));
    }

    @Test
    void nothingHappensWhileTheQueueIsOff() {
        software.set(CQCSR, 0);
        software.command(FENCE | AV | 7L << 32, FLAG >>> 2);
        assertEquals(0, software.memory.loadWord(FLAG));
    }

    @Test
    void aLongQueueIsWorkedOffPieceByPiece() {
        long commands = software.pages(512);
        int last = (1 << 17) - 1;
        for (int i = 0; i <= last; i++) {
            software.memory.storeDouble(commands + 16L * i, FENCE | AV | (long) i << 32);
            software.memory.storeDouble(commands + 16L * i + 8, FLAG >>> 2);
        }
        software.set(CQCSR, 0);
        software.set(CQB, 8, commands >>> 2 | 16);
        software.set(CQT, last);
        software.set(CQCSR, 1);
        assertTrue(software.memory.loadWord(FLAG) < 1000, "one access does little");
        assertEquals(0, software.iommu.nextEvent(), "but more is to come");
        int before = software.memory.loadWord(FLAG);
        software.iommu.poll();
        assertTrue(software.memory.loadWord(FLAG) > before);
        for (int i = 0; i < last && software.iommu.nextEvent() == 0; i++) {
            software.iommu.poll();
        }
        assertEquals(last - 1, software.memory.loadWord(FLAG));
        assertEquals(last, software.get(CQH));
        assertEquals(Long.MAX_VALUE, software.iommu.nextEvent());
    }
}
