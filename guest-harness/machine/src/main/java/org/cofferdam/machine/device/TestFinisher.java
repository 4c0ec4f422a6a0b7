package org.cofferdam.machine.device;

import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** SiFive's test finisher, as on QEMU's {@code virt}: one word that ends the run, and a power switch to Linux's syscon drivers. */
public final class TestFinisher implements Device {
    private static final int FAIL = 0x3333;
    private static final int PASS = 0x5555;
    private static final int RESTART = 0x7777;

    private final PowerSwitch power;

    public TestFinisher(PowerSwitch power) {
        this.power = power;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public long length() {
        return 0x1000;
    }

    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        DeviceTree.Node node = soc.child("test", base)
                .text("compatible", "sifive,test1", "sifive,test0", "syscon")
                .reg(base, length());
        describeSwitch(soc, "poweroff", node, PASS);
        describeSwitch(soc, "reboot", node, RESTART);
        return node;
    }

    /** At the root, since a node on a simple bus must have an address. */
    private static void describeSwitch(DeviceTree.Node soc, String name, DeviceTree.Node finisher, int value) {
        soc.root()
                .child(name)
                .text("compatible", "syscon-" + name)
                .cells("regmap", finisher.phandle())
                .cells("offset", 0)
                .cells("value", value);
    }

    @Override
    public void reset() {}

    @Override
    public long load(long offset, int size) {
        return 0;
    }

    @Override
    public void store(long offset, int size, long value) {
        if (offset != 0 || size < 2) {
            return;
        }
        switch ((int) value & 0xffff) {
            case PASS -> power.off(0);
            case FAIL -> power.off((int) (value >>> 16) & 0xffff);
            case RESTART -> power.restart();
            default -> {}
        }
    }

    @Override
    public void save(StateWriter out) {}

    @Override
    public void restore(StateReader in) {}
}
