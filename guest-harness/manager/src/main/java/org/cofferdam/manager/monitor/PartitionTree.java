package org.cofferdam.manager.monitor;

import java.util.List;
import java.util.Set;
import org.cofferdam.machine.board.HartExtensions;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.hart.Hart;

/**
 * The device tree of a partition. It names nothing that the core has not enabled: no {@code h}, since there is no
 * nesting, and of the hart's other extensions those that a guest may use.
 */
final class PartitionTree {
    private static final int SUPERVISOR_EXTERNAL = 9;
    private static final String BASE = "rv64i";

    /** What needs no permission, and sstc, for which the core sets henvcfg.STCE. */
    private static final Set<String> ENABLED =
            Set.of("i", "m", "a", "f", "d", "c", "zicntr", "zicsr", "zifencei", "zba", "zbb", "zbs", "sstc");

    private static final List<String> EXTENSIONS =
            HartExtensions.names().stream().filter(ENABLED::contains).toList();

    private final DeviceTree tree = new DeviceTree();
    private final DeviceTree.Node chosen;

    /** A tree with memory of {@code size} bytes at {@code base}. */
    PartitionTree(long base, long size) {
        DeviceTree.Node root = tree.root();
        root.text("compatible", "riscv-virtio").text("model", "cofferdam,partition");
        chosen = root.child("chosen");
        root.child("memory", base).text("device_type", "memory").reg(base, size);
    }

    void arguments(String append) {
        chosen.text("bootargs", append);
    }

    /** Where the initramfs lies, {@code end} not included. */
    void initrd(long start, long end) {
        chosen.longs("linux,initrd-start", start).longs("linux,initrd-end", end);
    }

    /** What the guest's random number generator begins with. */
    void seed(int... cells) {
        chosen.cells("rng-seed", cells);
    }

    /** Adds harts and devices and writes the tree. */
    byte[] complete(VirtualBoard board, int harts) {
        InterruptSpecifier[] external = harts(harts);
        DeviceTree.Node soc = tree.root().child("soc");
        soc.text("compatible", "simple-bus")
                .cells("#address-cells", 2)
                .cells("#size-cells", 2)
                .flag("ranges");
        VirtualBoard.Placed controller = board.controller();
        int phandle =
                controller.device().describe(soc, controller.base(), external).phandle();
        for (VirtualBoard.Placed placed : board.devices()) {
            placed.describe(soc, phandle);
        }
        board.serialNode().ifPresent(serial -> chosen.text("stdout-path", "/soc/" + serial));
        return tree.flatten();
    }

    /** The harts, and where the interrupt controller's line to each one leads. */
    private InterruptSpecifier[] harts(int count) {
        DeviceTree.Node cpus = tree.root().child("cpus");
        cpus.cells("#address-cells", 1).cells("#size-cells", 0).cells("timebase-frequency", (int)
                Hart.TICKS_PER_SECOND);
        InterruptSpecifier[] external = new InterruptSpecifier[count];
        for (int id = 0; id < count; id++) {
            DeviceTree.Node controller = hart(cpus, id)
                    .child("interrupt-controller")
                    .text("compatible", "riscv,cpu-intc")
                    .cells("#interrupt-cells", 1)
                    .cells("#address-cells", 0)
                    .flag("interrupt-controller");
            external[id] = new InterruptSpecifier(controller.phandle(), SUPERVISOR_EXTERNAL);
        }
        return external;
    }

    private static DeviceTree.Node hart(DeviceTree.Node cpus, int id) {
        return cpus.child("cpu", id)
                .text("device_type", "cpu")
                .text("compatible", "riscv")
                .text("status", "okay")
                .cells("reg", id)
                .text("mmu-type", "riscv,sv48")
                .text("riscv,isa", isa())
                .text("riscv,isa-base", BASE)
                .text("riscv,isa-extensions", EXTENSIONS.toArray(String[]::new));
    }

    /** The one-word form: letters first, then the long names after underscores. */
    private static String isa() {
        StringBuilder isa = new StringBuilder("rv64");
        for (String extension : EXTENSIONS) {
            isa.append(extension.length() == 1 ? "" : "_").append(extension);
        }
        return isa.toString();
    }
}
