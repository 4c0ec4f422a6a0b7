package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings come from GNU as, those of Zcb (which it does not know) from riscv-opcodes. */
final class LoadStoreTest {
    private static final long PC = 0x4000;

    private final FakeMachine machine = FakeMachine.small();
    private final FakeHart hart = machine.hart(0);

    @ParameterizedTest
    @CsvSource({
        "fff58503, false, 1, true, 10, 11, -1", // lb a0, -1(a1)
        "00241f83, false, 2, true, 31, 8, 2", // lh t6, 2(s0)
        "7ff12783, false, 4, true, 15, 2, 2047", // lw a5, 2047(sp)
        "8001b083, false, 8, true, 1, 3, -2048", // ld ra, -2048(gp)
        "00054003, false, 1, false, 0, 10, 0", // lbu zero, 0(a0)
        "00655d83, false, 2, false, 27, 10, 6", // lhu s11, 6(a0)
        "00456503, false, 4, false, 10, 10, 4", // lwu a0, 4(a0)
        "feb50fa3, true, 1, true, 11, 10, -1", // sb a1, -1(a0)
        "00cf9123, true, 2, true, 12, 31, 2", // sh a2, 2(t6)
        "7ed12fa3, true, 4, true, 13, 2, 2047", // sw a3, 2047(sp)
        "80e1b023, true, 8, true, 14, 3, -2048", // sd a4, -2048(gp)
        "5de8, false, 4, true, 10, 11, 124", // c.lw a0, 124(a1)
        "40c0, false, 4, true, 8, 9, 4", // c.lw s0, 4(s1)
        "7f7c, false, 8, true, 15, 14, 248", // c.ld a5, 248(a4)
        "6404, false, 8, true, 9, 8, 8", // c.ld s1, 8(s0)
        "c3a8, true, 4, true, 10, 15, 64", // c.sw a0, 64(a5)
        "e074, true, 8, true, 13, 8, 192", // c.sd a3, 192(s0)
        "557e, false, 4, true, 10, 2, 252", // c.lwsp a0, 252(sp)
        "4f92, false, 4, true, 31, 2, 4", // c.lwsp t6, 4(sp)
        "7dfe, false, 8, true, 27, 2, 504", // c.ldsp s11, 504(sp)
        "6522, false, 8, true, 10, 2, 8", // c.ldsp a0, 8(sp)
        "dffe, true, 4, true, 31, 2, 252", // c.swsp t6, 252(sp)
        "c22a, true, 4, true, 10, 2, 4", // c.swsp a0, 4(sp)
        "fffe, true, 8, true, 31, 2, 504", // c.sdsp t6, 504(sp)
        "e402, true, 8, true, 0, 2, 8", // c.sdsp zero, 8(sp)
        "81e8, false, 1, false, 10, 11, 3", // c.lbu a0, 3(a1)
        "84a0, false, 2, false, 8, 9, 2", // c.lhu s0, 2(s1)
        "877c, false, 2, true, 15, 14, 2", // c.lh a5, 2(a4)
        "89c8, true, 1, true, 10, 11, 1", // c.sb a0, 1(a1)
        "8da8, true, 2, true, 10, 11, 2", // c.sh a0, 2(a1)
    })
    void theGuestsCodeSaysWhichAccessTrapped(
            String code, boolean store, int size, boolean signed, int register, int base, int offset) {
        int bits = Integer.parseUnsignedInt(code, 16);
        int length = code.length() / 2;
        machine.code.put(PC, bits & 0xFFFF);
        if (length == 4) {
            machine.code.put(PC + 2, bits >>> 16);
        }
        hart.csr(Csr.SEPC, PC);
        hart.x(base, 0x1000_0000);
        hart.csr(Csr.STVAL, hart.x(base) + offset);
        assertEquals(new LoadStore(store, size, signed, register, length), LoadStore.trapped(hart));

        hart.csr(Csr.STVAL, hart.x(base) + offset + 1);
        assertNull(LoadStore.trapped(hart), "stval is not this instruction's address");

        int transformed = length == 4 ? bits : CompressedLoadStore.expand(bits) & ~0b10;
        hart.csr(Csr.HTINST, transformed & ~(31 << 15));
        machine.code.clear();
        assertEquals(new LoadStore(store, size, signed, register, length), LoadStore.trapped(hart));

        hart.csr(Csr.HTINST, (transformed & ~(31 << 15)) | 4 << 15);
        assertNull(LoadStore.trapped(hart), "the second part of an access that crosses a page");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0005_3507, // fld fa0, 0(a0)
                0x00b6_252f, // amoadd.w a0, a1, (a2)
                0x0000_7503, // the reserved load width
                0x0000_4523, // the reserved store widths
                0x2508, // c.fld fa0, 8(a0)
                0x0505, // c.addi a0, 1
                0x8dc8, // c.sh with bit 6 set, reserved
                0x9c00, // reserved in Zcb
                0x0000,
            })
    void otherInstructionsAreNoDeviceAccess(int bits) {
        machine.code.put(PC, bits & 0xFFFF);
        machine.code.put(PC + 2, bits >>> 16);
        hart.csr(Csr.SEPC, PC);
        assertNull(LoadStore.trapped(hart));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x3000, 0x3020, 0x2000, 0x2020})
    void aWalkOfTheGuestsOwnTablesIsNoDeviceAccess(long pseudoInstruction) {
        hart.csr(Csr.HTINST, pseudoInstruction);
        assertNull(LoadStore.trapped(hart));
    }

    @Test
    void codeThatCannotBeFetchedIsNoDeviceAccess() {
        hart.csr(Csr.SEPC, PC);
        assertNull(LoadStore.trapped(hart));
        machine.code.put(PC, 0x8503);
        assertNull(LoadStore.trapped(hart), "the second half is on a page without execute permission");
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, fffffffffffffff4",
        "1, false, f4",
        "2, true, fffffffffffff3f4",
        "2, false, f3f4",
        "4, true, fffffffff1f2f3f4",
        "4, false, f1f2f3f4",
        "8, true, e1e2e3e4f1f2f3f4",
    })
    void aLoadExtendsItsValueAndAStoreCutsIt(int size, boolean signed, String loaded) {
        long wide = 0xe1e2_e3e4_f1f2_f3f4L;
        hart.csr(Csr.SEPC, PC);
        new LoadStore(false, size, signed, 5, 2).complete(hart, wide);
        assertEquals(Long.parseUnsignedLong(loaded, 16), hart.x(5));
        assertEquals(PC + 2, hart.csr(Csr.SEPC));

        hart.x(6, wide);
        long mask = size == 8 ? -1 : (1L << (8 * size)) - 1;
        assertEquals(wide & mask, new LoadStore(true, size, true, 6, 4).value(hart));
        new LoadStore(true, size, true, 6, 4).complete(hart, 0);
        assertEquals(wide, hart.x(6));
        assertEquals(PC + 6, hart.csr(Csr.SEPC));
    }
}
