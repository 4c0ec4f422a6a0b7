package org.cofferdam.properties.tworuns;

import java.util.List;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.PartitionedMachine;

/** The smallest partition that a generated guest fits into: one virtual hart, 64 KiB, a device window. */
final class SmallGuest {
    private static final PartitionSpec SPEC = PartitionSpec.of(
            1,
            List.of(new MemoryRegion(Layout.RAM, Layout.RAM_SIZE, Rights.READ_WRITE_EXECUTE)),
            List.of(new DeviceWindow(Layout.DEVICE, Layout.DEVICE_SIZE)));

    private SmallGuest() {}

    /** Makes the partition with this number and starts it; gives the handle of its monitor. */
    static Monitor start(PartitionedMachine machine, int number, byte[] image) {
        if (!(machine.control().create(number, SPEC) instanceof Creation.Created created)) {
            throw new IllegalStateException("the machine has no room for partition " + number);
        }
        machine.connect(created.monitor(), SPEC, new Witness(created.monitor(), machine::cycle));
        machine.control().load(number, Layout.RAM, image, 0, image.length);
        machine.control().start(number, Layout.RAM, 0);
        return created.monitor();
    }
}
