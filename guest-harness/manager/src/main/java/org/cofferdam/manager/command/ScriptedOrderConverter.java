package org.cofferdam.manager.command;

import org.cofferdam.manager.control.ScriptedOrder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code TIME:VERB:NAME} on the command line. */
final class ScriptedOrderConverter implements ITypeConverter<ScriptedOrder> {
    @Override
    public ScriptedOrder convert(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new TypeConversionException("'" + text + "' is not TIME:VERB:NAME, such as 5s:reset:debian-a");
        }
        long cycle = new MachineTime().convert(text.substring(0, colon));
        try {
            return ScriptedOrder.parse(cycle, text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
