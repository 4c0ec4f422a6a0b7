package org.cofferdam.machine.iommu;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * An IOMMU and the software that owns it: writes tables and queues into RAM and tells the registers, rightly or, with the raw setters,
 * wrongly.
 */
public final class IommuSoftware {
    static final long RAM = 0x8000_0000L;
    static final long RAM_SIZE = 0x40_0000;

    static final int FCTL = 8;
    static final int DDTP = 16;
    static final int CQB = 24;
    static final int CQH = 32;
    static final int CQT = 36;
    static final int FQB = 40;
    static final int FQH = 48;
    static final int FQT = 52;
    static final int CQCSR = 72;
    static final int FQCSR = 76;
    static final int IPSR = 84;
    public static final int ICVEC = 760;

    public static final int ONE_LEVEL = 2;
    static final int TWO_LEVELS = 3;
    static final int THREE_LEVELS = 4;

    /** Where the queues are: 16 entries each. */
    static final long COMMANDS = RAM + 0x1000;

    static final long FAULTS = RAM + 0x2000;
    static final int ENTRIES = 16;

    /** The directory's root. */
    static final long DIRECTORY = RAM + 0x3000;

    static final long SV39X4 = 8;
    static final int R = 2;
    static final int W = 4;
    static final int U = 16;
    static final int A = 64;
    static final int D = 128;

    /** A leaf that permits a device all. */
    public static final int ALL = 1 | R | W | U | A | D;

    public final PhysicalMemory memory;
    public final Iommu iommu;
    final boolean[] wires = new boolean[4];
    private long free = RAM + 0x1_0000;

    /** On RAM of its own. */
    public IommuSoftware() {
        memory = new PhysicalMemory(RAM, RAM_SIZE);
        Bus bus = new Bus();
        bus.attach(memory);
        InterruptLine[] lines = new InterruptLine[wires.length];
        for (int i = 0; i < wires.length; i++) {
            int wire = i;
            lines[wire] = level -> wires[wire] = level;
        }
        iommu = new Iommu(bus, lines);
        iommu.reset();
    }

    /** On a board's RAM, with the board's IOMMU. */
    public IommuSoftware(PhysicalMemory memory, Iommu iommu) {
        this.memory = memory;
        this.iommu = iommu;
    }

    long get(int register, int size) {
        return iommu.load(register, size);
    }

    int get(int register) {
        return (int) get(register, 4);
    }

    public void set(int register, int size, long value) {
        iommu.store(register, size, value);
    }

    void set(int register, int value) {
        set(register, 4, value);
    }

    /** Zeroed pages that are aligned to their size. */
    public long pages(int count) {
        free = (free + 0x1000L * count - 1) & -(0x1000L * count);
        long pages = free;
        free += 0x1000L * count;
        return pages;
    }

    /** Switches both queues on, with interrupts. */
    public IommuSoftware queues() {
        set(CQB, 8, COMMANDS >>> 2 | 3);
        set(FQB, 8, FAULTS >>> 2 | 3);
        set(CQCSR, 3);
        set(FQCSR, 3);
        return this;
    }

    /** Points to the directory. */
    public IommuSoftware directory(int mode) {
        set(DDTP, 8, DIRECTORY >>> 2 | mode);
        return this;
    }

    /** The address of a device's context in a directory of one level. */
    static long contextAt(int device) {
        return DIRECTORY + 32L * device;
    }

    void context(long at, long control, long secondStage, long attributes, long firstStage) {
        memory.storeDouble(at, control);
        memory.storeDouble(at + 8, secondStage);
        memory.storeDouble(at + 16, attributes);
        memory.storeDouble(at + 24, firstStage);
    }

    /** Gives a device a second stage (Sv39x4) in a directory of one level; returns the root's address. */
    public long guest(int device, int number) {
        long root = pages(4);
        context(contextAt(device), 1, SV39X4 << 60 | (long) number << 44 | root >>> 12, 0, 0);
        return root;
    }

    /** Maps 4 KiB below an Sv39x4 or Sv39 root, with tables as needed; returns where the leaf is. */
    public long map(long root, long address, long physical, int flags) {
        long table = root;
        for (int level = 2; level > 0; level--) {
            long at = table + (address >>> (12 + 9 * level) & (level == 2 ? 0x7ff : 0x1ff)) * 8;
            if (memory.loadDouble(at) == 0) {
                memory.storeDouble(at, pages(1) >>> 2 | 1);
            }
            table = memory.loadDouble(at) >>> 10 << 12;
        }
        long at = table + (address >>> 12 & 0x1ff) * 8;
        memory.storeDouble(at, physical >>> 2 | flags);
        return at;
    }

    /** Gives a command and lets it be carried out. */
    public void command(long low, long high) {
        int tail = get(CQT);
        memory.storeDouble(COMMANDS + 16L * tail, low);
        memory.storeDouble(COMMANDS + 16L * tail + 8, high);
        set(CQT, (tail + 1) % ENTRIES);
    }

    /** Forgets the translation of one guest-physical page of one guest. */
    public void forgetGuestPage(int guest, long address) {
        command(0x81 | 1 << 10 | 1L << 33 | (long) guest << 44, address >>> 12 << 10);
    }

    /** A record of the fault queue. */
    public record FaultRecord(
            int cause, int type, int device, long rest, long custom, long address, long secondAddress) {}

    /** Takes all fault records out of the queue. */
    public List<FaultRecord> faults() {
        List<FaultRecord> records = new ArrayList<>();
        for (int head = get(FQH); head != get(FQT); head = (head + 1) % ENTRIES) {
            long at = FAULTS + 32L * head;
            long first = memory.loadDouble(at);
            records.add(new FaultRecord(
                    (int) first & 0xfff,
                    (int) (first >>> 34) & 0x3f,
                    (int) (first >>> 40),
                    first >>> 12 & 0x3f_ffff,
                    memory.loadDouble(at + 8),
                    memory.loadDouble(at + 16),
                    memory.loadDouble(at + 24)));
        }
        set(FQH, get(FQT));
        return records;
    }

    /** One byte that a device reads, or -1 if it may not. */
    int read(int device, long address) {
        byte[] into = {(byte) 0xee};
        boolean read = iommu.behind(device).read(address, into, 0, 1);
        return read ? into[0] & 0xff : -1;
    }

    /** Whether a device may write a byte. */
    boolean write(int device, long address, int value) {
        return iommu.behind(device).write(address, new byte[] {(byte) value}, 0, 1);
    }

    /** The cause of the one fault that a read ends in. */
    int readFault(int device, long address) {
        return fault(read(device, address) < 0, 2, device, address);
    }

    /** The cause of the one fault that a write ends in. */
    int writeFault(int device, long address) {
        return fault(!write(device, address, 1), 3, device, address);
    }

    private int fault(boolean refused, int type, int device, long address) {
        List<FaultRecord> records = faults();
        if (!refused || records.size() != 1) {
            throw new AssertionError("refused: " + refused + ", reported: " + records);
        }
        FaultRecord fault = records.getFirst();
        FaultRecord expected = new FaultRecord(fault.cause, type, device, 0, 0, address, fault.secondAddress);
        if (!fault.equals(expected)) {
            throw new AssertionError(fault + " where " + expected + " was due");
        }
        return fault.cause;
    }
}
