package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EscapeKeysTest {
    private final StringBuilder log = new StringBuilder();
    private final EscapeKeys keys = new EscapeKeys(() -> log.append("[leave]"), () -> log.append("[help]"));

    private String type(String text) {
        text.chars().forEach(key -> {
            if (keys.passes(key, late -> log.append((char) late))) {
                log.append((char) key);
            }
        });
        return log.toString();
    }

    @Test
    void ordinaryKeysPass() {
        assertEquals("axh\u0003", type("axh\u0003"));
    }

    @Test
    void controlAGuardsOurKeys() {
        assertEquals("[help]b[leave]", type("\u0001hb\u0001x"));
    }

    @Test
    void controlATwiceIsOneForTheGuest() {
        assertEquals("\u0001x", type("\u0001\u0001x"));
    }

    @Test
    void aPairThatIsNotOursIsTheGuests() {
        assertEquals("\u0001e", type("\u0001e"));
    }
}
