package org.cofferdam.properties.tworuns;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.AssemblyException;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Field;
import org.cofferdam.machine.isa.FieldKind;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/** Instances of the instruction table's rows with random operands, which leave the frame's registers alone. */
final class RandomInstructions {
    /** sp, s0 and s1: memory is accessed through them. */
    private static final List<Long> POINTERS = List.of(2L, 8L, 9L);

    /** tp, s11 and t6 belong to the frame; it finds pointers where it put them. */
    private static final Set<Long> KEPT = Set.of(2L, 4L, 8L, 9L, 27L, 31L);

    /** What moves the hart or its state by itself has units of its own. */
    private static final Set<String> UNITS_OF_THEIR_OWN =
            Set.of("ecall", "sret", "mret", "wfi", "wrs.nto", "wrs.sto", "c.addi16sp");

    private static final int MOST_ATTEMPTS = 100_000;

    /** Everything that goes on with the next instruction. */
    static final List<Encoding> STRAIGHT = drawn(false);

    /** Fences, loads and stores of a hypervisor, returns: what a guest may not, or must only feel itself. */
    static final List<Encoding> PRIVILEGED = drawn(true);

    private RandomInstructions() {}

    private static List<Encoding> drawn(boolean privileged) {
        return Rv64.instructions().encodings().stream()
                .filter(encoding -> encoding.definition().flow() == Flow.NEXT
                        || encoding.definition().flow() == Flow.END)
                .filter(encoding -> !UNITS_OF_THEIR_OWN.contains(encoding.mnemonic()))
                .filter(encoding -> !encoding.extension().equals("zicsr"))
                .filter(encoding -> isPrivileged(encoding) == privileged)
                .sorted(Comparator.comparing(Encoding::mnemonic))
                .toList();
    }

    private static boolean isPrivileged(Encoding encoding) {
        return Set.of("h", "svinval", "privileged", "zifencei").contains(encoding.extension());
    }

    /** Any instance of any of these rows. */
    static int any(Choice choice, List<Encoding> rows) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Encoding encoding = choice.of(rows);
            int random = (int) choice.word();
            Map<String, Long> fields = new LinkedHashMap<>();
            for (Field field : encoding.pattern().fields()) {
                fields.put(field.name(), value(choice, encoding, field, random));
            }
            try {
                int bits = encoding.encode(fields);
                if (isAcceptable(encoding, bits)) {
                    return bits;
                }
            } catch (AssemblyException _) {
                // The encoding excludes what was drawn: draw again.
            }
        }
        throw new IllegalStateException("none of " + rows.size() + " rows has an instance that a guest may contain");
    }

    private static long value(Choice choice, Encoding encoding, Field field, int random) {
        long value = field.extract(random);
        return switch (field.name()) {
            case "rs1" -> accessesMemory(encoding) && !choice.oneIn(12) ? choice.of(POINTERS) : value;
            case "rs1'" -> accessesMemory(encoding) ? 8 + choice.below(2) : value;
            default -> value;
        };
    }

    private static boolean isAcceptable(Encoding encoding, int bits) {
        if (Rv64.instructions().decode(bits).orElseThrow().encoding() != encoding) {
            return false;
        }
        for (Field field : encoding.pattern().fields()) {
            if (field.kind() == FieldKind.INTEGER_REGISTER && field.extract(bits) == 4) {
                return false;
            }
        }
        return !(encoding.hasOperand("rd") && KEPT.contains(encoding.operand("rd", bits)));
    }

    private static boolean accessesMemory(Encoding encoding) {
        if (encoding.extension().startsWith("zicbo") || encoding.extension().equals("h")) {
            return true;
        }
        boolean hasAddress = encoding.hasOperand("rs1") && (encoding.hasOperand("imm") || encoding.hasOperand("aq"));
        return hasAddress
                && List.of(encoding.definition().method().getParameterTypes()).stream()
                        .anyMatch(type -> type.getSimpleName().equals("Hart"));
    }
}
