package org.cofferdam.guests.bundled;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bundled guest that watches itself says at its end, in one line of its console; other lines are for people:
 *
 * <pre>
 * &#64;self-check NAME | FIGURES | ok
 * &#64;self-check NAME | FIGURES, first complaint: WHAT | failed
 * </pre>
 *
 * @param guest the name it gives itself
 * @param figures how much it did, and what was wrong first
 * @param ok whether nothing was wrong
 */
public record SelfCheck(String guest, String figures, boolean ok) {
    private static final Pattern LINE = Pattern.compile("@self-check ([a-z0-9-]+) \\| ([^|]*) \\| (ok|failed)");

    /** The last such line of the console text, if there is one: a guest that died says nothing. */
    public static Optional<SelfCheck> read(String console) {
        return console.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(line -> new SelfCheck(
                        line.group(1), line.group(2), line.group(3).equals("ok")))
                .reduce((_, later) -> later);
    }
}
