package org.cofferdam.manager.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), List.of("a", "long"), "\n");

    private void write(String name, String text) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            screen.write(name, octet & 0xff);
        }
    }

    private String shown() {
        screen.flush(false);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesOfSeveralConsolesDoNotMix() {
        write("a", "one");
        write("long", "two\r\n");
        write("a", " more\n");
        assertEquals("[long] two\n[a]    one more\n", shown());
    }

    @Test
    void aGuestCannotForgeTheLineOfAnotherNorMoveTheCursor() {
        write("a", "\u001b[2J\u001b[1;1H\r[long] \u0007forged\u009b\n");
        assertEquals("[a]    [long] forged\n", shown());
    }

    @Test
    void aPromptIsShownWhenItHasWaited() {
        write("a", "login: ");
        assertEquals("", shown());
        screen.flush(true);
        assertEquals("[a]    login: \n", shown());
    }

    @Test
    void aLineWithoutEndIsCut() {
        write("a", "x".repeat(5000));
        assertEquals("[a]    " + "x".repeat(4096) + "\n", shown());
    }

    @Test
    void oneConsoleAloneIsRaw() {
        screen.show("a");
        write("long", "hidden\n");
        write("a", "\u001b[1mbold");
        assertEquals("\u001b[1mbold", shown());
    }

    @Test
    void turningToAConsoleShowsWhatItSaidLast() {
        screen.show("a");
        write("long", "hidden\n");
        screen.showNext();
        assertEquals("[cofferdam] console of long\nhidden\n", shown());
        screen.showNext();
        assertEquals("[cofferdam] console of long\nhidden\n[cofferdam] all consoles\n", shown());
    }

    @Test
    void anUnknownConsoleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> screen.show("b"));
    }
}
