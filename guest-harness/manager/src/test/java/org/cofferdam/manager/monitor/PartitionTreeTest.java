package org.cofferdam.manager.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.network.Networks;
import org.cofferdam.microkernel.DeviceWindow;
import org.junit.jupiter.api.Test;

class PartitionTreeTest {
    private final VirtualBoard board = new VirtualBoard(new PartitionLink(2), 2);

    private String tree() {
        board.addSerial(CharacterDevice.NONE);
        board.addVirtioConsole(CharacterDevice.NONE);
        PartitionTree tree = new PartitionTree(0x8000_0000L, 16 << 20);
        tree.arguments("console=ttyS0");
        return new String(tree.complete(board, 2), StandardCharsets.ISO_8859_1);
    }

    @Test
    void nothingIsAdvertisedThatTheCoreHasNotEnabled() {
        String tree = tree();
        assertTrue(tree.contains("rv64imafdc_zicntr_zicsr_zifencei_zba_zbb_zbs_sstc\0"));
        assertFalse(tree.contains("imafdch"));
        assertFalse(tree.contains("\0h\0"));
    }

    @Test
    void theTreeNamesTheDevicesThatAreThere() {
        String tree = tree();
        assertTrue(tree.contains("cpu@1\0"));
        assertTrue(tree.contains("serial@10000000\0"));
        assertTrue(tree.contains("virtio_mmio@10001000\0"));
        assertTrue(tree.contains("/soc/serial@10000000\0"));
        assertFalse(tree.contains("test@100000"));
        assertFalse(tree.contains("clint"));
    }

    @Test
    void theWindowsAreTheDevices() {
        tree();
        assertEquals(
                List.of(
                        new DeviceWindow(0xc00_0000, 0x60_0000),
                        new DeviceWindow(0x1000_0000, 0x100),
                        new DeviceWindow(0x1000_1000, 0x1000)),
                board.windows());
    }

    @Test
    void accessesReachTheDeviceThatIsThereAndNothingElse() {
        tree();
        assertEquals(0x7472_6976, board.load(0x1000_1000, 4));
        assertEquals(0, board.load(0x1000_2000, 4));
        board.store(0x1000_0007, 1, 0x5a);
        assertEquals(0x5a, board.load(0x1000_0007, 1));
        board.store(0x2000_0000, 8, -1);
    }

    @Test
    void theClockShowsTheMachinesTimeFromItsStartOn() {
        long[] ticks = {0};
        board.addClock(() -> ticks[0], 5_000_000_000L);
        assertEquals(5_000_000_000L, clock());
        ticks[0] = 10_000_000; // a second
        assertEquals(6_000_000_000L, clock());
        PartitionTree tree = new PartitionTree(0x8000_0000L, 16 << 20);
        assertTrue(new String(tree.complete(board, 1), StandardCharsets.ISO_8859_1).contains("rtc@101000\0"));
    }

    private long clock() {
        long low = board.load(0x10_1000, 4);
        return low | board.load(0x10_1004, 4) << 32;
    }

    @Test
    void eachPartitionAndEachPurposeHasARandomnessOfItsOwn() {
        Surroundings one = new Surroundings(() -> 0, 0, 1, new Networks(List.of(), () -> 0), null);
        Surroundings two = new Surroundings(() -> 0, 0, 2, new Networks(List.of(), () -> 0), null);
        assertEquals(one.seed("a", "virtio-rng"), one.seed("a", "virtio-rng"));
        assertEquals(
                4,
                Stream.of(
                                one.seed("a", "virtio-rng"),
                                one.seed("a", "rng-seed"),
                                one.seed("b", "virtio-rng"),
                                two.seed("a", "virtio-rng"))
                        .distinct()
                        .count());
    }

    @Test
    void devicesWithoutAPartitionReachNoMemory() {
        assertFalse(new PartitionLink(1).read(0x8000_0000L, new byte[8], 0, 8));
        assertFalse(new PartitionLink(1).write(0x8000_0000L, new byte[8], 0, 8));
    }
}
