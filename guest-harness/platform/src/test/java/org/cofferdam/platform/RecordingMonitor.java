package org.cofferdam.platform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Monitor;

/** A monitor that notes what it is asked, answers loads with a number, and collects the debug console. */
class RecordingMonitor implements PartitionMonitor {
    final List<Integer> interrupts = new ArrayList<>();
    final List<DeviceAccess> accesses = new ArrayList<>();
    final ByteArrayOutputStream console = new ByteArrayOutputStream();
    long answer;
    int polls;
    Monitor handle;

    @Override
    public long load(DeviceAccess.Load access) {
        accesses.add(access);
        return answer;
    }

    @Override
    public void store(DeviceAccess.Store access) {
        accesses.add(access);
    }

    @Override
    public void called() {
        byte[] buffer = new byte[4096];
        int count = handle.takeConsoleOutput(buffer, 0, buffer.length);
        console.write(buffer, 0, count);
    }

    @Override
    public void interrupted(int source) {
        interrupts.add(source);
    }

    @Override
    public void poll() {
        polls++;
    }

    String text() {
        return console.toString(StandardCharsets.US_ASCII);
    }
}
