package org.cofferdam.properties.tworuns;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.platform.PartitionMonitor;

/** A partition's monitor, which writes down what its guest did and when, and answers with numbers that depend on that alone. */
final class Witness implements PartitionMonitor {
    private static final int CONSOLE = 4096;

    final Monitor handle;
    private final LongSupplier clock;
    private final List<String> accesses = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    Witness(Monitor handle, LongSupplier clock) {
        this.handle = handle;
        this.clock = clock;
    }

    /** What it wrote down. */
    List<String> accesses() {
        return accesses;
    }

    /** What the guest printed. */
    byte[] console() {
        return console.toByteArray();
    }

    @Override
    public long load(DeviceAccess.Load access) {
        note(access);
        return 0x9E37_79B9_7F4A_7C15L * (access.address() + accesses.size());
    }

    @Override
    public void store(DeviceAccess.Store access) {
        note(access);
    }

    private void note(DeviceAccess access) {
        accesses.add(access + " at turn " + clock.getAsLong());
    }

    @Override
    public void called() {
        byte[] buffer = new byte[CONSOLE];
        console.write(buffer, 0, handle.takeConsoleOutput(buffer, 0, buffer.length));
    }

    @Override
    public void interrupted(int source) {
        accesses.add("interrupt " + source);
    }

    @Override
    public void poll() {}
}
