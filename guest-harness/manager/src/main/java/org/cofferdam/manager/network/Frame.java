package org.cofferdam.manager.network;

import java.util.Optional;

/** An Ethernet frame (IEEE 802.3, without preamble and check sequence), whose bytes nobody changes any more. */
final class Frame {
    private static final int ADDRESS_LENGTH = 6;
    private static final int HEADER = 14;
    private static final long MULTICAST = 1L << 40;

    /** A header with a VLAN tag, and 1,500 bytes. */
    static final int LONGEST = 1518;

    private final byte[] bytes;

    Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What keeps it from being forwarded at all. */
    Optional<Loss> fault() {
        if (bytes.length < HEADER || source() == 0 || (source() & MULTICAST) != 0) {
            return Optional.of(Loss.MALFORMED);
        }
        return bytes.length > LONGEST ? Optional.of(Loss.OVERSIZED) : Optional.empty();
    }

    boolean isForMany() {
        return (destination() & MULTICAST) != 0;
    }

    long destination() {
        return address(0);
    }

    long source() {
        return address(ADDRESS_LENGTH);
    }

    private long address(int offset) {
        long address = 0;
        for (int i = 0; i < ADDRESS_LENGTH; i++) {
            address = address << 8 | (bytes[offset + i] & 0xff);
        }
        return address;
    }

    /** A copy, since a frame for many goes to cards that know nothing of each other. */
    byte[] bytes() {
        return bytes.clone();
    }
}
