package org.cofferdam.manager.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.cofferdam.machine.device.CharacterDevice;

/**
 * The outside end of one partition's console: any number watch, and one of them types. Used on the machine's thread
 * alone.
 */
public final class PartitionConsole implements CharacterDevice {
    private final String name;
    private final Screen screen;
    private final ArrayDeque<Integer> typed = new ArrayDeque<>();
    private final List<ConsoleWatcher> watchers = new ArrayList<>();
    private IntConsumer onTyped = _ -> {};
    private Object typist;

    /** The console of that name on a screen that has it. */
    public PartitionConsole(String name, Screen screen) {
        this.name = name;
        this.screen = screen;
    }

    String name() {
        return name;
    }

    /** Who is told each byte that is typed, in place of who was before. */
    public void onTyped(IntConsumer listener) {
        onTyped = listener;
    }

    /**
     * Asks for the keyboard.
     *
     * @return whether it is now, or was already, {@code who}'s; it is not if somebody else has it
     */
    public boolean takeKeyboard(Object who) {
        typist = typist == null ? who : typist;
        return typist == who;
    }

    /** Gives the keyboard back, if it is {@code who}'s. */
    public void leaveKeyboard(Object who) {
        typist = typist == who ? null : typist;
    }

    /** A byte for the guest, which takes it when it likes. */
    public void type(int octet) {
        onTyped.accept(octet);
        typed.add(octet);
    }

    /** Shows a watcher the last output, and from now on all that comes. */
    public void watch(ConsoleWatcher watcher) {
        screen.recent(name).forEach(watcher::write);
        watchers.add(watcher);
    }

    /** Shows the watcher nothing any more. */
    public void unwatch(ConsoleWatcher watcher) {
        watchers.remove(watcher);
    }

    @Override
    public int read() {
        Integer octet = typed.poll();
        return octet == null ? -1 : octet;
    }

    @Override
    public void write(int value) {
        screen.write(name, value & 0xff);
        for (ConsoleWatcher watcher : watchers) {
            watcher.write(value & 0xff);
        }
    }
}
