package org.cofferdam.manager.configuration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A device that a partition's board may have; the interrupt controller is there whenever one of them needs it. */
public enum DeviceKind {
    /** ns16550a at 0x1000_0000, interrupt 10: the partition's console. */
    UART("uart"),
    /** A virtio console on the next free virtio-mmio slot, joined to the same console. */
    VIRTIO_CONSOLE("virtio-console"),
    /** A virtio entropy device, whose bytes follow from the system's seed and the partition's name. */
    VIRTIO_RNG("virtio-rng"),
    /** A virtio memory balloon: the guest gives memory back when the {@code balloon} command asks for it. */
    VIRTIO_BALLOON("virtio-balloon"),
    /** A goldfish real-time clock at 0x10_1000, interrupt 11. */
    RTC("rtc"),
    /** The test finisher at 0x10_0000: a write there powers the partition off. */
    FINISHER("finisher");

    static final Kind<DeviceKind> KIND = Kind.choice(values(), DeviceKind::word);

    private final String word;

    DeviceKind(String word) {
        this.word = word;
    }

    /** The words of all, each between two {@code quote}s. */
    static String words(String quote) {
        return Arrays.stream(values()).map(kind -> quote + kind.word + quote).collect(Collectors.joining(", "));
    }

    /** The word for it in a configuration. */
    public String word() {
        return word;
    }

    /** Whether it takes one of the board's virtio slots. */
    boolean isVirtio() {
        return this == VIRTIO_CONSOLE || this == VIRTIO_RNG || this == VIRTIO_BALLOON;
    }
}
