package org.cofferdam.guests.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time for the real-time clock, in nanoseconds since 1970: {@code 2026-02-14}, {@code 2026-02-14T12:00:00}, seconds since 1970, or
 * {@code utc} for the host's time now; in front of any {@code base=}, as with QEMU.
 */
final class StartTime implements ITypeConverter<Long> {
    private static final long NANOSECONDS = 1_000_000_000;

    @Override
    public Long convert(String text) {
        String time = text.startsWith("base=") ? text.substring("base=".length()) : text;
        try {
            Instant instant = instant(time);
            long nanoseconds =
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOSECONDS), instant.getNano());
            if (nanoseconds >= 0) {
                return nanoseconds;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // refused below
        }
        throw new TypeConversionException("'%s' is no time such as 2026-02-14T12:00:00 or utc".formatted(text));
    }

    private static Instant instant(String time) {
        if (time.equals("utc") || time.equals("localtime")) {
            return Instant.now();
        }
        if (time.matches("\\d+")) {
            return Instant.ofEpochSecond(Long.parseLong(time));
        }
        String local = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
        return local.contains("T")
                ? LocalDateTime.parse(local).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(local).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
