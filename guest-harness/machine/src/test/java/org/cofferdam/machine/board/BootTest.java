package org.cofferdam.machine.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.junit.jupiter.api.Test;

class BootTest {
    private static final long ENTRY = MemoryMap.RAM + 0x1000;
    private static final long END = MemoryMap.RAM + 0x2000;
    private static final int DEVICE_TREE_MAGIC = 0xd00dfeed;

    private final TestBoard test = new TestBoard(2);

    private void prepare(Firmware firmware, byte[] initrd) throws BootException {
        Boot.prepare(test.board, new BootRequest(firmware, ENTRY, END, "quiet", initrd));
    }

    private void assertTreeAt(long address) {
        assertEquals(DEVICE_TREE_MAGIC, Integer.reverseBytes(test.board.ram().loadWord(address)));
        assertTrue(address >= END);
    }

    @Test
    void withoutFirmwareEveryHartStartsInMachineMode() throws BootException {
        prepare(new Firmware.None(), new byte[0]);
        for (Hart hart : test.board.harts()) {
            assertEquals(ENTRY, hart.pc);
            assertEquals(hart.id, hart.x[10]);
            assertTreeAt(hart.x[11]);
            assertEquals(Privilege.MACHINE, hart.privilege());
        }
    }

    @Test
    void aboveTheResidentSbiOneHartStartsInSupervisorMode() throws BootException {
        prepare(new Firmware.ResidentSbi(), new byte[0]);
        Hart first = test.hart(0);
        assertEquals(Privilege.SUPERVISOR, first.privilege());
        assertEquals(ENTRY, first.pc);
        assertEquals(0, first.x[10]);
        assertTreeAt(first.x[11]);
        assertFalse(first.waiting());
        assertTrue(test.hart(1).waiting());
    }

    @Test
    void loadedFirmwareIsToldWhereTheKernelIs() throws BootException {
        prepare(new Firmware.Loaded(MemoryMap.RAM), new byte[0]);
        for (Hart hart : test.board.harts()) {
            assertEquals(MemoryMap.RAM, hart.pc);
            assertTreeAt(hart.x[11]);
            long information = hart.x[12];
            assertEquals(0x4942534f, test.board.ram().loadDouble(information));
            assertEquals(ENTRY, test.board.ram().loadDouble(information + 16));
            assertEquals(1, test.board.ram().loadDouble(information + 24));
        }
    }

    @Test
    void theInitialRamDiskIsCopiedBehindTheKernelAndNamedInTheTree() throws BootException {
        byte[] initrd = new byte[5000];
        initrd[4999] = 42;
        prepare(new Firmware.None(), initrd);
        long address = (MemoryMap.RAM + (1 << 20) - 5000) & -4096;
        assertEquals(42, test.board.ram().loadByte(address + 4999));
        assertTrue(test.hart(0).x[11] < address);
        var chosen =
                BoardTree.of(test.board, "", address, 5000).root().children().getFirst();
        assertEquals(
                new org.cofferdam.machine.devicetree.DeviceTree.Value.Cells(
                        java.util.List.of(0, (int) (address + 5000))),
                chosen.properties().get("linux,initrd-end"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var refusal = assertThrows(BootException.class, () -> prepare(new Firmware.None(), new byte[0xfe001]));
        assertTrue(refusal.getMessage().contains("initial RAM disk"), refusal.getMessage());
        refusal = assertThrows(BootException.class, () -> prepare(new Firmware.None(), new byte[0xfe000]));
        assertTrue(refusal.getMessage().contains("device tree"), refusal.getMessage());
    }
}
