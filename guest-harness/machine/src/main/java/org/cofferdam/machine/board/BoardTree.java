package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.hart.CountableEvents;
import org.cofferdam.machine.hart.Hart;

/** The device tree of a board: each device describes itself; here are the nodes that belong to none of them. */
final class BoardTree {
    private static final int MACHINE_SOFTWARE = 3;
    private static final int MACHINE_TIMER = 7;
    private static final int SUPERVISOR_EXTERNAL = 9;
    private static final int MACHINE_EXTERNAL = 11;

    private final VirtBoard board;
    private final DeviceTree tree = new DeviceTree();
    private final List<InterruptSpecifier> clintLines = new ArrayList<>();
    private final List<InterruptSpecifier> plicLines = new ArrayList<>();

    private BoardTree(VirtBoard board) {
        this.board = board;
    }

    /** @param initrd its address, meaningless if {@code initrdLength} is 0 */
    static DeviceTree of(VirtBoard board, String arguments, long initrd, long initrdLength) {
        BoardTree builder = new BoardTree(board);
        builder.tree.root().text("compatible", "riscv-virtio").text("model", "riscv-virtio,cofferdam");
        builder.chosen(arguments, initrd, initrdLength);
        builder.memory();
        builder.harts();
        builder.counters();
        builder.devices();
        return builder.tree;
    }

    private void chosen(String arguments, long initrd, long initrdLength) {
        DeviceTree.Node chosen =
                tree.root().child("chosen").text("stdout-path", "/soc/serial@" + Long.toHexString(MemoryMap.SERIAL));
        chosen.octets("rng-seed", board.bootSeed());
        if (!arguments.isEmpty()) {
            chosen.text("bootargs", arguments);
        }
        if (initrdLength != 0) {
            chosen.longs("linux,initrd-start", initrd).longs("linux,initrd-end", initrd + initrdLength);
        }
    }

    private void memory() {
        tree.root()
                .child("memory", board.ram().base())
                .text("device_type", "memory")
                .reg(board.ram().base(), board.ram().size());
    }

    private void harts() {
        DeviceTree.Node cpus = tree.root()
                .child("cpus")
                .cells("#address-cells", 1)
                .cells("#size-cells", 0)
                .cells("timebase-frequency", (int) Hart.TICKS_PER_SECOND);
        for (Hart hart : board.harts()) {
            DeviceTree.Node cpu = cpus.child("cpu", hart.id)
                    .text("device_type", "cpu")
                    .cells("reg", hart.id)
                    .text("status", "okay")
                    .text("compatible", "riscv")
                    .text("riscv,isa", HartExtensions.string())
                    .text("riscv,isa-base", HartExtensions.base())
                    .text("riscv,isa-extensions", HartExtensions.names().toArray(String[]::new))
                    .text("mmu-type", HartExtensions.LARGEST_TRANSLATION);
            HartExtensions.blockSizes().forEach(property -> cpu.cells(property, HartExtensions.CACHE_BLOCK));
            int controller = cpu.child("interrupt-controller")
                    .cells("#interrupt-cells", 1)
                    .cells("#address-cells", 0)
                    .flag("interrupt-controller")
                    .text("compatible", "riscv,cpu-intc")
                    .phandle();
            clintLines.add(new InterruptSpecifier(controller, MACHINE_SOFTWARE));
            clintLines.add(new InterruptSpecifier(controller, MACHINE_TIMER));
            plicLines.add(new InterruptSpecifier(controller, MACHINE_EXTERNAL));
            plicLines.add(new InterruptSpecifier(controller, SUPERVISOR_EXTERNAL));
        }
    }

    private void counters() {
        tree.root()
                .child("pmu")
                .text("compatible", "riscv,pmu")
                .cells("riscv,event-to-mhpmcounters", CountableEvents.countersByEvent());
    }

    private void devices() {
        DeviceTree.Node soc = tree.root()
                .child("soc")
                .cells("#address-cells", 2)
                .cells("#size-cells", 2)
                .text("compatible", "simple-bus")
                .flag("ranges");
        board.finisher().describe(soc, MemoryMap.FINISHER);
        board.clint().describe(soc, MemoryMap.CLINT, clintLines.toArray(InterruptSpecifier[]::new));
        int plic = board.plic()
                .describe(soc, MemoryMap.PLIC, plicLines.toArray(InterruptSpecifier[]::new))
                .phandle();
        board.serial().describe(soc, MemoryMap.SERIAL, new InterruptSpecifier(plic, MemoryMap.SERIAL_SOURCE));
        board.rtc().describe(soc, MemoryMap.RTC, new InterruptSpecifier(plic, MemoryMap.RTC_SOURCE));
        int unit = 0;
        for (Device bank : board.flash()) {
            bank.describe(soc, VirtBoard.flashBase(unit));
            unit++;
        }
        int iommu = iommu(soc, plic);
        int slot = 0;
        for (Device device : board.virtio()) {
            DeviceTree.Node node = device.describe(
                    soc, VirtBoard.slotBase(slot), new InterruptSpecifier(plic, MemoryMap.VIRTIO_SOURCE + slot));
            if (board.masters().containsKey(slot)) {
                node.cells("iommus", iommu, board.masters().get(slot));
            }
            slot++;
        }
    }

    /** The phandle of the IOMMU, or 0 if there is none. */
    private int iommu(DeviceTree.Node soc, int plic) {
        if (board.iommu() == null) {
            return 0;
        }
        InterruptSpecifier[] wires = IntStream.range(0, MemoryMap.IOMMU_WIRES)
                .mapToObj(wire -> new InterruptSpecifier(plic, MemoryMap.IOMMU_SOURCE + wire))
                .toArray(InterruptSpecifier[]::new);
        return board.iommu().describe(soc, MemoryMap.IOMMU, wires).phandle();
    }
}
