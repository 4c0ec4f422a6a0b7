package org.cofferdam.manager.console;

import java.util.ArrayDeque;
import org.cofferdam.machine.device.CharacterDevice;

/** The outside end of one partition's console. */
public final class PartitionConsole implements CharacterDevice {
    private final String name;
    private final Screen screen;
    private final ArrayDeque<Integer> typed = new ArrayDeque<>();

    /** The console of that name on a screen that has it. */
    public PartitionConsole(String name, Screen screen) {
        this.name = name;
        this.screen = screen;
    }

    String name() {
        return name;
    }

    void type(int octet) {
        typed.add(octet);
    }

    @Override
    public int read() {
        Integer octet = typed.poll();
        return octet == null ? -1 : octet;
    }

    @Override
    public void write(int value) {
        screen.write(name, value & 0xff);
    }
}
