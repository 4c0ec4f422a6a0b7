package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.DevicePort;
import org.cofferdam.microkernel.hardware.MemoryPort;

/**
 * The IOMMU as the core drives it (RISC-V IOMMU 1.0): a device directory of one level, in which a device either has the
 * second-stage table of one partition or no entry at all, so that its DMA faults.
 */
final class Iommu {
    /** Most bytes of a device context; one page of them is the directory. */
    private static final int EXTENDED_CONTEXT = 64;

    private static final int BASE_CONTEXT = 32;

    // "Memory-mapped register interface": offsets.
    private static final int CAPABILITIES = 0;
    private static final int DDTP = 16;
    private static final int CQB = 24;
    private static final int CQH = 32;
    private static final int CQT = 36;
    private static final int FQB = 40;
    private static final int FQH = 48;
    private static final int FQT = 52;
    private static final int CQCSR = 72;
    private static final int FQCSR = 76;

    /** Frames of the system that an IOMMU takes. */
    static final int FRAMES = 3;

    private static final long CAPABILITIES_MSI_FLAT = 1 << 22;
    private static final long ONE_LEVEL = 2;
    private static final long ENABLE = 1;
    private static final long ERRORS = 0b111 << 8;
    private static final int LOG2_COMMANDS = 8;
    private static final int LOG2_FAULTS = 7;
    private static final int COMMAND = 16;
    private static final int FAULT = 32;

    // "In-memory queue interface": opcode in bits 6:0, function in bits 9:7.
    private static final long IOTINVAL_GVMA = 1 | 1 << 7;
    private static final long IOFENCE = 2 | 1 << 12 | 1 << 13;
    private static final long IODIR_INVAL_DDT = 3;
    private static final long GSCID_VALID = 1L << 33;
    private static final int GSCID_SHIFT = 44;
    private static final long DEVICE_VALID = 1L << 33;
    private static final int DEVICE_SHIFT = 40;

    private final DevicePort port;
    private final long registers;
    private final MemoryPort memory;
    private final int contextSize;
    private final long directory;
    private final long commands;
    private final long faults;

    /** Turns an IOMMU on with an empty directory. The frames that it needs are the system's. */
    Iommu(DevicePort port, long registers, MemoryPort memory, FrameTable frames, Account system) {
        this.port = port;
        this.registers = registers;
        this.memory = memory;
        contextSize = (load(CAPABILITIES, 8) & CAPABILITIES_MSI_FLAT) != 0 ? EXTENDED_CONTEXT : BASE_CONTEXT;
        directory = frames.take(system.table(), 1);
        commands = frames.take(system.table(), 1);
        faults = frames.take(system.table(), 1);
        store(CQB, 8, commands >>> 12 << 10 | LOG2_COMMANDS - 1);
        store(CQCSR, 4, ENABLE);
        store(FQB, 8, faults >>> 12 << 10 | LOG2_FAULTS - 1);
        store(FQCSR, 4, ENABLE);
        store(DDTP, 8, directory >>> 12 << 10 | ONE_LEVEL);
        command(IODIR_INVAL_DDT);
        command(IOTINVAL_GVMA);
        command(IOFENCE);
    }

    /** Most devices that it can tell apart, from 0. */
    int devices() {
        return FrameTable.FRAME / contextSize;
    }

    /**
     * Lets a device, which has no entry, reach what a second-stage table maps. The rest of a context is zero from the beginning.
     *
     * @param root the value of iohgatp
     */
    void attach(int device, long root) {
        long context = directory + (long) device * contextSize;
        memory.store(context + 8, root);
        memory.store(context, 1);
        forgetDevice(device);
    }

    /** Takes a device out of the directory: whatever it does from now on faults. */
    void detach(int device) {
        memory.store(directory + (long) device * contextSize, 0);
        forgetDevice(device);
    }

    private void forgetDevice(int device) {
        command(IODIR_INVAL_DDT | DEVICE_VALID | (long) device << DEVICE_SHIFT);
        command(IOFENCE);
    }

    /** Forgets every translation by the table of one GSCID. */
    void forget(int context) {
        command(IOTINVAL_GVMA | GSCID_VALID | (long) context << GSCID_SHIFT);
        command(IOFENCE);
    }

    /** No command has anything in its second double-word, which is zero from the beginning. */
    private void command(long first) {
        long tail = load(CQT, 4);
        memory.store(commands + tail * COMMAND, first);
        long next = tail + 1 & (1 << LOG2_COMMANDS) - 1;
        store(CQT, 4, next);
        if (load(CQH, 4) != next || (load(CQCSR, 4) & ERRORS) != 0) {
            throw new IllegalStateException("the IOMMU does not carry out its commands");
        }
    }

    /** The device whose DMA the next recorded fault is about, or -1 if there is none. */
    int nextFault() {
        long head = load(FQH, 4);
        if (head == load(FQT, 4)) {
            // An overflow has lost records and stopped nothing else: writing the bit back clears it.
            store(FQCSR, 4, ENABLE | (load(FQCSR, 4) & ERRORS));
            return -1;
        }
        long record = memory.load(faults + head * FAULT);
        store(FQH, 4, head + 1 & (1 << LOG2_FAULTS) - 1);
        return (int) (record >>> DEVICE_SHIFT);
    }

    private long load(int register, int size) {
        return port.load(registers + register, size);
    }

    private void store(int register, int size, long value) {
        port.store(registers + register, size, value);
    }
}
