package org.cofferdam.machine.hart;

import java.util.function.LongBinaryOperator;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.HostMemory;
import org.cofferdam.machine.memory.PhysicalMemory;

/** The loads, stores and fetches of one hart, by virtual address. */
public final class HartMemory {

    private final Hart hart;
    private final Bus bus;

    HartMemory(Hart hart, Bus bus) {
        this.hart = hart;
        this.bus = bus;
    }

    void selectRegime() {}

    /** Loads 1 byte, sign-extended. */
    public long loadByte(long address) {
        PhysicalMemory ram = bus.memoryAt(address, 1);
        if (ram != null) {
            return HostMemory.loadByte(ram.host(address));
        }
        return (byte) deviceLoad(address, 1);
    }

    /** Loads 1 byte, zero-extended. */
    public long loadByteUnsigned(long address) {
        return loadByte(address) & 0xff;
    }

    /** Stores the low 1 byte of {@code value}. */
    public void storeByte(long address, long value) {
        PhysicalMemory ram = bus.memoryAt(address, 1);
        if (ram != null) {
            noteWrite(ram, address, 1);
            HostMemory.storeByte(ram.host(address), (byte) value);
        } else {
            deviceStore(address, 1, value);
        }
    }

    /** Loads 2 bytes, sign-extended. */
    public long loadHalf(long address) {
        PhysicalMemory ram = bus.memoryAt(address, 2);
        if (ram != null) {
            return HostMemory.loadHalf(ram.host(address));
        }
        return (short) deviceLoad(address, 2);
    }

    /** Loads 2 bytes, zero-extended. */
    public long loadHalfUnsigned(long address) {
        return loadHalf(address) & 0xffff;
    }

    /** Stores the low 2 bytes of {@code value}. */
    public void storeHalf(long address, long value) {
        PhysicalMemory ram = bus.memoryAt(address, 2);
        if (ram != null) {
            noteWrite(ram, address, 2);
            HostMemory.storeHalf(ram.host(address), (short) value);
        } else {
            deviceStore(address, 2, value);
        }
    }

    /** Loads 4 bytes, sign-extended. */
    public long loadWord(long address) {
        PhysicalMemory ram = bus.memoryAt(address, 4);
        if (ram != null) {
            return HostMemory.loadWord(ram.host(address));
        }
        return (int) deviceLoad(address, 4);
    }

    /** Loads 4 bytes, zero-extended. */
    public long loadWordUnsigned(long address) {
        return loadWord(address) & 0xffff_ffffL;
    }

    /** Stores the low 4 bytes of {@code value}. */
    public void storeWord(long address, long value) {
        PhysicalMemory ram = bus.memoryAt(address, 4);
        if (ram != null) {
            noteWrite(ram, address, 4);
            HostMemory.storeWord(ram.host(address), (int) value);
        } else {
            deviceStore(address, 4, value);
        }
    }

    /** Loads 8 bytes. */
    public long loadDouble(long address) {
        PhysicalMemory ram = bus.memoryAt(address, 8);
        if (ram != null) {
            return HostMemory.loadDouble(ram.host(address));
        }
        return deviceLoad(address, 8);
    }

    /** Stores the low 8 bytes of {@code value}. */
    public void storeDouble(long address, long value) {
        PhysicalMemory ram = bus.memoryAt(address, 8);
        if (ram != null) {
            noteWrite(ram, address, 8);
            HostMemory.storeDouble(ram.host(address), value);
        } else {
            deviceStore(address, 8, value);
        }
    }

    /** An atomic read-modify-write of 4 bytes: stores {@code operation(old, operand)}, returns old, sign-extended. */
    public long updateWord(long address, long operand, LongBinaryOperator operation) {
        long old = loadWord(address);
        storeWord(address, operation.applyAsLong(old, operand));
        return old;
    }

    /** An atomic read-modify-write of 8 bytes: stores {@code operation(old, operand)}, returns old. */
    public long updateDouble(long address, long operand, LongBinaryOperator operation) {
        long old = loadDouble(address);
        storeDouble(address, operation.applyAsLong(old, operand));
        return old;
    }

    /** LR.W: loads and reserves 4 bytes. */
    public long loadReservedWord(long address) {
        return loadWord(address);
    }

    /** LR.D: loads and reserves 8 bytes. */
    public long loadReservedDouble(long address) {
        return loadDouble(address);
    }

    /** SC.W: stores if the reservation holds, and drops it; whether it stored. */
    public boolean storeConditionalWord(long address, long value) {
        storeWord(address, value);
        return true;
    }

    /** SC.D: stores if the reservation holds, and drops it; whether it stored. */
    public boolean storeConditionalDouble(long address, long value) {
        storeDouble(address, value);
        return true;
    }

    /** The physical address, always in RAM, of the instruction bytes at this virtual address. */
    public long translateFetch(long address) {
        if (bus.memoryAt(address, 2) == null) {
            throw hart.raise(Cause.INSTRUCTION_ACCESS, address);
        }
        return address;
    }

    private void noteWrite(PhysicalMemory ram, long address, int size) {
        if (ram.isWatched(address) || ram.isWatched(address + size - 1)) {
            hart.settle();
        }
        ram.noteWrite(address, size);
    }

    private long deviceLoad(long address, int size) {
        Bus.Mapping mapping = bus.deviceAt(address, size);
        if (mapping == null) {
            throw hart.raise(Cause.LOAD_ACCESS, address);
        }
        hart.settle();
        return mapping.load(address, size);
    }

    private void deviceStore(long address, int size, long value) {
        Bus.Mapping mapping = bus.deviceAt(address, size);
        if (mapping == null) {
            throw hart.raise(Cause.STORE_ACCESS, address);
        }
        hart.settle();
        mapping.store(address, size, value);
    }
}
