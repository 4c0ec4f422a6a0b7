package org.cofferdam.manager.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.SbiError;
import org.cofferdam.microkernel.hardware.Rights;

/** The hypercalls for people and for guests' compilers, both printed from {@link Hypercall}. */
public final class HypercallReference {
    /** Arguments that sbi_call in the guests' sbi.h passes on. */
    private static final int ARGUMENTS = 5;

    private HypercallReference() {}

    /** A document in Markdown: the calls, the errors, the rights. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("""
                # Hypercalls

                What a guest can ask the core for beyond SBI: extension 0x%08X, in SBI's firmware-specific range. The function is in a6,
                arguments from a0 on; a0 returns 0 or an error, a1 a value. Printed from `Hypercall` by `./cofferdam hypercalls`: do not edit.

                | Number | Call | Arguments | The caller needs | What it does |
                |---|---|---|---|---|
                """.formatted(Hypercall.EXTENSION));
        for (Hypercall call : Hypercall.values()) {
            text.append("| %d | %s | %s | %s | %s |%n"
                    .formatted(call.number(), name(call), call.arguments(), call.right(), call.summary()));
        }
        text.append("%n| Error | Name | Meaning |%n|---|---|---|%n".formatted());
        for (SbiError error : SbiError.values()) {
            text.append("| %d | %s | %s |%n".formatted(error.number(), error, error.summary()));
        }
        return text.append("%nRights are bits: %s.%n".formatted(rights())).toString();
    }

    /** The header that guests include: numbers, and a function in C for each call. */
    public static String header() {
        StringBuilder text = new StringBuilder("""
                /* The core's hypercalls and errors. Printed from Hypercall by "./cofferdam hypercalls --header": do not edit. */
                #ifndef HYPERCALLS_H
                #define HYPERCALLS_H

                #include "sbi.h"

                #define HYPERCALLS 0x%08X
                #define HYPERCALL_COUNT %d

                """.formatted(Hypercall.EXTENSION, Hypercall.values().length));
        for (SbiError error : SbiError.values()) {
            text.append("/* %s */%n#define SBI_%s (%d)%n".formatted(error.summary(), error, error.number()));
        }
        text.append("%n".formatted());
        for (Rights rights : Rights.values()) {
            text.append("#define RIGHTS_%s %d%n".formatted(rights, rights.bits()));
        }
        for (Hypercall call : Hypercall.values()) {
            text.append(function(call));
        }
        return text.append("%n#endif%n".formatted()).toString();
    }

    private static String function(Hypercall call) {
        List<String> names = call.arguments().isEmpty()
                ? List.of()
                : List.of(call.arguments().split(", "));
        String parameters = names.isEmpty()
                ? "void"
                : names.stream().map(argument -> "uint64_t " + argument).collect(Collectors.joining(", "));
        String zeros = ", 0".repeat(ARGUMENTS - names.size());
        String passed = names.stream().map(argument -> ", " + argument).collect(Collectors.joining());
        return """

                /* %s. Needs: %s. */
                static inline struct sbi_result %s(%s) {
                    return sbi_call(HYPERCALLS, %d%s%s);
                }
                """.formatted(call.summary(), call.right(), name(call), parameters, call.number(), passed, zeros);
    }

    private static String name(Hypercall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }

    private static String rights() {
        return Arrays.stream(Rights.values())
                .map(rights -> rights.bits() + " "
                        + rights.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
