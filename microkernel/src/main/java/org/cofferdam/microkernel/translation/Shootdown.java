package org.cofferdam.microkernel.translation;

/** Makes every hart and every IOMMU that could remember translations of one address space forget them. */
@FunctionalInterface
public interface Shootdown {
    /** Done for guest-physical addresses from {@code address} on for {@code size} bytes when it returns. */
    void forget(long address, long size);
}
