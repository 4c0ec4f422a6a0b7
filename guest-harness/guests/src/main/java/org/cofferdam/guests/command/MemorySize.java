package org.cofferdam.guests.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory: {@code 512M}, {@code 2G}, {@code 65536K}, or a plain number of MiB as with QEMU. */
final class MemorySize implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KMG]?)(i?B)?", Pattern.CASE_INSENSITIVE);
    private static final long SMALLEST = 1L << 20;
    private static final long LARGEST = 64L << 30;
    private static final long PAGE = 4096;

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new TypeConversionException("'%s' is no size such as 512M or 2G".formatted(text));
        }
        int shift =
                switch (size.group(2)) {
                    case "K", "k" -> 10;
                    case "G", "g" -> 30;
                    default -> 20;
                };
        long bytes = Long.parseLong(size.group(1)) << shift;
        if (bytes < SMALLEST || bytes > LARGEST || bytes % PAGE != 0) {
            throw new TypeConversionException("%s is not between 1M and 64G, in whole pages".formatted(text));
        }
        return bytes;
    }
}
