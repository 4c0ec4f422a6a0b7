package org.cofferdam.machine.isa;

import java.util.LinkedHashMap;
import java.util.Map;

/** What assembly text calls control and status registers; the table of instructions itself knows them by number only. */
public final class CsrNames {
    /** All by number. */
    public static final CsrNames NONE = new CsrNames(Map.of());

    private final Map<Integer, String> byNumber;
    private final Map<String, Long> byName = new LinkedHashMap<>();

    /** Names by number. */
    public CsrNames(Map<Integer, String> byNumber) {
        this.byNumber = Map.copyOf(byNumber);
        byNumber.forEach((number, name) -> byName.put(name, (long) number));
    }

    /** A register's name, or its number if it has none here. */
    String format(long number) {
        String name = byNumber.get((int) number);
        return name == null ? "0x" + Long.toHexString(number) : name;
    }

    /**
     * The number that a name or a number stands for.
     *
     * @throws AssemblyException if it is neither
     */
    long parse(String text) {
        Long named = byName.get(text);
        if (named != null) {
            return named;
        }
        if (!Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0))) {
            throw new AssemblyException("no control and status register " + text);
        }
        return FieldKind.CSR.parse(text);
    }
}
