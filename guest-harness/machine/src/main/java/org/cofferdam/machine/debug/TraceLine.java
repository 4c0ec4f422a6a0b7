package org.cofferdam.machine.debug;

import java.util.HexFormat;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;

/** A line of a trace, in the manner of Spike's logs: {@code core   0: …}, and behind a semicolon what those do not have. */
final class TraceLine {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text = new StringBuilder(160);

    private TraceLine() {}

    static TraceLine of(Hart hart) {
        return new TraceLine().text("core   ").text(Integer.toString(hart.id)).text(": ");
    }

    TraceLine text(String more) {
        text.append(more);
        return this;
    }

    /** All 64 bits. */
    TraceLine number(long value) {
        text.append("0x").append(HEX.toHexDigits(value));
        return this;
    }

    /** The low {@code bytes} bytes. */
    TraceLine number(long value, int bytes) {
        text.append("0x").append(HEX.toHexDigits(value, 2 * bytes));
        return this;
    }

    /** A letter and a number, in three places at least. */
    TraceLine register(char letter, int number) {
        text.append(' ').append(letter).append(number).append(number < 10 ? "  " : " ");
        return this;
    }

    TraceLine modes(Hart from, Privilege to, boolean toVirtualized) {
        return text(Modes.of(from)).text("->").text(Modes.name(to, toVirtualized));
    }

    TraceLine cycle(Hart hart) {
        return text(" ; ").text(Long.toString(hart.cycle));
    }

    CharSequence end() {
        return text;
    }
}
