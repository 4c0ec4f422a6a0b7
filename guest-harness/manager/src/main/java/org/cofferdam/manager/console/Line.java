package org.cofferdam.manager.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The line that a guest is writing. A guest's output is not trusted either: control characters and escape sequences
 * are taken out, so that no guest can move the cursor over another one's lines.
 */
final class Line {
    private static final int LONGEST = 4096;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a byte; true if the line is complete. */
    boolean add(int octet) {
        if (octet == '\n') {
            return true;
        }
        bytes.write(octet);
        return bytes.size() == LONGEST;
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** The text so far, and a new line begins. */
    String take() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        StringBuilder plain = new StringBuilder(text.length());
        ESCAPES.matcher(text)
                .replaceAll("")
                .codePoints()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
