package org.cofferdam.guests.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A guest of ours: an ELF file linked at {@link #ENTRY}, to be entered there like Linux (a0 hart id, a1 device tree). */
public enum BundledGuest {
    /** Prints what a guest can learn about where it runs. */
    PROBE("prints what a guest sees: registers, SBI, memory, devices"),
    /** A small kernel with page tables and preempted tasks of its own, which watches over canary values; see {@link SelfCheck}. */
    TASKS("a small kernel with preempted tasks that checks its own results and canaries"),
    /** The catalogue of attempts to get out; {@link AttackReport} reads what it prints. */
    ATTACKER("tries to get out in every way it knows, and reports each"),
    /** Plays the other end of what the attacker grants and sends; says nothing of its own. */
    ACCOMPLICE("gives, takes and receives what the attacker tells it to, in a partition of its own"),
    /** Asks {@link #PONG} over ports, region, doorbells and grants; checks and times each; see {@link SelfCheck}. */
    PING("exchanges messages, memory and interrupts with pong, checks and times each"),
    /** Answers {@link #PING}. */
    PONG("answers ping"),
    /** Holds the place of a guest that is left out of a comparison. */
    IDLE("powers off at once");

    /** Guest-physical address of load and entry: RAM base + 2 MiB. */
    public static final long ENTRY = 0x8020_0000L;

    private final String description;

    BundledGuest(String description) {
        this.description = description;
    }

    /** As configurations and commands spell it. */
    public String guestName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** The ELF file. */
    public byte[] image() {
        try (InputStream stream = BundledGuest.class.getResourceAsStream(resource())) {
            if (stream == null) throw new IllegalStateException("this build lacks its resource " + resource());
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String resource() {
        return guestName() + ".elf";
    }
}
