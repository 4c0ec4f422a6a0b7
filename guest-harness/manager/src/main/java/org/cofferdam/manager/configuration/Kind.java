package org.cofferdam.manager.configuration;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of single value: how it is read, and how it is described to someone who wrote it wrong.
 *
 * @param expected what to write, with an example, such as {@code a size such as 256M}
 * @param parse    the value of a text, or nothing if the text is not of this kind
 */
record Kind<T>(String expected, Function<String, Optional<T>> parse) {
    private static final long LARGEST_SIZE = 64L << 30;
    private static final long LONGEST_MICROSECONDS = 1_000_000_000;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMG]?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(us|ms|s)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    static final long CYCLES_PER_MICROSECOND = 100;

    static final Kind<String> TEXT =
            new Kind<>("some text", text -> Optional.of(text).filter(t -> !t.isEmpty()));

    /** May be empty, for values such as kernel arguments. */
    static final Kind<String> ANY_TEXT = new Kind<>("some text", Optional::of);

    static final Kind<String> PARTITION_NAME =
            new Kind<>("up to 32 lower-case letters, digits and hyphens, such as debian-a", text -> Optional.of(text)
                    .filter(t -> NAME.matcher(t).matches()));

    static final Kind<Boolean> SWITCH = new Kind<>("true or false", text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    /** Bytes, in whole pages, not zero. */
    static final Kind<Long> SIZE_IN_PAGES =
            new Kind<>("a size in whole pages of 4 KiB up to 64G, such as 256M", Kind::pages);

    /** A span of the machine's time in cycles of its nominal 100 MHz hart, not zero. */
    static final Kind<Long> CYCLES =
            new Kind<>("a time up to 1000s, such as 500us, 10ms or 1s", text -> cycles(text, 1));

    /** As {@link #CYCLES}, and zero is allowed. */
    static final Kind<Long> CYCLES_OR_ZERO =
            new Kind<>("a time up to 1000s, such as 0us, 500us or 10ms", text -> cycles(text, 0));

    /** A whole number of {@code least} to {@code most}. */
    static Kind<Long> count(long least, long most) {
        return new Kind<>("a whole number, " + least + " to " + most, text -> {
            try {
                return Optional.of(Long.decode(text)).filter(n -> n >= least && n <= most);
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Long> pages(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift =
                switch (matcher.group(2)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
        // Compared before shifting, which could overflow.
        long number = Long.parseLong(matcher.group(1));
        if (number == 0 || number > LARGEST_SIZE >> shift) {
            return Optional.empty();
        }
        return Optional.of(number << shift).filter(bytes -> bytes % 4096 == 0);
    }

    private static Optional<Long> cycles(String text, long least) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long microseconds =
                switch (matcher.group(2)) {
                    case "us" -> 1;
                    case "ms" -> 1_000;
                    default -> 1_000_000;
                };
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(number * microseconds * CYCLES_PER_MICROSECOND)
                .filter(_ -> number >= least && number * microseconds <= LONGEST_MICROSECONDS);
    }
}
