package org.cofferdam.microkernel;

/** The compressed loads and stores of integer registers (C and Zcb), as the 32-bit instructions they stand for. */
final class CompressedLoadStore {
    private static final int SP = 2;
    private static final int BYTE = 0;
    private static final int HALF = 1;
    private static final int WORD = 2;
    private static final int DOUBLE = 3;
    private static final int UNSIGNED = 4;

    private CompressedLoadStore() {}

    /** The 32-bit equivalent of a 16-bit instruction, or 0 if it is none of these. */
    static int expand(int bits) {
        int base = 8 + field(bits, 7, 3);
        int data = 8 + field(bits, 2, 3);
        int wordOffset = field(bits, 10, 3) << 3 | field(bits, 6, 1) << 2 | field(bits, 5, 1) << 6;
        int doubleOffset = field(bits, 10, 3) << 3 | field(bits, 5, 2) << 6;
        return switch (field(bits, 0, 2) | field(bits, 13, 3) << 2) {
            case 0b010_00 -> load(WORD, data, base, wordOffset);
            case 0b011_00 -> load(DOUBLE, data, base, doubleOffset);
            case 0b110_00 -> store(WORD, data, base, wordOffset);
            case 0b111_00 -> store(DOUBLE, data, base, doubleOffset);
            case 0b100_00 -> expandNarrow(bits, data, base);
            case 0b010_10 ->
                load(
                        WORD,
                        field(bits, 7, 5),
                        SP,
                        field(bits, 12, 1) << 5 | field(bits, 4, 3) << 2 | field(bits, 2, 2) << 6);
            case 0b011_10 ->
                load(
                        DOUBLE,
                        field(bits, 7, 5),
                        SP,
                        field(bits, 12, 1) << 5 | field(bits, 5, 2) << 3 | field(bits, 2, 3) << 6);
            case 0b110_10 -> store(WORD, field(bits, 2, 5), SP, field(bits, 9, 4) << 2 | field(bits, 7, 2) << 6);
            case 0b111_10 -> store(DOUBLE, field(bits, 2, 5), SP, field(bits, 10, 3) << 3 | field(bits, 7, 3) << 6);
            default -> 0;
        };
    }

    private static int expandNarrow(int bits, int data, int base) {
        int byteOffset = field(bits, 6, 1) | field(bits, 5, 1) << 1;
        int halfOffset = field(bits, 5, 1) << 1;
        boolean bit6 = field(bits, 6, 1) != 0;
        return switch (field(bits, 10, 3)) {
            case 0b000 -> load(BYTE | UNSIGNED, data, base, byteOffset);
            case 0b001 -> load(bit6 ? HALF : HALF | UNSIGNED, data, base, halfOffset);
            case 0b010 -> store(BYTE, data, base, byteOffset);
            case 0b011 -> bit6 ? 0 : store(HALF, data, base, halfOffset);
            default -> 0;
        };
    }

    private static int load(int width, int register, int base, int offset) {
        return offset << 20 | base << 15 | width << 12 | register << 7 | 0x03;
    }

    private static int store(int width, int register, int base, int offset) {
        return offset >>> 5 << 25 | register << 20 | base << 15 | width << 12 | (offset & 31) << 7 | 0x23;
    }

    private static int field(int bits, int low, int width) {
        return bits >>> low & (1 << width) - 1;
    }
}
