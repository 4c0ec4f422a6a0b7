package org.cofferdam.machine.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Clint;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.device.Flash;
import org.cofferdam.machine.device.GoldfishClock;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.device.NetworkLink;
import org.cofferdam.machine.device.Ns16550a;
import org.cofferdam.machine.device.Plic;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.device.RandomBytes;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.device.TestFinisher;
import org.cofferdam.machine.device.VirtioBlock;
import org.cofferdam.machine.device.VirtioConsole;
import org.cofferdam.machine.device.VirtioDevice;
import org.cofferdam.machine.device.VirtioEmpty;
import org.cofferdam.machine.device.VirtioEntropy;
import org.cofferdam.machine.device.VirtioMmio;
import org.cofferdam.machine.device.VirtioNetwork;
import org.cofferdam.machine.firmware.SbiFirmware;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.iommu.Iommu;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * A board as QEMU's {@code virt}: harts, RAM and devices, wired. It is built in its reset state; to reset it, build another.
 */
public final class VirtBoard {
    private static final int MACHINE_SOFTWARE = 3;
    private static final int SUPERVISOR_EXTERNAL = 9;
    private static final int MACHINE_EXTERNAL = 11;
    private static final int BOOT_SEED = 32;

    private final Bus bus = new Bus();
    private final PhysicalMemory ram;
    private final List<Hart> harts = new ArrayList<>();
    private final Turns turns;
    private final InputDoor door;
    private final Clint clint;
    private final Plic plic;
    private final Device serial;
    private final GoldfishClock rtc;
    private final List<Device> flash = new ArrayList<>();
    private final List<Device> virtio = new ArrayList<>();
    private final CodeCache code;
    private final Map<Integer, Integer> masters;
    private final Iommu iommu;
    private final TestFinisher finisher;
    private final byte[] bootSeed = new byte[BOOT_SEED];
    private SbiFirmware firmware;

    /**
     * Builds a board; everything on it is in its reset state, RAM is zero.
     *
     * @throws UncheckedIOException if the content of a flash cannot be read
     */
    public VirtBoard(BoardSetup setup) {
        ram = new PhysicalMemory(MemoryMap.RAM, setup.memory());
        bus.attach(ram);
        List<PhysicalMemory> banks = flashArrays();
        code = setup.engine().codeCache(bus);
        for (int id = 0; id < setup.harts(); id++) {
            harts.add(new Hart(id, bus, code));
        }
        turns = new Turns(harts);
        if (setup.together() && harts.size() > 1) {
            turns.together(code);
        }
        door = new InputDoor(turns::now, setup.recorder(), setup.replay());
        RandomBytes random = new RandomBytes(setup.seed());
        random.fill(bootSeed, BOOT_SEED);

        finisher = attach(MemoryMap.FINISHER, new TestFinisher(power()));
        clint = attach(MemoryMap.CLINT, new Clint(turns, clintPorts()));
        plic = attach(MemoryMap.PLIC, new Plic(MemoryMap.SOURCES, plicContexts()));
        serial = attach(MemoryMap.SERIAL, new Ns16550a(door.lead(setup.serial()), plic.line(MemoryMap.SERIAL_SOURCE)));
        rtc = attach(
                MemoryMap.RTC,
                new GoldfishClock(
                        turns::ticks, Hart.TICKS_PER_SECOND, setup.startTime(), plic.line(MemoryMap.RTC_SOURCE)));
        for (int unit = 0; unit < banks.size(); unit++) {
            flash.add(attachFlash(unit, banks.get(unit), setup.flash().get(unit)));
        }
        masters = setup.masters();
        iommu = masters.isEmpty() ? null : attach(MemoryMap.IOMMU, new Iommu(bus, iommuWires()));
        setup.slots().forEach(attachment -> fill(backend(attachment, random)));
        while (virtio.size() < BoardSetup.VIRTIO_SLOTS) {
            fill(new VirtioEmpty());
        }
        for (Bus.Mapping mapping : bus.devices()) {
            mapping.device().reset();
        }
    }

    private <D extends Device> D attach(long base, D device) {
        bus.attach(base, device);
        turns.poll(device);
        return device;
    }

    private void fill(VirtioDevice backend) {
        int slot = virtio.size();
        InterruptLine line = plic.line(MemoryMap.VIRTIO_SOURCE + slot);
        DmaPort dma = masters.containsKey(slot) ? iommu.behind(masters.get(slot)) : bus;
        virtio.add(attach(slotBase(slot), new VirtioMmio(backend, dma, line)));
    }

    private InterruptLine[] iommuWires() {
        return IntStream.range(0, MemoryMap.IOMMU_WIRES)
                .mapToObj(wire -> plic.line(MemoryMap.IOMMU_SOURCE + wire))
                .toArray(InterruptLine[]::new);
    }

    private List<PhysicalMemory> flashArrays() {
        return IntStream.range(0, MemoryMap.FLASH_BANKS)
                .mapToObj(unit -> new PhysicalMemory(flashBase(unit), MemoryMap.FLASH_BANK))
                .peek(bus::attachArray)
                .toList();
    }

    private Flash attachFlash(int unit, PhysicalMemory array, Storage storage) {
        if (storage != null) {
            byte[] content = new byte[(int) Math.min(storage.size(), array.size())];
            try {
                storage.read(0, content, 0, content.length);
            } catch (IOException e) {
                throw new UncheckedIOException("the content of flash " + unit, e);
            }
            array.write(array.base(), content, 0, content.length);
        }
        return attach(flashBase(unit), new Flash(unit, array, storage));
    }

    static long flashBase(int unit) {
        return MemoryMap.FLASH + unit * MemoryMap.FLASH_BANK;
    }

    private VirtioDevice backend(Attachment attachment, RandomBytes random) {
        return switch (attachment) {
            case Attachment.Disk(Storage storage) -> new VirtioBlock(storage);
            case Attachment.Console(CharacterDevice outside) -> new VirtioConsole(door.lead(outside));
            case Attachment.Network(long address, NetworkLink link) ->
                new VirtioNetwork(bytes(address), door.lead(link));
            case Attachment.Entropy() -> new VirtioEntropy(random);
        };
    }

    private static byte[] bytes(long address) {
        return Arrays.copyOfRange(
                ByteBuffer.allocate(Long.BYTES).putLong(0, address).array(),
                Long.BYTES - VirtioNetwork.ADDRESS_LENGTH,
                Long.BYTES);
    }

    static long slotBase(int slot) {
        return MemoryMap.VIRTIO + slot * MemoryMap.VIRTIO_STRIDE;
    }

    private Clint.HartPort[] clintPorts() {
        return harts.stream()
                .map(hart -> new Clint.HartPort() {
                    @Override
                    public void software(boolean asserted) {
                        hart.interrupts.setLine(MACHINE_SOFTWARE, asserted);
                    }

                    @Override
                    public void timer(long deadline) {
                        hart.interrupts.setMachineTimer(deadline);
                    }
                })
                .toArray(Clint.HartPort[]::new);
    }

    /** Two contexts a hart, as QEMU: M, then S. */
    private InterruptLine[] plicContexts() {
        List<InterruptLine> contexts = new ArrayList<>();
        for (Hart hart : harts) {
            contexts.add(level -> hart.interrupts.setLine(MACHINE_EXTERNAL, level));
            contexts.add(level -> hart.interrupts.setLine(SUPERVISOR_EXTERNAL, level));
        }
        return contexts.toArray(InterruptLine[]::new);
    }

    /** The address space; as a DMA port it reaches all of RAM. */
    public Bus bus() {
        return bus;
    }

    /** The decoded and translated code of all harts. */
    public CodeCache code() {
        return code;
    }

    public PhysicalMemory ram() {
        return ram;
    }

    /** The harts by id. */
    public List<Hart> harts() {
        return List.copyOf(harts);
    }

    /** What switches this board off, or asks that it be built anew: ends {@link #run}. */
    public PowerSwitch power() {
        return turns;
    }

    /** Puts the SBI in Java on the board, in no state to run yet. */
    SbiFirmware installFirmware() {
        firmware = new SbiFirmware(harts, bus, serial, turns);
        return firmware;
    }

    /** The SBI in Java, or null if there is none. */
    SbiFirmware firmware() {
        return firmware;
    }

    Turns turns() {
        return turns;
    }

    /** The serial port. */
    public Device serial() {
        return serial;
    }

    /**
     * Has the board listen to a program that talks through {@code tohost} (see {@link Htif}), if that is in RAM. Once a board.
     *
     * @param console for what the program prints that way
     */
    public void listen(long tohost, OptionalLong fromhost, CharacterDevice console) {
        PhysicalMemory memory = bus.memoryAt(tohost, Htif.BYTES);
        if (memory != null) {
            turns.afterRuns(new Htif(bus, memory, tohost, fromhost, console, turns, turns::interruptRun)::attend);
        }
    }

    /** The banks of flash, from the first. */
    List<Device> flash() {
        return flash;
    }

    GoldfishClock rtc() {
        return rtc;
    }

    /** Random bytes for the device tree. */
    byte[] bootSeed() {
        return bootSeed.clone();
    }

    Clint clint() {
        return clint;
    }

    Plic plic() {
        return plic;
    }

    TestFinisher finisher() {
        return finisher;
    }

    /** What stands between virtio slots and RAM, or null. */
    Iommu iommu() {
        return iommu;
    }

    /** The device ids of the slots behind the IOMMU, by slot. */
    Map<Integer, Integer> masters() {
        return masters;
    }

    /** The devices in the virtio slots, from the first. */
    List<Device> virtio() {
        return virtio;
    }

    /** Where the board's time has come to, in cycles. */
    public long now() {
        return turns.now();
    }

    /** Instructions that all harts have retired. */
    public long retired() {
        return harts.stream().mapToLong(hart -> hart.retired).sum();
    }

    /** Runs until something ends it, at the latest at {@code untilCycle}. Can be called again, save after the power went off. */
    public Outcome run(long untilCycle, Pacer pacer) {
        return turns.run(untilCycle, door::nextReplayed, pacer);
    }

    /** The id of the hart whose turn it is, or was last. */
    public int current() {
        return turns.current().id;
    }

    /** Ends {@link #run} soon; the one method that another thread may call. */
    public void requestStop() {
        turns.requestStop();
    }
}
