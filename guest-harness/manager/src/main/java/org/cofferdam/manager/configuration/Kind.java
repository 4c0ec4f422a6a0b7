package org.cofferdam.manager.configuration;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of single value: how it is read, and how it is described to someone who wrote it wrong, and to a program.
 *
 * @param expected what to write, with an example, such as {@code a size such as 256M}
 * @param schema   the keywords of JSON Schema for it; the reader is the stricter one
 * @param parse    the value of a text, or nothing if the text is not of this kind
 */
record Kind<T>(String expected, Map<String, ?> schema, Function<String, Optional<T>> parse) implements Form {
    private static final long LARGEST_SIZE = 64L << 30;
    private static final long LONGEST_MICROSECONDS = 1_000_000_000;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMG]?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(us|ms|s)");
    private static final Pattern NAME_FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    private static final Pattern INSTANT_FORM =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?");
    private static final Pattern ETHERNET_FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    private static final long MULTICAST = 1L << 40;

    /** The clock counts nanoseconds since 1970 in 64 bits. */
    private static final int LAST_YEAR = 2199;

    private static final long NANOSECONDS = 1_000_000_000;
    private static final Map<String, ?> SINGLE = Map.of("type", List.of("string", "number", "boolean"));
    static final long CYCLES_PER_MICROSECOND = 100;

    static final Kind<String> TEXT =
            new Kind<>("some text", SINGLE, text -> Optional.of(text).filter(t -> !t.isEmpty()));

    /** May be empty, for values such as kernel arguments. */
    static final Kind<String> ANY_TEXT =
            new Kind<>("some text", Map.of("type", List.of("string", "number", "boolean", "null")), Optional::of);

    static final Kind<String> NAME = new Kind<>(
            "up to 32 lower-case letters, digits and hyphens, such as debian-a",
            pattern(NAME_FORM),
            text -> Optional.of(text).filter(t -> NAME_FORM.matcher(t).matches()));

    static final Kind<Boolean> SWITCH = new Kind<>("true or false", Map.of("type", "boolean"), text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    /** Bytes, in whole pages, not zero. */
    static final Kind<Long> SIZE_IN_PAGES =
            new Kind<>("a size in whole pages of 4 KiB up to 64G, such as 256M", pattern(SIZE), Kind::pages);

    /** A span of the machine's time in cycles of its nominal 100 MHz hart, not zero. */
    static final Kind<Long> CYCLES =
            new Kind<>("a time up to 1000s, such as 500us, 10ms or 1s", pattern(DURATION), text -> cycles(text, 1));

    /** As {@link #CYCLES}, and zero is allowed. */
    static final Kind<Long> CYCLES_OR_ZERO =
            new Kind<>("a time up to 1000s, such as 0us, 500us or 10ms", pattern(DURATION), text -> cycles(text, 0));

    /** A guest-physical address of a page: decimal, or hexadecimal with 0x. */
    static final Kind<Long> PAGE_ADDRESS = new Kind<>(
            "an address that is a multiple of 4096, such as 0x100000000",
            Map.of("type", "integer", "minimum", 0, "multipleOf", 4096),
            text -> count(0, Long.MAX_VALUE).parse.apply(text.replace("_", "")).filter(address -> address % 4096 == 0));

    /** Nanoseconds since 1970. */
    static final Kind<Long> INSTANT = new Kind<>(
            "a date, or a date and a time in UTC, from 1970 to 2199, such as 2026-02-14T12:00:00",
            pattern(INSTANT_FORM),
            Kind::nanoseconds);

    /** An Ethernet address of one card, in the low 48 bits. */
    static final Kind<Long> ETHERNET = new Kind<>(
            "an address of a single card, such as 52:54:00:12:34:56", pattern(ETHERNET_FORM), Kind::ethernet);

    /** One of several values, each with its word. */
    static <T> Kind<T> choice(T[] values, Function<T, String> word) {
        List<String> words = Arrays.stream(values).map(word).toList();
        return new Kind<>("one of " + String.join(", ", words), Map.of("enum", words), text -> Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst());
    }

    /** The same, described in other words. */
    Kind<T> named(String otherwise) {
        return new Kind<>(otherwise, schema, parse);
    }

    /** Those of this kind that are among {@code allowed}. */
    Kind<T> among(String expected, Collection<T> allowed) {
        return new Kind<>(expected, schema, text -> parse.apply(text).filter(allowed::contains));
    }

    /** YAML takes what is made of digits for a number, so both are right. */
    private static Map<String, ?> pattern(Pattern form) {
        return Map.of("type", List.of("string", "integer"), "pattern", "^(" + form.pattern() + ")$");
    }

    /** A whole number of {@code least} to {@code most}. */
    static Kind<Long> count(long least, long most) {
        String expected = "a whole number, " + least + " to " + most;
        Map<String, ?> schema = Map.of("type", "integer", "minimum", least, "maximum", most);
        return new Kind<>(expected, schema, text -> {
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

    private static Optional<Long> nanoseconds(String text) {
        if (!INSTANT_FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
            return Optional.of(time.toEpochSecond(ZoneOffset.UTC) * NANOSECONDS)
                    .filter(_ -> time.getYear() >= 1970 && time.getYear() <= LAST_YEAR);
        } catch (DateTimeException _) {
            return Optional.empty(); // such as the 31st of February
        }
    }

    private static Optional<Long> ethernet(String text) {
        return Optional.of(text)
                .filter(t -> ETHERNET_FORM.matcher(t).matches())
                .map(t -> Long.parseLong(t.replace(":", ""), 16))
                .filter(address -> address != 0 && (address & MULTICAST) == 0);
    }
}
