package org.cofferdam.manager.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Clock;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.device.GoldfishClock;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.device.Ns16550a;
import org.cofferdam.machine.device.Plic;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.device.TestFinisher;
import org.cofferdam.machine.device.VirtioBalloon;
import org.cofferdam.machine.device.VirtioConsole;
import org.cofferdam.machine.device.VirtioDevice;
import org.cofferdam.machine.device.VirtioEmpty;
import org.cofferdam.machine.device.VirtioMmio;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.DeviceWindow;

/**
 * The devices of one partition, at the addresses of QEMU's {@code virt}, made of the same classes as the real board.
 * The interrupt controller's contexts are those of S-mode alone: a partition has no M-mode.
 */
public final class VirtualBoard {
    private static final int NO_SOURCE = 0;
    private static final long PAGE = 4096;

    private final PartitionLink link;
    private final Plic plic;
    private final Placed controller;
    private final List<Placed> devices = new ArrayList<>();
    /** Devices of the machine that the guest reaches by itself. */
    private final List<Assigned> assigned = new ArrayList<>();

    private int slots;
    private boolean virtioConsole;
    /** Null if there is none. */
    private VirtioBalloon balloon;

    /** A device at its address; {@code source} is its input of the interrupt controller, or {@link #NO_SOURCE}. */
    record Placed(Device device, long base, int source) {
        boolean contains(long address) {
            return address >= base && address - base < device.length();
        }

        DeviceTree.Node describe(DeviceTree.Node soc, int controller) {
            return source == NO_SOURCE
                    ? device.describe(soc, base)
                    : device.describe(soc, base, new InterruptSpecifier(controller, source));
        }
    }

    /**
     * A board with an interrupt controller and nothing else yet.
     *
     * @param link         how its devices reach the partition's memory and virtual harts
     * @param virtualHarts how many there are
     */
    VirtualBoard(PartitionLink link, int virtualHarts) {
        this.link = link;
        InterruptLine[] contexts =
                IntStream.range(0, virtualHarts).mapToObj(link::external).toArray(InterruptLine[]::new);
        plic = new Plic(MemoryMap.SOURCES, contexts);
        controller = new Placed(plic, MemoryMap.PLIC, NO_SOURCE);
    }

    void addSerial(CharacterDevice host) {
        devices.add(new Placed(
                new Ns16550a(host, plic.line(MemoryMap.SERIAL_SOURCE)), MemoryMap.SERIAL, MemoryMap.SERIAL_SOURCE));
    }

    void addFinisher(PowerSwitch power) {
        devices.add(new Placed(new TestFinisher(power), MemoryMap.FINISHER, NO_SOURCE));
    }

    void addVirtioConsole(CharacterDevice host) {
        virtioConsole = true;
        addVirtio(new VirtioConsole(host));
    }

    /** A balloon for {@code size} bytes of memory at {@code base}, whole pages. */
    void addBalloon(long base, long size) {
        balloon = new VirtioBalloon(link, base / PAGE, Math.toIntExact(size / PAGE));
        addVirtio(balloon);
    }

    /** The balloon, if there is one. */
    Optional<VirtioBalloon> balloon() {
        return Optional.ofNullable(balloon);
    }

    /** A clock that shows {@code start} nanoseconds since 1970 when {@code time} is 0. */
    void addClock(Clock time, long start) {
        GoldfishClock clock = new GoldfishClock(time, Hart.TICKS_PER_SECOND, start, plic.line(MemoryMap.RTC_SOURCE));
        devices.add(new Placed(clock, MemoryMap.RTC, MemoryMap.RTC_SOURCE));
    }

    /**
     * Puts a virtio device into the next free slot.
     *
     * @throws IllegalStateException if all eight are taken
     */
    void addVirtio(VirtioDevice backend) {
        checkRoom();
        int source = MemoryMap.VIRTIO_SOURCE + slots;
        VirtioMmio transport = new VirtioMmio(backend, link, plic.line(source));
        devices.add(new Placed(transport, MemoryMap.VIRTIO + slots * MemoryMap.VIRTIO_STRIDE, source));
        slots++;
    }

    private void checkRoom() {
        if (slots + assigned.size() == BoardSetup.VIRTIO_SLOTS) {
            throw new IllegalStateException("the board has " + BoardSetup.VIRTIO_SLOTS + " virtio slots");
        }
    }

    /**
     * The guest-physical address of a disk of the machine that is assigned to the partition: the n-th one has the n-th slot
     * from the end.
     */
    public static long assignedAddress(int index) {
        return MemoryMap.VIRTIO + (BoardSetup.VIRTIO_SLOTS - 1 - index) * MemoryMap.VIRTIO_STRIDE;
    }

    /**
     * Tells the guest of a disk of the machine. Its registers are not this board's to serve; its interrupt is.
     *
     * @param source its input of the machine's interrupt controller
     */
    void addAssigned(int source) {
        int slot = BoardSetup.VIRTIO_SLOTS - 1 - assigned.size();
        checkRoom();
        // Accesses do not come here; it stands for what is described.
        VirtioMmio described = new VirtioMmio(new VirtioEmpty(), link, InterruptLine.NONE);
        int guestSource = MemoryMap.VIRTIO_SOURCE + slot;
        Placed placed = new Placed(described, MemoryMap.VIRTIO + slot * MemoryMap.VIRTIO_STRIDE, guestSource);
        assigned.add(new Assigned(placed, source));
    }

    /** A disk of the machine asks for service. */
    void interrupted(int source) {
        for (Assigned one : assigned) {
            if (one.source == source) {
                plic.line(one.placed.source).set(true);
            }
        }
    }

    /** A device of the machine, where the guest sees it, and its input of the machine's interrupt controller. */
    private record Assigned(Placed placed, int source) {}

    /** The interrupt controller, whose describing takes one specifier a virtual hart. */
    Placed controller() {
        return controller;
    }

    /** All else, in the order in which it was added, the machine's own devices last. */
    List<Placed> devices() {
        List<Placed> all = new ArrayList<>(devices);
        assigned.forEach(one -> all.add(one.placed));
        return all;
    }

    /** Name of the serial port's node, if there is one. */
    Optional<String> serialNode() {
        return devices.stream()
                .filter(placed -> placed.base() == MemoryMap.SERIAL)
                .map(placed -> placed.device().name() + "@" + Long.toHexString(MemoryMap.SERIAL))
                .findFirst();
    }

    /** Whether a device of this board reads what is typed. */
    boolean readsConsole() {
        return virtioConsole || serialNode().isPresent();
    }

    /** The guest-physical addresses at which this board answers. */
    List<DeviceWindow> windows() {
        List<DeviceWindow> windows = new ArrayList<>();
        windows.add(window(controller));
        devices.forEach(placed -> windows.add(window(placed)));
        return windows;
    }

    private static DeviceWindow window(Placed placed) {
        return new DeviceWindow(placed.base(), placed.device().length());
    }

    /** What the guest reads; zero where there is no device. */
    long load(long address, int size) {
        Placed placed = at(address);
        return placed == null ? 0 : placed.device().load(address - placed.base(), size);
    }

    /** The guest writes; lost where there is no device. */
    void store(long address, int size, long value) {
        Placed placed = at(address);
        List<Assigned> done = completed(address, value);
        done.forEach(one -> plic.line(one.placed.source).set(false));
        if (placed != null) {
            placed.device().store(address - placed.base(), size, value);
        }
        done.forEach(one -> link.complete(one.source));
    }

    /** Devices of the machine whose interrupts a store to the controller completes: their lines fall before it sees that. */
    private List<Assigned> completed(long address, long value) {
        boolean completes = controller.contains(address) && Plic.isCompletion(address - controller.base());
        return completes
                ? assigned.stream().filter(one -> one.placed.source == value).toList()
                : List.of();
    }

    private Placed at(long address) {
        if (controller.contains(address)) {
            return controller;
        }
        for (Placed placed : devices) {
            if (placed.contains(address)) {
                return placed;
            }
        }
        return null;
    }

    /** Lets each device take in what waits outside. */
    void poll() {
        for (Placed placed : devices) {
            placed.device().poll();
        }
    }
}
