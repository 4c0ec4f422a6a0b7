package org.cofferdam.manager.console;

import java.util.List;
import java.util.Optional;

/** Gives what is typed to the console that is shown. Ctrl-A begins a command, as in QEMU. */
public final class Operator {
    private static final int CONTROL_A = 1;

    private final Keyboard keyboard;
    private final Screen screen;
    private final List<PartitionConsole> consoles;
    private boolean command;
    private boolean leaving;

    /** An operator before a screen that shows {@code consoles}. */
    public Operator(Keyboard keyboard, Screen screen, List<PartitionConsole> consoles) {
        this.keyboard = keyboard;
        this.screen = screen;
        this.consoles = List.copyOf(consoles);
    }

    /** Whether the operator has asked to leave. */
    public boolean leaving() {
        return leaving;
    }

    /** Takes in what has been typed; true if anything was. */
    public boolean poll() {
        boolean any = false;
        for (int octet = keyboard.take(); octet >= 0 && !leaving; octet = keyboard.take()) {
            any = true;
            if (command) {
                command = false;
                carryOut(octet);
            } else if (octet == CONTROL_A) {
                command = true;
            } else {
                type(octet);
            }
        }
        return any;
    }

    private void carryOut(int octet) {
        switch (octet) {
            case 'x' -> leaving = true;
            case 'n' -> {
                shown().ifPresent(console -> console.leaveKeyboard(this));
                screen.showNext();
            }
            case CONTROL_A -> type(CONTROL_A);
            default -> screen.notice("Ctrl-A x: leave, n: next console, Ctrl-A: send it");
        }
    }

    private void type(int octet) {
        shown().ifPresent(console -> {
            if (console.takeKeyboard(this)) {
                console.type(octet);
            } else {
                screen.notice("somebody else types at " + console.name());
            }
        });
    }

    private Optional<PartitionConsole> shown() {
        String shown = screen.shown().orElse("");
        return consoles.stream().filter(console -> console.name().equals(shown)).findFirst();
    }
}
