package org.cofferdam.guests.command;

import org.cofferdam.machine.board.BoardSetup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of harts: {@code 2}, or {@code cpus=2} as with QEMU. */
final class HartCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        String number = text.startsWith("cpus=") ? text.substring("cpus=".length()) : text;
        if (!number.matches("\\d{1,9}")
                || Integer.parseInt(number) < 1
                || Integer.parseInt(number) > BoardSetup.MOST_HARTS) {
            throw new TypeConversionException(
                    "a board has 1 to %d harts, not %s".formatted(BoardSetup.MOST_HARTS, text));
        }
        return Integer.valueOf(number);
    }
}
