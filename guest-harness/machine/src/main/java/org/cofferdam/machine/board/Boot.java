package org.cofferdam.machine.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.hart.Hart;

/** Starts what has been copied into a board's RAM: places initial RAM disk and device tree, and sets the harts' first registers. */
public final class Boot {
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A2 = 12;

    /** {@code struct fw_dynamic_info} of OpenSBI, version 2 (include/sbi/fw_dynamic.h): six words of 64 bits. */
    private static final long DYNAMIC_MAGIC = 0x4942534fL;

    private static final long DYNAMIC_VERSION = 2;
    private static final long SUPERVISOR = 1;
    private static final int DYNAMIC_LENGTH = 48;

    /** Firmware adds to the tree where it lies: OpenSBI its reserved memory, U-Boot what it was told to change. */
    private static final int GROWTH_OF_TREE = 1 << 16;

    private Boot() {}

    /**
     * Makes the board ready to run.
     *
     * @return the flattened device tree
     * @throws BootException if there is no room for the initial RAM disk or the device tree
     */
    public static byte[] prepare(VirtBoard board, BootRequest request) throws BootException {
        HighMemory high = new HighMemory(board.ram(), request.end());
        byte[] initrd = request.initrd();
        long initrdAddress = initrd.length == 0 ? 0 : high.place("the initial RAM disk", initrd);
        byte[] blob = request.tree().length != 0
                ? request.tree()
                : BoardTree.of(board, request.arguments(), initrdAddress, initrd.length)
                        .flatten();
        long tree = high.placeApart("the device tree", blob, GROWTH_OF_TREE);
        switch (request.firmware()) {
            case Firmware.None() -> startAll(board, request.entry(), tree, 0);
            case Firmware.ResidentSbi() -> board.installFirmware().start(request.entry(), tree);
            case Firmware.Loaded(long entry) -> startAll(board, entry, tree, placeDynamic(high, request.entry()));
        }
        return blob;
    }

    private static long placeDynamic(HighMemory high, long kernel) throws BootException {
        byte[] words = ByteBuffer.allocate(DYNAMIC_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(DYNAMIC_MAGIC)
                .putLong(DYNAMIC_VERSION)
                .putLong(kernel)
                .putLong(SUPERVISOR)
                .putLong(0) // no options
                .putLong(0) // boot hart
                .array();
        return high.place("the dynamic information", words);
    }

    private static void startAll(VirtBoard board, long entry, long tree, long dynamic) {
        for (Hart hart : board.harts()) {
            hart.pc = entry;
            hart.x[A0] = hart.id;
            hart.x[A1] = tree;
            hart.x[A2] = dynamic;
        }
    }
}
