package org.cofferdam.manager.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of the machine's time on the command line, in cycles of its nominal 100 MHz hart. */
final class MachineTime implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})(us|ms|s|)");

    @Override
    public Long convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time such as 500ms, 10s or 1000000 (cycles)");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "us" -> 100;
                    case "ms" -> 100_000;
                    case "s" -> 100_000_000;
                    default -> 1;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
