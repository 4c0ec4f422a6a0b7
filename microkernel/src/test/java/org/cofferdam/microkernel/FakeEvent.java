package org.cofferdam.microkernel;

/** What the core did to the fake machine, in order. */
sealed interface FakeEvent {
    record Stored(long address, long value) implements FakeEvent {}

    record Zeroed(long address, long length) implements FakeEvent {}

    record GStageFence(int hart, long address, int vmid) implements FakeEvent {}

    record VsStageFence(int hart, int vmid, long address, int asid) implements FakeEvent {}

    record CodeFence(int hart) implements FakeEvent {}

    /** To a register of a device. */
    record DeviceStored(long address, long value) implements FakeEvent {}

    /** Carried out by the IOMMU. */
    record Command(long first, long second) implements FakeEvent {}
}
