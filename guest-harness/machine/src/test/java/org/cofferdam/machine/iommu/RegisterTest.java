package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.CQB;
import static org.cofferdam.machine.iommu.IommuSoftware.CQCSR;
import static org.cofferdam.machine.iommu.IommuSoftware.CQH;
import static org.cofferdam.machine.iommu.IommuSoftware.CQT;
import static org.cofferdam.machine.iommu.IommuSoftware.DDTP;
import static org.cofferdam.machine.iommu.IommuSoftware.FCTL;
import static org.cofferdam.machine.iommu.IommuSoftware.FQB;
import static org.cofferdam.machine.iommu.IommuSoftware.FQCSR;
import static org.cofferdam.machine.iommu.IommuSoftware.FQH;
import static org.cofferdam.machine.iommu.IommuSoftware.FQT;
import static org.cofferdam.machine.iommu.IommuSoftware.ICVEC;
import static org.cofferdam.machine.iommu.IommuSoftware.IPSR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.memory.Bus;
import org.junit.jupiter.api.Test;

class RegisterTest {
    private static final long PAGE_NUMBER = ((1L << 44) - 1) << 10;

    private final IommuSoftware software = new IommuSoftware();

    /** Each bit of the register as the specification lays it out, so that a capability that is added has to be written here too. */
    @Test
    void theCapabilitiesAreWhatIsThereAndNothingElse() {
        long sv39AndWider = 1 << 9 | 1 << 10 | 1 << 11;
        long svpbmt = 1 << 15;
        long sv39x4AndWider = 1 << 17 | 1 << 18 | 1 << 19;
        long wired = 1L << 28;
        long addressBits = 56L << 32;
        long expected = 0x10 | sv39AndWider | svpbmt | sv39x4AndWider | wired | addressBits;
        assertEquals(expected, software.get(0, 8));
        assertEquals(expected >>> 32, software.get(4, 4));
        software.set(0, 8, -1);
        assertEquals(expected, software.get(0, 8));
        software.set(FCTL, -1);
        assertEquals(2, software.get(FCTL));
    }

    @Test
    void itStartsOffWithQueuesOff() {
        software.queues().directory(IommuSoftware.ONE_LEVEL);
        software.set(ICVEC, 8, -1);
        software.iommu.reset();
        for (int register : new int[] {DDTP, CQB, FQB, ICVEC}) {
            assertEquals(0, software.get(register, 8), "register " + register);
        }
        for (int register : new int[] {CQH, CQT, FQH, FQT, CQCSR, FQCSR, IPSR}) {
            assertEquals(0, software.get(register), "register " + register);
        }
    }

    @Test
    void registersOfEightBytesAreAccessedWholeOrByHalves() {
        software.set(DDTP + 4, 0x0012_3456);
        software.set(DDTP, 0x789a_bc03);
        assertEquals(0x0012_3456_789a_bc03L, software.get(DDTP, 8));
        assertEquals(0x0012_3456, software.get(DDTP + 4));
        assertEquals(0x789a_bc03, software.get(DDTP));
        assertEquals(0x789a_bc03L, software.get(DDTP, 4), "zero-extended");
    }

    @Test
    void otherAccessesReadAsZeroAndWriteNothing() {
        software.set(CQB, 8, 0x123_4003);
        software.set(CQT, 5);
        software.set(CQH, 8, -1);
        software.set(CQT, 2, 7);
        software.set(CQT + 1, 4, 7);
        software.set(CQT, 1, 7);
        software.set(CQT - 2, 4, 7);
        assertEquals(5, software.get(CQT));
        assertEquals(0, software.get(CQH, 8), "two registers");
        assertEquals(0, software.get(CQB, 2));
        assertEquals(0, software.get(CQB, 1));
        assertEquals(0, software.get(CQB + 2, 4), "not aligned");
        assertEquals(0, software.get(CQB + 4, 8), "not aligned");
        for (int hole : new int[] {12, 56, 64, 68, 80, 88, 96, 600, 616, 624, 688, 768, 1024, 4092}) {
            software.set(hole, -1);
            assertEquals(0, software.get(hole), "offset " + hole);
        }
    }

    @Test
    void theDirectoryPointerKeepsTheBitsThatExistAndTheModesThatExist() {
        software.set(DDTP, 8, (-1L & ~0xf) | 4);
        assertEquals(PAGE_NUMBER | 4, software.get(DDTP, 8));
        for (int mode = 5; mode < 16; mode++) {
            software.set(DDTP, 8, 0x1000 | mode);
            assertEquals(0x1000 | 4, software.get(DDTP, 8), "mode " + mode);
        }
        for (int mode = 0; mode < 5; mode++) {
            software.set(DDTP, 8, 0x2000 | mode);
            assertEquals(0x2000 | mode, software.get(DDTP, 8));
        }
    }

    @Test
    void queueBasesKeepTheirBitsAndCutSoftwaresIndex() {
        software.set(CQB, 8, -1);
        software.set(FQB, 8, -1);
        assertEquals(PAGE_NUMBER | 0x1f, software.get(CQB, 8));
        assertEquals(PAGE_NUMBER | 0x1f, software.get(FQB, 8));
        software.set(CQT, 0xffff_fffe);
        software.set(FQH, 0xffff_fffd);
        assertEquals(0xffff_fffe, software.get(CQT), "2^32 entries");
        assertEquals(0xffff_fffd, software.get(FQH));
        software.set(CQB, 8, 3);
        software.set(FQB, 8, 0);
        assertEquals(14, software.get(CQT));
        assertEquals(1, software.get(FQH));
        software.set(CQT, 0x35);
        software.set(FQH, 0x34);
        assertEquals(5, software.get(CQT));
        assertEquals(0, software.get(FQH));
        software.set(CQH, 9);
        software.set(FQT, 9);
        assertEquals(0, software.get(CQH));
        assertEquals(0, software.get(FQT));
    }

    @Test
    void aQueueThatIsOnKeepsItsBase() {
        software.queues();
        long commands = software.get(CQB, 8);
        long faults = software.get(FQB, 8);
        software.set(CQB, 8, 0x7f03);
        software.set(FQB, 8, 0x7f03);
        assertEquals(commands, software.get(CQB, 8));
        assertEquals(faults, software.get(FQB, 8));
        software.set(CQCSR, 0);
        software.set(FQCSR, 0);
        software.set(CQB, 8, 0x7c03);
        software.set(FQB, 8, 0x7c03);
        assertEquals(0x7c03, software.get(CQB, 8));
        assertEquals(0x7c03, software.get(FQB, 8));
    }

    @Test
    void controlRegistersSayThatAQueueIsOnAtOnce() {
        software.queues();
        assertEquals(1 << 16 | 3, software.get(CQCSR));
        assertEquals(1 << 16 | 3, software.get(FQCSR));
        software.set(CQCSR, 2);
        software.set(FQCSR, 1);
        assertEquals(2, software.get(CQCSR));
        assertEquals(1 << 16 | 1, software.get(FQCSR));
        software.set(CQCSR, -1);
        assertEquals(1 << 16 | 3, software.get(CQCSR), "reserved bits and conditions cannot be set");
    }

    @Test
    void vectorsHaveAsManyBitsAsThereAreWires() {
        software.set(ICVEC, 8, -1);
        assertEquals(0x3333, software.get(ICVEC, 8));
        Iommu one = new Iommu(new Bus(), InterruptLine.NONE);
        one.store(ICVEC, 8, -1);
        assertEquals(0, one.load(ICVEC, 8));
        assertThrows(IllegalArgumentException.class, () -> new Iommu(new Bus()));
        assertThrows(IllegalArgumentException.class, () -> new Iommu(new Bus(), new InterruptLine[3]));
        assertThrows(IllegalArgumentException.class, () -> new Iommu(new Bus(), new InterruptLine[32]));
    }

    @Test
    void deviceIdsHave24Bits() {
        software.iommu.behind(0xff_ffff);
        assertThrows(IllegalArgumentException.class, () -> software.iommu.behind(0x100_0000));
        assertThrows(IllegalArgumentException.class, () -> software.iommu.behind(-1));
    }
}
