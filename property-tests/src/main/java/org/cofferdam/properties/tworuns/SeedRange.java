package org.cofferdam.properties.tworuns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds from one to another, both included, as commands take them: {@code 1..200}. */
public record SeedRange(long first, long last) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

    public SeedRange {
        if (first > last) {
            throw new IllegalArgumentException(first + ".." + last + " is no range such as 1..200");
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it
     */
    public static SeedRange parse(String text) {
        Matcher ends = TEXT.matcher(text);
        if (!ends.matches()) {
            throw new IllegalArgumentException(text + " is no range such as 1..200");
        }
        return new SeedRange(Long.parseLong(ends.group(1)), Long.parseLong(ends.group(2)));
    }

    long count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
