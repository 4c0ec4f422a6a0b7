package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.AssemblyException;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Field;
import org.cofferdam.machine.isa.FieldKind;
import org.cofferdam.machine.isa.InstructionSet;

/** Instances of encodings with random operands, which leave the registers of pointers and of the monitor alone. */
final class InstructionDraw {

    /** sp, s0 and s1: memory is accessed through them alone. */
    static final List<Long> POINTERS = List.of(2L, 8L, 9L);

    /**
     * s1 is aligned for atomics, as the cause of misaligned ones is left open (unprivileged ISA, "Atomic Memory
     * Operations").
     */
    static final long ALIGNED = 9;

    /** x1 is where wild jumps return to. */
    private static final Set<Long> KEPT = Set.of(1L, 2L, 8L, 9L);

    private static final String ZERO_BLOCK = "cbo.zero";
    private static final int MOST_ATTEMPTS = 100_000;

    private final Dialect dialect;
    private final Choice choice;
    private final List<Encoding> plain;
    private final List<Encoding> straight;
    private final List<Encoding> skippable;
    private final List<Encoding> accesses;
    private final List<Encoding> ordinaryAccesses;

    InstructionDraw(Dialect dialect, Choice choice) {
        this.dialect = dialect;
        this.choice = choice;
        plain = InstructionPool.PLAIN.stream().filter(dialect::has).toList();
        straight = plain.stream()
                .filter(encoding -> !encoding.hasOperand("offset") && !isReservation(encoding))
                .toList();
        skippable = straight.stream()
                .filter(encoding -> !encoding.mnemonic().equals(ZERO_BLOCK))
                .toList();
        accesses = straight.stream().filter(InstructionDraw::accessesMemory).toList();
        ordinaryAccesses = accesses.stream()
                .filter(encoding -> !encoding.extension().startsWith("zicbo"))
                .toList();
    }

    /** Any instruction; a branch with what it may skip; a load that reserves with stores that need it. */
    List<Integer> unit() {
        Encoding encoding = choice.of(plain);
        if (encoding.hasOperand("offset")) {
            int skipped = instance(choice.of(skippable), Map.of());
            int distance = encoding.pattern().length() + InstructionSet.lengthOf(skipped);
            return List.of(instance(encoding, Map.of("offset", (long) distance)), skipped);
        }
        if (isReservation(encoding)) {
            return reservation(encoding.mnemonic().endsWith(".w") ? ".w" : ".d");
        }
        return alone(encoding);
    }

    List<Integer> accessWithoutCacheBlocks() {
        return List.of(instance(choice.of(ordinaryAccesses), Map.of()));
    }

    /** Spike reports the block's address where the specification wants rs1 ("CMO", faults): here they are the same. */
    private List<Integer> alone(Encoding encoding) {
        if (!encoding.mnemonic().equals(ZERO_BLOCK)) {
            return List.of(instance(encoding, Map.of()));
        }
        return List.of(Assembled.lines("andi s1, s1, -64").getFirst(), instance(encoding, Map.of("rs1", ALIGNED)));
    }

    /** A load, store, atomic or cache-block operation. */
    List<Integer> access() {
        return alone(choice.of(accesses));
    }

    private List<Integer> reservation(String width) {
        Map<String, Long> address = Map.of();
        if (dialect.avoids(QemuDifference.FAILING_CONDITIONAL)) {
            return guarded(List.of(instance(row("lr" + width), address), instance(row("sc" + width), address)));
        }
        List<Integer> unit = new ArrayList<>(List.of(instance(row("lr" + width), address)));
        for (int stores = 1 + choice.below(2); stores > 0; stores--) {
            unit.add(instance(row("sc" + width), address));
        }
        return unit;
    }

    /** Where QEMU would not look whether SC could store: in M-mode alone, and through a pointer to data. */
    private List<Integer> guarded(List<Integer> unit) {
        List<Integer> guarded = new ArrayList<>(Assembled.lines(
                "addi t3, zero, 0",
                "csrrs t3, mscratch, zero",
                "beq t3, zero, " + (12 + unit.size() * 4),
                "auipc s1, 0x4",
                "andi s1, s1, -64"));
        guarded.addAll(unit);
        return guarded;
    }

    private static Encoding row(String mnemonic) {
        return Rv64.instructions().encoding(mnemonic).orElseThrow();
    }

    /** An instruction of this encoding, with the given fields and all others random. */
    int instance(Encoding encoding, Map<String, Long> given) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int random = (int) choice.word();
            Map<String, Long> fields = new LinkedHashMap<>();
            for (Field field : encoding.pattern().fields()) {
                fields.put(field.name(), value(encoding, field, random));
            }
            fields.putAll(given);
            try {
                int bits = encoding.encode(fields);
                if (isAcceptable(encoding, bits)) {
                    return bits;
                }
            } catch (AssemblyException _) {
                // The encoding excludes what was drawn: draw again.
            }
        }
        throw new IllegalStateException(encoding + " has no instance that a program may contain");
    }

    private long value(Encoding encoding, Field field, int random) {
        long value = field.extract(random);
        return switch (field.name()) {
            case "rs1" -> encoding.hasOperand("aq") ? ALIGNED : accessesMemory(encoding) ? choice.of(POINTERS) : value;
            case "rs1'" -> accessesMemory(encoding) ? 8 + choice.below(2) : value;
            // Reserved rounding modes are illegal: a few of them are enough.
            case "rm" -> value == 5 || value == 6 ? choice.below(8) : value;
            default -> value;
        };
    }

    private static boolean isAcceptable(Encoding encoding, int bits) {
        if (Rv64.instructions().decode(bits).orElseThrow().encoding() != encoding) {
            return false;
        }
        for (Field field : encoding.pattern().fields()) {
            if (field.kind() == FieldKind.INTEGER_REGISTER && field.extract(bits) >= StatePage.MONITOR_REGISTERS) {
                return false;
            }
        }
        return !(encoding.hasOperand("rd") && KEPT.contains(encoding.operand("rd", bits)));
    }

    static boolean accessesMemory(Encoding encoding) {
        String extension = encoding.extension();
        if (extension.startsWith("zicbo") || extension.equals("h")) {
            return true;
        }
        boolean hasAddress = encoding.hasOperand("rs1") && (encoding.hasOperand("imm") || encoding.hasOperand("aq"));
        return hasAddress
                && List.of(encoding.definition().method().getParameterTypes()).stream()
                        .anyMatch(type -> type.getSimpleName().equals("Hart"));
    }

    private static boolean isReservation(Encoding encoding) {
        return encoding.mnemonic().startsWith("lr.") || encoding.mnemonic().startsWith("sc.");
    }
}
