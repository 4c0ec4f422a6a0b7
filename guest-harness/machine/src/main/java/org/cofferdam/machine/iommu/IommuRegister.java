package org.cofferdam.machine.iommu;

/** The registers that are there ("Register layout"). The others belong to what is not in {@link Capabilities}, and read as zero. */
enum IommuRegister {
    CAPABILITIES(0, 8),
    FCTL(8, 4),
    DDTP(16, 8),
    CQB(24, 8),
    CQH(32, 4),
    CQT(36, 4),
    FQB(40, 8),
    FQH(48, 4),
    FQT(52, 4),
    CQCSR(72, 4),
    FQCSR(76, 4),
    IPSR(84, 4),
    ICVEC(760, 8);

    private static final IommuRegister[] ALL = values();

    final int offset;
    final int bytes;

    IommuRegister(int offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /** The register that has the byte at this offset, or null. */
    static IommuRegister at(int offset) {
        for (IommuRegister register : ALL) {
            if (offset >= register.offset && offset < register.offset + register.bytes) {
                return register;
            }
        }
        return null;
    }
}
