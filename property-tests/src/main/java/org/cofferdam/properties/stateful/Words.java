package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line of a trace as it is read, word by word; every complaint says which line and which word. */
final class Words {
    private final int line;
    private final List<String> words;
    private int next;

    Words(int line, String text) {
        this.line = line;
        this.words = List.of(text.strip().split("\\s+"));
    }

    BadTrace bad(String field, String what) {
        return new BadTrace(line, field, what);
    }

    boolean isEmpty() {
        return next == words.size();
    }

    String word(String field) throws BadTrace {
        if (isEmpty()) {
            throw bad(field, "is missing at the end of the line");
        }
        return words.get(next++);
    }

    void end() throws BadTrace {
        if (!isEmpty()) {
            throw bad(words.get(next), "is one word too many: take it out");
        }
    }

    long number(String field) throws BadTrace {
        return number(field, word(field));
    }

    /** A number from 0 to before a bound. */
    int below(String field, int bound) throws BadTrace {
        return below(field, word(field), bound);
    }

    int below(String field, String text, int bound) throws BadTrace {
        long value = number(field, text);
        if (value < 0 || value >= bound) {
            throw bad(field, "%d is not from 0 to %d".formatted(value, bound - 1));
        }
        return (int) value;
    }

    int between(String field, int least, int most) throws BadTrace {
        long value = number(field);
        if (value < least || value > most) {
            throw bad(field, "%d is not from %d to %d".formatted(value, least, most));
        }
        return (int) value;
    }

    private long number(String field, String text) throws BadTrace {
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw bad(field, "'%s' is no number: write it as 12, -1 or 0x80001000".formatted(text));
        }
    }

    List<Long> numbers(String field) throws BadTrace {
        List<Long> numbers = new ArrayList<>();
        while (!isEmpty()) {
            numbers.add(number(field));
        }
        return numbers;
    }

    /** All other words, each a name and a value with {@code =} between. */
    Map<String, Words> settings(List<String> names) throws BadTrace {
        Map<String, Words> settings = new LinkedHashMap<>();
        while (!isEmpty()) {
            String word = word("setting");
            int at = word.indexOf('=');
            String name = at < 0 ? word : word.substring(0, at);
            if (at < 0 || !names.contains(name)) {
                throw bad(word, "is no setting: there are " + String.join("=, ", names) + "=");
            }
            settings.put(name, new Words(line, word.substring(at + 1)));
        }
        return settings;
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) throws BadTrace {
        return constant(field, word(field), type);
    }

    <E extends Enum<E>> E constant(String field, String text, Class<E> type) throws BadTrace {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        List<String> all =
                Arrays.stream(type.getEnumConstants()).map(Words::name).toList();
        throw bad(field, "'%s' is none of %s".formatted(text, String.join(", ", all)));
    }

    /** A constant's name as a trace writes it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
