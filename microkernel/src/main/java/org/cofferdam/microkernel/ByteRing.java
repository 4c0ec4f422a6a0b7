package org.cofferdam.microkernel;

/** A bounded queue of bytes. */
final class ByteRing {
    static final int CAPACITY = 4096;

    private final byte[] bytes = new byte[CAPACITY];
    private int first;
    private int used;

    int used() {
        return used;
    }

    int room() {
        return CAPACITY - used;
    }

    /** Appends as many bytes of a valid array range as there is room for; gives how many. */
    int put(byte[] from, int offset, int length) {
        int count = Math.min(length, room());
        for (int i = 0; i < count; i++) {
            bytes[(first + used++) % CAPACITY] = from[offset + i];
        }
        return count;
    }

    /** Removes as many bytes as there are into a valid array range; gives how many. */
    int take(byte[] into, int offset, int length) {
        int count = Math.min(length, used);
        for (int i = 0; i < count; i++) {
            into[offset + i] = bytes[first];
            first = (first + 1) % CAPACITY;
        }
        used -= count;
        return count;
    }
}
