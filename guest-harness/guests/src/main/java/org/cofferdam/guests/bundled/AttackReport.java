package org.cofferdam.guests.bundled;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the attacker printed. The format, one record a line, other lines are for people:
 *
 * <pre>
 * &#64;attempt NAME | WHAT HAPPENED | held
 * &#64;attempt NAME | WHAT HAPPENED | escaped
 * &#64;attempts TRIED held HELD
 * &#64;panic WHAT HAPPENED
 * </pre>
 *
 * NAME is {@code group.attempt} of lower-case letters, digits and dashes. A panic line, or the absence of the last line,
 * means that the attacker did not come to its end: what it did not report counts as not held.
 *
 * @param attempts in the order of the run
 * @param announced how many attempts the last line says were made
 * @param panic what the attacker died of, or empty text
 */
public record AttackReport(List<Attempt> attempts, OptionalInt announced, String panic) {
    private static final Pattern ATTEMPT =
            Pattern.compile("@attempt ([a-z0-9]+\\.[a-z0-9-]+) \\| ([^|]*) \\| (held|escaped)");
    private static final Pattern END = Pattern.compile("@attempts (\\d{1,9}) held (\\d{1,9})");
    private static final String PANIC = "@panic ";

    /** One attempt and its outcome. */
    public record Attempt(String name, String happened, boolean held) {
        /** The part of the name before the dot. */
        public String group() {
            return name.substring(0, name.indexOf('.'));
        }
    }

    public AttackReport {
        attempts = List.copyOf(attempts);
    }

    /** Reads console text; lines that are not records are passed over, whatever they hold. */
    public static AttackReport read(String console) {
        List<Attempt> attempts = new ArrayList<>();
        OptionalInt announced = OptionalInt.empty();
        String panic = "";
        for (String line : console.lines().map(String::strip).toList()) {
            Matcher attempt = ATTEMPT.matcher(line);
            Matcher end = END.matcher(line);
            if (attempt.matches()) {
                attempts.add(new Attempt(
                        attempt.group(1), attempt.group(2), attempt.group(3).equals("held")));
            } else if (end.matches()) {
                announced = OptionalInt.of(Integer.parseInt(end.group(1)));
            } else if (line.startsWith(PANIC)) {
                panic = line.substring(PANIC.length());
            }
        }
        return new AttackReport(attempts, announced, panic);
    }

    /** Whether the attacker came to its end and none of its lines was lost. */
    public boolean isComplete() {
        return panic.isEmpty() && announced.isPresent() && announced.getAsInt() == attempts.size();
    }

    /** Whether every attempt was made and held. */
    public boolean allHeld() {
        return isComplete() && !attempts.isEmpty() && escapes().isEmpty();
    }

    /** The attempts that got through. */
    public List<Attempt> escapes() {
        return attempts.stream().filter(attempt -> !attempt.held()).toList();
    }
}
