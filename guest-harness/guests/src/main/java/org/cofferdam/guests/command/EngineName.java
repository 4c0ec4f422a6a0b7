package org.cofferdam.guests.command;

import java.util.Locale;
import org.cofferdam.machine.translator.Engine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an engine, in lower case. */
public final class EngineName implements ITypeConverter<Engine> {

    /** For picocli. */
    public EngineName() {}

    @Override
    public Engine convert(String text) {
        for (Engine engine : Engine.values()) {
            if (engine.name().toLowerCase(Locale.ROOT).equals(text)) {
                return engine;
            }
        }
        throw new TypeConversionException("'%s' is neither interpreter nor translator".formatted(text));
    }
}
