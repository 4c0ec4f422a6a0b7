package org.cofferdam.manager.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cofferdam.manager.lifecycle.Checking;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --check}: the core is held to its specification while it runs. */
final class CheckOption {
    private static final String ALL = "all";

    @Option(
            names = "--check",
            arity = "0..1",
            paramLabel = "sample:N",
            fallbackValue = ALL,
            converter = Reader.class,
            description =
                    "After every trap, compare the core and the machine with what the specification allows; stop at the"
                            + " first difference, and tell its story. With sample:N, of plain traps only every N-th.")
    private Checking checking = Checking.NONE;

    Checking checking() {
        return checking;
    }

    /** {@code all} or {@code sample:N}. */
    static final class Reader implements ITypeConverter<Checking> {
        private static final Pattern SAMPLE = Pattern.compile("sample:([1-9][0-9]{0,8})");

        @Override
        public Checking convert(String text) {
            Matcher sample = SAMPLE.matcher(text);
            if (text.equals(ALL)) {
                return new Checking(1);
            }
            if (!sample.matches()) {
                throw new TypeConversionException("'" + text + "' is neither all nor, for example, sample:100");
            }
            return new Checking(Integer.parseInt(sample.group(1)));
        }
    }
}
