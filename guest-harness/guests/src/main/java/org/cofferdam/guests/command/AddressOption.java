package org.cofferdam.guests.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an address of 64 bits: {@code 0x80000000} or decimal. */
final class AddressOption implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'%s' is no address such as 0x80000000".formatted(text));
        }
    }
}
