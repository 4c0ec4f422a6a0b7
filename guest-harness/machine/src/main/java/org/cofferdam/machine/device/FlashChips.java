package org.cofferdam.machine.device;

/**
 * What a driver asks the chips of a flash bank about: their common flash interface (JEDEC JESD68.01, JEP137 for the Intel extension) and
 * identifiers. A bank is two 16-bit chips side by side, as on QEMU's {@code virt}.
 */
final class FlashChips {
    /** Bytes that are erased at once, in both chips together. */
    static final int BLOCK = 256 << 10;

    /** Logarithm of the bytes that one write to a chip's buffer may have. */
    private static final int BUFFER_SHIFT = 11;

    private static final int MANUFACTURER = 0x89;
    private static final int DEVICE = 0x18;

    private final int[] query = new int[0x52];

    /** @param size of the bank in bytes, a power of two */
    FlashChips(long size) {
        int blocks = (int) (size / BLOCK);
        put(0x10, 'Q', 'R', 'Y', 1, 0, 0x31, 0); // Intel's commands; where their table is
        put(0x1b, 0x45, 0x55); // volts
        put(0x1f, 7, 7, 10, 0, 4, 4, 4, 0); // typical times and their maxima
        put(0x27, Long.numberOfTrailingZeros(size / 2), 2, 0, BUFFER_SHIFT, 0);
        put(
                0x2c,
                1,
                (blocks - 1) & 0xff,
                (blocks - 1) >> 8,
                0,
                (BLOCK / 2) >> 16); // one kind of blocks, in units of 256
        put(0x31, 'P', 'R', 'I', '1', '0');
        put(0x3f, 1); // protection fields
    }

    private void put(int at, int... values) {
        System.arraycopy(values, 0, query, at, values.length);
    }

    /** The answer of one chip to a CFI query at an offset of the bank. */
    int query(long offset) {
        long index = offset >> 2;
        return index < query.length ? query[(int) index] : 0;
    }

    /** The answer of one chip to a request for its identifiers. */
    static int identify(long offset) {
        return switch ((int) (offset >> 2) & 0xff) {
            case 0 -> MANUFACTURER;
            case 1 -> DEVICE;
            default -> 0;
        };
    }

    /** The most 16-bit words that one write to a chip's buffer may have. */
    static int bufferWords() {
        return 1 << (BUFFER_SHIFT - 1);
    }
}
