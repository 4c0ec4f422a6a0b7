package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cofferdam.microkernel.Hypercall;

/**
 * A call that guests can make by ECALL.
 *
 * @param name      a hypercall's, or an SBI extension's with the number of a function
 * @param extension a7
 * @param function  a6
 * @param arguments what is in a0 and up
 */
public record GuestCall(String name, long extension, long function, List<Kind> arguments) {
    private static final long RFENCE = 0x52464E43;
    private static final long HSM = 0x48534D;
    private static final long DBCN = 0x4442434E;
    private static final long PMU = 0x504D55;

    private static final List<GuestCall> ALL = table();

    public GuestCall {
        arguments = List.copyOf(arguments);
    }

    /** All that there are, hypercalls first. */
    public static List<GuestCall> all() {
        return ALL;
    }

    private static List<GuestCall> table() {
        List<GuestCall> calls = new ArrayList<>();
        for (Hypercall call : Hypercall.values()) {
            List<Kind> kinds = Arrays.stream(call.arguments().split(", "))
                    .filter(argument -> !argument.isEmpty())
                    .map(argument -> kind(call, argument))
                    .toList();
            calls.add(new GuestCall(call.name(), Hypercall.EXTENSION, call.number(), kinds));
        }
        sbi(calls, "BASE", 0x10, 3, Kind.SMALL);
        sbi(calls, "TIME", 0x54494D45, 0, Kind.TICKS);
        sbi(calls, "IPI", 0x735049, 0, Kind.BITS, Kind.SMALL);
        sbi(calls, "RFENCE", RFENCE, 0, Kind.BITS, Kind.SMALL);
        sbi(calls, "RFENCE", RFENCE, 1, Kind.BITS, Kind.SMALL, Kind.ADDRESS, Kind.LENGTH);
        sbi(calls, "RFENCE", RFENCE, 2, Kind.BITS, Kind.SMALL, Kind.ADDRESS, Kind.LENGTH, Kind.SMALL);
        sbi(calls, "HSM", HSM, 0, Kind.INDEX, Kind.ENTRY, Kind.VALUE);
        sbi(calls, "HSM", HSM, 1);
        sbi(calls, "HSM", HSM, 2, Kind.INDEX);
        sbi(calls, "HSM", HSM, 3, Kind.SMALL, Kind.ENTRY, Kind.VALUE);
        sbi(calls, "SRST", 0x53525354, 0, Kind.SMALL, Kind.SMALL);
        sbi(calls, "SUSP", 0x53555350, 0, Kind.SMALL, Kind.ENTRY, Kind.VALUE);
        sbi(calls, "DBCN", DBCN, 0, Kind.LENGTH, Kind.ADDRESS);
        sbi(calls, "DBCN", DBCN, 1, Kind.LENGTH, Kind.ADDRESS);
        sbi(calls, "DBCN", DBCN, 2, Kind.SMALL);
        sbi(calls, "PMU", PMU, 2, Kind.SMALL, Kind.BITS, Kind.SMALL, Kind.SMALL);
        sbi(calls, "PMU", PMU, 3, Kind.SMALL, Kind.SMALL, Kind.SMALL, Kind.VALUE);
        sbi(calls, "PMU", PMU, 4, Kind.SMALL, Kind.SMALL, Kind.SMALL);
        sbi(calls, "PMU", PMU, 5, Kind.SMALL);
        sbi(calls, "STA", 0x535441, 0, Kind.ADDRESS, Kind.SMALL, Kind.SMALL);
        return List.copyOf(calls);
    }

    private static Kind kind(Hypercall call, String argument) {
        return switch (argument) {
            case "partition", "granter" -> Kind.PARTITION;
            case "address" -> call == Hypercall.GRANT_ACCEPT ? Kind.TARGET : Kind.PAGE;
            case "pages" -> Kind.PAGES;
            case "rights" -> Kind.RIGHTS;
            case "grant" -> Kind.GRANT;
            case "port", "doorbell" -> Kind.INDEX;
            case "length", "room" -> Kind.LENGTH;
            case "bits" -> Kind.BITS;
            default -> throw new IllegalStateException("no kind for the argument " + argument + " of " + call);
        };
    }

    private static void sbi(List<GuestCall> calls, String extension, long number, long function, Kind... arguments) {
        calls.add(new GuestCall(extension + "." + function, number, function, List.of(arguments)));
    }

    /** The hypercall that it is, if it is one. */
    public Optional<Hypercall> hypercall() {
        return extension == Hypercall.EXTENSION
                ? Arrays.stream(Hypercall.values())
                        .filter(call -> call.number() == function)
                        .findFirst()
                : Optional.empty();
    }

    /** The call of a name; empty if there is none. Any extension and function can be named by their numbers. */
    static Optional<GuestCall> named(String name) {
        Optional<GuestCall> known =
                ALL.stream().filter(call -> call.name.equals(name)).findFirst();
        if (known.isPresent() || !name.startsWith("0x") || name.indexOf('.') < 0) {
            return known;
        }
        try {
            long extension = Long.parseUnsignedLong(name.substring(2, name.indexOf('.')), 16);
            long function = Long.parseUnsignedLong(name.substring(name.indexOf('.') + 1), 16);
            return Optional.of(unknown(extension, function));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** A call that is in no table. */
    static GuestCall unknown(long extension, long function) {
        return new GuestCall("0x%x.%x".formatted(extension, function), extension, function, List.of(Kind.VALUE));
    }
}
