package org.cofferdam.manager.demonstration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.manager.configuration.ChannelConfiguration;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.PartitionedMachine;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final PartitionSpec SPEC = PartitionSpec.of(
            1, List.of(new MemoryRegion(MemoryRegion.DEFAULT_BASE, 0x1_0000, Rights.READ_WRITE_EXECUTE)), List.of());

    private final PartitionedMachine machine =
            new PartitionedMachine(4 << 20, new Schedule(List.of(List.of(new Window(0, 100))), 100), 2);
    private final MemoryWatch watch;

    MemoryWatchTest() {
        machine.plantCanaries();
        watch = new MemoryWatch(machine, ChannelConfiguration.NONE);
    }

    @Test
    void memoryThatNobodyTouchedIsHeld() {
        assertTrue(watch.free().held());
        assertTrue(watch.remains().held());
    }

    @Test
    void aFrameThatWasFreeAndHasChangedIsSeen() {
        assertInstanceOf(Creation.Created.class, machine.control().create(0, SPEC));
        assertFalse(watch.free().held());
    }

    @Test
    void whatAPartitionLeavesBehindIsSeenUntilItIsScrubbed() {
        Creation creation = machine.control().create(0, SPEC);
        Monitor handle = assertInstanceOf(Creation.Created.class, creation).monitor();
        handle.write(MemoryRegion.DEFAULT_BASE, new byte[] {1}, 0, 1);
        assertFalse(watch.remains().held());
        assertEquals(Status.OK, machine.control().stop(0));
        Status status = Status.AGAIN;
        while (status == Status.AGAIN) {
            status = machine.control().destroy(0);
        }
        assertEquals(Status.OK, status);
        assertTrue(watch.remains().held(), watch.remains().observed());
    }
}
