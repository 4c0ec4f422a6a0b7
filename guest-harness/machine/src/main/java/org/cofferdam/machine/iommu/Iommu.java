package org.cofferdam.machine.iommu;

import java.util.List;
import java.util.SortedMap;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.hart.Access;
import org.cofferdam.machine.hart.Tlb;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.hart.TranslationWatcher;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * A RISC-V IOMMU with its registers (chapter "Memory-mapped register interface"), between the devices that were put {@link #behind} it and
 * RAM. Both its caches keep what they hold until a command names it, so that a missing command shows.
 *
 * <p>A register is read and written whole or, if it has eight bytes, by halves; other accesses read as zero and write nothing. Commands are
 * carried out during accesses to any register and at {@link #poll}, a bounded number each time.
 */
public final class Iommu implements Device {
    private static final long PAGE = PhysicalMemory.PAGE;

    /** How many commands one access carries out at most. */
    private static final int COMMANDS_AT_ONCE = 64;

    private static final long WORD = 0xffff_ffffL;
    private static final int TYPE_READ = 2;
    private static final int TYPE_WRITE = 3;

    private final Bus bus;
    private final Tlb translations = new Tlb(_ -> {});
    private final DeviceDirectory directory;
    private final DeviceTranslation translation;
    private final CommandQueue commands;
    private final FaultQueue faults;
    private final PendingInterrupts interrupts;

    /**
     * An IOMMU in its reset state: all transactions are refused.
     *
     * @param bus where tables and queues are, and what devices reach; it need not have this device on it
     * @param wires 1, 2, 4, 8 or 16 interrupt lines
     * @throws IllegalArgumentException if it is another number
     */
    public Iommu(Bus bus, InterruptLine... wires) {
        this.bus = bus;
        directory = new DeviceDirectory(bus);
        translation = new DeviceTranslation(bus, translations);
        commands = new CommandQueue(bus, directory, translations);
        faults = new FaultQueue(bus);
        interrupts = new PendingInterrupts(wires);
    }

    /**
     * A device's way to memory.
     *
     * @param device its id, 24 bits; two devices may share one
     * @throws IllegalArgumentException if the id is wider
     */
    public DmaPort behind(int device) {
        if (device >>> DeviceDirectory.ID_BITS != 0) {
            throw new IllegalArgumentException("a device id has 24 bits: " + Integer.toHexString(device));
        }
        return new TranslatedDma(this, bus, device);
    }

    /** Has somebody told of all changes to the cache of translations from now on. */
    public void watchTranslations(TranslationWatcher watcher) {
        translations.watch(watcher);
    }

    /** Register {@code ddtp}, for those who check it: unlike a load, a look has no effect. */
    public long directoryPointer() {
        return directory.pointer();
    }

    /** What the cache of translations holds; entries are tagged with GSCID and PSCID in the places of VMID and ASID. */
    public List<TlbEntry> cachedTranslations() {
        return translations.entries();
    }

    /** What the cache of device contexts holds, by device id. */
    public SortedMap<Integer, DeviceContext> cachedContexts() {
        return directory.cached();
    }

    /**
     * Translates consecutive pages.
     *
     * @param address the first byte of the access
     * @param frames is filled with the physical addresses of the pages
     * @return false if the access is refused, which has been reported if software wants that
     */
    boolean translate(int device, Access access, long address, long[] frames) {
        long at = address;
        DeviceContext context = null;
        try {
            if (!directory.bare()) {
                context = directory.context(device);
            }
            for (int page = 0; page < frames.length; page++) {
                long physical = context == null ? at : translation.physical(context, access, at);
                frames[page] = physical & -PAGE;
                at = (at & -PAGE) + PAGE;
            }
            return true;
        } catch (Fault fault) {
            if (context == null || !context.silent()) { // DTF of a context that was not found counts as 0
                faults.add(fault, access == Access.STORE ? TYPE_WRITE : TYPE_READ, device, at);
                update();
            }
            return false;
        }
    }

    @Override
    public String name() {
        return "iommu";
    }

    @Override
    public long length() {
        return PAGE;
    }

    /** {@inheritDoc} Devices behind it refer to the node with {@code iommus}: its phandle and their id. */
    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... wires) {
        DeviceTree.Node node = soc.child("iommu", base)
                .text("compatible", "qemu,riscv-iommu", "riscv,iommu")
                .reg(base, length())
                .cells("#iommu-cells", 1)
                .interruptsExtended(wires);
        node.phandle();
        return node;
    }

    @Override
    public void reset() {
        directory.reset();
        translations.clear();
        commands.reset();
        faults.reset();
        interrupts.reset();
    }

    @Override
    public long load(long offset, int size) {
        work();
        if (offset % size != 0) {
            return 0;
        }
        IommuRegister register = IommuRegister.at((int) offset);
        if (register == null) {
            return 0;
        }
        long value = value(register);
        if (size == register.bytes) {
            return size == Integer.BYTES ? value & WORD : value;
        }
        return size == Integer.BYTES ? (value >>> shift(offset, register)) & WORD : 0;
    }

    private static int shift(long offset, IommuRegister register) {
        return (int) (Byte.SIZE * (offset - register.offset));
    }

    private long value(IommuRegister register) {
        return switch (register) {
            case CAPABILITIES -> Capabilities.VALUE;
            case FCTL -> Capabilities.FEATURES;
            case DDTP -> directory.pointer();
            case CQB -> commands.base();
            case CQH -> commands.head;
            case CQT -> commands.tail;
            case FQB -> faults.base();
            case FQH -> faults.head;
            case FQT -> faults.tail;
            case CQCSR -> commands.control();
            case FQCSR -> faults.control();
            case IPSR -> interrupts.pending();
            case ICVEC -> interrupts.vectors();
        };
    }

    @Override
    public void store(long offset, int size, long value) {
        IommuRegister register = offset % size == 0 ? IommuRegister.at((int) offset) : null;
        if (register != null && size == register.bytes) {
            write(register, value);
        } else if (register != null && size == Integer.BYTES) {
            int shift = shift(offset, register);
            write(register, (value(register) & ~(WORD << shift)) | ((value & WORD) << shift));
        }
        work();
    }

    private void write(IommuRegister register, long value) {
        switch (register) {
            case DDTP -> directory.point(value);
            case CQB -> commands.base(value);
            case CQT -> commands.softwareIndex((int) value);
            case FQB -> faults.base(value);
            case FQH -> faults.softwareIndex((int) value);
            case CQCSR -> commands.control((int) value);
            case FQCSR -> faults.control((int) value);
            case IPSR -> interrupts.acknowledge((int) value);
            case ICVEC -> interrupts.vectors(value);
            case CAPABILITIES, FCTL, CQH, FQT -> {}
        }
    }

    private void work() {
        commands.work(COMMANDS_AT_ONCE);
        update();
    }

    private void update() {
        interrupts.update(commands.interrupts(), faults.interrupts());
    }

    /** {@inheritDoc} Goes on with commands that are left over. */
    @Override
    public void poll() {
        work();
    }

    @Override
    public long nextEvent() {
        return commands.waits() ? 0 : Long.MAX_VALUE;
    }

    @Override
    public void save(StateWriter out) {
        directory.save(out);
        translations.save(out);
        commands.save(out);
        faults.save(out);
        interrupts.save(out);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        directory.restore(in);
        translations.restore(in);
        commands.restore(in);
        faults.restore(in);
        interrupts.restore(in);
    }
}
