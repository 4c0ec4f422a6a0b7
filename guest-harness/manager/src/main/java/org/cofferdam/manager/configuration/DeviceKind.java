package org.cofferdam.manager.configuration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A device that a partition's board may have; the interrupt controller is there whenever one of them needs it. */
public enum DeviceKind {
    /** ns16550a at 0x1000_0000, interrupt 10: the partition's console. */
    UART("uart"),
    /** A virtio console on the next free virtio-mmio slot, joined to the same console. */
    VIRTIO_CONSOLE("virtio-console"),
    /** The test finisher at 0x10_0000: a write there powers the partition off. */
    FINISHER("finisher");

    private final String word;

    DeviceKind(String word) {
        this.word = word;
    }

    static final Kind<DeviceKind> KIND = new Kind<>(
            "one of " + Arrays.stream(values()).map(DeviceKind::word).collect(Collectors.joining(", ")),
            text -> Arrays.stream(values())
                    .filter(kind -> kind.word.equals(text))
                    .findFirst());

    /** The word for it in a configuration. */
    public String word() {
        return word;
    }
}
