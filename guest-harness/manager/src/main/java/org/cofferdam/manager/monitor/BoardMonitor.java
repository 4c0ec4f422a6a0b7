package org.cofferdam.manager.monitor;

import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.platform.PartitionMonitor;

/** Serves one partition's board, and carries its SBI debug console to and fro. */
final class BoardMonitor implements PartitionMonitor {
    private static final int CHUNK = 4096;

    private final VirtualBoard board;
    private final Monitor handle;
    private final CharacterDevice console;
    private final byte[] buffer = new byte[CHUNK];
    private final byte[] one = new byte[1];

    /** A byte for which the debug console had no room yet, or -1. */
    private int typed = -1;

    /**
     * A monitor for the partition that {@code handle} is for.
     *
     * @param console where the debug console's output goes; its input comes from there only if no device of the board
     *     reads it
     */
    BoardMonitor(VirtualBoard board, Monitor handle, CharacterDevice console) {
        this.board = board;
        this.handle = handle;
        this.console = console;
    }

    @Override
    public long load(DeviceAccess.Load access) {
        return board.load(access.address(), access.size());
    }

    @Override
    public void store(DeviceAccess.Store access) {
        board.store(access.address(), access.size(), access.value());
    }

    @Override
    public void called() {
        for (int count = take(); count > 0; count = take()) {
            for (int i = 0; i < count; i++) {
                console.write(buffer[i] & 0xff);
            }
        }
    }

    @Override
    public void poll() {
        board.poll();
        if (!board.readsConsole()) {
            typed = typed < 0 ? console.read() : typed;
            while (typed >= 0 && give(typed)) {
                typed = console.read();
            }
        }
    }

    @Override
    public void interrupted(int source) {
        board.interrupted(source);
    }

    private boolean give(int octet) {
        one[0] = (byte) octet;
        return handle.giveConsoleInput(one, 0, 1) == 1;
    }

    private int take() {
        return handle.takeConsoleOutput(buffer, 0, buffer.length);
    }
}
