package org.cofferdam.machine.board;

/** Where QEMU's {@code virt} board has its devices (QEMU, hw/riscv/virt.c), and the PLIC sources they drive. */
public final class MemoryMap {
    public static final long FINISHER = 0x10_0000;
    public static final long RTC = 0x10_1000;
    public static final long CLINT = 0x200_0000;
    public static final long IOMMU = 0x301_0000;
    public static final long PLIC = 0xc00_0000;
    public static final long SERIAL = 0x1000_0000;
    public static final long VIRTIO = 0x1000_1000;
    public static final long VIRTIO_STRIDE = 0x1000;
    public static final long FLASH = 0x2000_0000;

    /** Bytes of each of the {@link #FLASH_BANKS} banks of flash. */
    public static final long FLASH_BANK = 32 << 20;

    public static final int FLASH_BANKS = 2;
    public static final long RAM = 0x8000_0000L;

    /** Sources of the PLIC. */
    public static final int SOURCES = 95;

    /** The first virtio slot's; the others follow. */
    public static final int VIRTIO_SOURCE = 1;

    public static final int SERIAL_SOURCE = 10;

    public static final int RTC_SOURCE = 11;

    /** The first of the {@link #IOMMU_WIRES} that the IOMMU drives; the others follow. */
    public static final int IOMMU_SOURCE = 36;

    public static final int IOMMU_WIRES = 4;

    private MemoryMap() {}
}
