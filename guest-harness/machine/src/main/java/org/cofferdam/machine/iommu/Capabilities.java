package org.cofferdam.machine.iommu;

/**
 * What this IOMMU can do (register {@code capabilities}). What is left out is not there: process directories, ATS and page requests,
 * translation of MSIs, updates of A and D, big-endian tables, interrupts as messages, counters, the debug interface, QoS.
 */
final class Capabilities {
    private static final long VERSION_1_0 = 0x10;
    private static final long SV39_SV48_SV57 = 7L << 9;
    private static final long SVPBMT = 1L << 15;
    private static final long SV39X4_SV48X4_SV57X4 = 7L << 17;
    private static final long WIRED_INTERRUPTS_ONLY = 1L << 28;
    private static final long PHYSICAL_ADDRESS_BITS = 56L << 32;

    static final long VALUE = VERSION_1_0
            | SV39_SV48_SV57
            | SVPBMT
            | SV39X4_SV48X4_SV57X4
            | WIRED_INTERRUPTS_ONLY
            | PHYSICAL_ADDRESS_BITS;

    /** Register {@code fctl}: little-endian, wired, 64-bit guests. No field can be changed. */
    static final int FEATURES = 1 << 1;

    private Capabilities() {}
}
