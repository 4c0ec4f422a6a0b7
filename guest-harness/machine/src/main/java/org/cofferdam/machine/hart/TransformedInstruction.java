package org.cofferdam.machine.hart;

/**
 * What {@code mtinst} and {@code htinst} say about a trapping load, store or atomic (hypervisor chapter, "Transformed
 * Instruction or Pseudoinstruction"): the instruction with its immediate zeroed and rs1 replaced by how far into the
 * access the fault lies; a compressed one as its expansion, with bit 1 clear.
 */
final class TransformedInstruction {

    private static final int LOAD = 0x03;
    private static final int LOAD_FP = 0x07;
    private static final int STORE = 0x23;
    private static final int STORE_FP = 0x27;
    private static final int CACHE_BLOCK = 0x0f;
    private static final int ATOMIC = 0x2f;
    private static final int SYSTEM = 0x73;

    private static final int HALF = 1 << 12;
    private static final int WORD = 2 << 12;
    private static final int DOUBLE = 3 << 12;
    private static final int UNSIGNED = 4 << 12;

    private static final int RS1 = 0x1f << 15;
    private static final int KEPT_OF_LOAD = 0x7f | (0x1f << 7) | (7 << 12);
    private static final int KEPT_OF_STORE = 0x7f | 7 << 12 | (0x1f << 20);

    private TransformedInstruction() {}

    /**
     * The value for an exception of this cause.
     *
     * @param instruction raw bits
     * @param offset bytes from the address that the instruction computed to the one that faulted
     */
    static int of(int cause, int instruction, long offset) {
        return switch (cause) {
            case Cause.LOAD_MISALIGNED,
                    Cause.LOAD_ACCESS,
                    Cause.STORE_MISALIGNED,
                    Cause.STORE_ACCESS,
                    Cause.LOAD_PAGE,
                    Cause.STORE_PAGE,
                    Cause.LOAD_GUEST_PAGE,
                    Cause.STORE_GUEST_PAGE -> transform(instruction, (int) offset);
            default -> 0;
        };
    }

    private static int transform(int instruction, int offset) {
        if ((instruction & 3) != 3) {
            int expanded = expand(instruction);
            return expanded == 0 ? 0 : transform(expanded, offset) & ~2;
        }
        int kept =
                switch (instruction & 0x7f) {
                    case LOAD, LOAD_FP -> instruction & KEPT_OF_LOAD;
                    case STORE, STORE_FP -> instruction & KEPT_OF_STORE;
                    case CACHE_BLOCK, ATOMIC, SYSTEM -> instruction & ~RS1;
                    default -> 0;
                };
        return kept == 0 ? 0 : kept | (offset << 15);
    }

    /** The fields of a compressed load's or store's expansion that survive the transformation; 0 for others. */
    private static int expand(int compressed) {
        int shortRegister = ((compressed >>> 2) & 7) + 8;
        int loaded = compressed >>> 7 & 0x1f;
        int stored = compressed >>> 2 & 0x1f;
        return switch (((compressed & 3) << 3) | ((compressed >>> 13) & 7)) {
            case 1 -> LOAD_FP | DOUBLE | (shortRegister << 7); // c.fld
            case 2 -> LOAD | WORD | (shortRegister << 7); // c.lw
            case 3 -> LOAD | DOUBLE | (shortRegister << 7); // c.ld
            case 4 ->
                switch (compressed >>> 10 & 3) {
                    case 0 -> LOAD | UNSIGNED | (shortRegister << 7); // c.lbu
                    case 1 -> LOAD | HALF | ((compressed & 0x40) == 0 ? UNSIGNED : 0) | (shortRegister << 7); // c.lh(u)
                    case 2 -> STORE | (shortRegister << 20); // c.sb
                    default -> STORE | HALF | (shortRegister << 20); // c.sh
                };
            case 5 -> STORE_FP | DOUBLE | (shortRegister << 20); // c.fsd
            case 6 -> STORE | WORD | (shortRegister << 20); // c.sw
            case 7 -> STORE | DOUBLE | (shortRegister << 20); // c.sd
            case 17 -> LOAD_FP | DOUBLE | (loaded << 7); // c.fldsp
            case 18 -> LOAD | WORD | (loaded << 7); // c.lwsp
            case 19 -> LOAD | DOUBLE | (loaded << 7); // c.ldsp
            case 21 -> STORE_FP | DOUBLE | (stored << 20); // c.fsdsp
            case 22 -> STORE | WORD | (stored << 20); // c.swsp
            case 23 -> STORE | DOUBLE | (stored << 20); // c.sdsp
            default -> 0;
        };
    }
}
