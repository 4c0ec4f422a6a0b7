package org.cofferdam.manager.demonstration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.cofferdam.machine.device.CharacterDevice;

/** A console that keeps what is written to it, and passes it on. */
final class RecordedConsole implements CharacterDevice {
    private final CharacterDevice onward;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    RecordedConsole(CharacterDevice onward) {
        this.onward = onward;
    }

    @Override
    public int read() {
        return onward.read();
    }

    @Override
    public void write(int value) {
        written.write(value);
        onward.write(value);
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
