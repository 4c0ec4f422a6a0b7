package org.cofferdam.microkernel;

/**
 * A guest's access to one of its device windows. It is naturally aligned and lies in one window that the partition was
 * created with.
 */
public sealed interface DeviceAccess {
    /** Number of the partition whose monitor has to answer. */
    int partition();

    /** Number of the virtual hart, within its partition, that made the access. */
    int virtualHart();

    /** Guest-physical address in bytes. */
    long address();

    /** Width in bytes: 1, 2, 4 or 8. */
    int size();

    /** The guest reads: the answer's low {@code size} bytes are what it gets, extended as its instruction says. */
    record Load(int partition, int virtualHart, long address, int size) implements DeviceAccess {}

    /** The guest writes {@code value}, zero-extended from {@code size} bytes. */
    record Store(int partition, int virtualHart, long address, int size, long value) implements DeviceAccess {}
}
