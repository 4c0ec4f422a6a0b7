package org.cofferdam.properties.differential.tables;

/**
 * One access as a guest without a first stage makes it.
 *
 * @param hgatp   the tables
 * @param address guest-physical, a multiple of 8
 */
record Question(long hgatp, long address, Kind kind) {
    /** What is executed; ordinals are what the program tells them by. */
    enum Kind {
        /** HLV.D. */
        LOAD,
        /** HLVX.WU. */
        FETCH,
        /** HLV.D, then HSV.D of what was read. */
        STORE
    }

    @Override
    public String toString() {
        return "%s at 0x%x by hgatp 0x%x".formatted(kind, address, hgatp);
    }
}
