package org.cofferdam.properties.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.AssemblyException;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Field;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/** Draws from every encoding of the instruction table that software of any privilege may execute. */
final class RandomInstructions {

    /** Registers that no instruction writes, because loads and stores go through them: sp, s0 and t6. */
    static final List<Long> POINTERS = List.of(2L, 8L, 31L);

    /**
     * Where QEMU 7.2 departs from the specification: {@code ctzw} of a zero word counts on to bit 63 (Zbb; right in
     * 8.0).
     */
    private static final Set<String> WRONG_IN_QEMU = Set.of("ctzw");

    private static final Set<String> PRIVILEGED_ROOMS =
            Set.of("PrivilegedInstructions", "HypervisorInstructions", "InvalidationInstructions");

    /** Extensions that QEMU 7.2 does not know: Zicond, Zawrs and cache-block operations came with 8.0, Zfa with 8.1. */
    private static final Set<String> ROOMS_NOT_IN_QEMU = Set.of(
            "ConditionalInstructions",
            "CacheBlockInstructions",
            "ReservationWaitInstructions",
            "AdditionalFloatInstructions");

    /** Zcb came with QEMU 8.0. */
    private static final Set<String> NOT_IN_QEMU = Set.of(
            "c.lbu",
            "c.lhu",
            "c.lh",
            "c.sb",
            "c.sh",
            "c.zext.b",
            "c.sext.b",
            "c.zext.h",
            "c.sext.h",
            "c.zext.w",
            "c.not",
            "c.mul");

    /**
     * All encodings that are drawn. Jumps to registers would leave the program, and c.addi16sp would move a pointer.
     */
    static final List<Encoding> ENCODINGS = Rv64.instructions().encodings().stream()
            .filter(encoding -> !PRIVILEGED_ROOMS.contains(room(encoding)))
            .filter(encoding -> encoding.definition().flow() != Flow.JUMP || encoding.hasOperand("offset"))
            .filter(encoding -> !encoding.mnemonic().equals("c.addi16sp"))
            .filter(encoding -> !WRONG_IN_QEMU.contains(encoding.mnemonic()))
            .filter(encoding -> !ROOMS_NOT_IN_QEMU.contains(room(encoding)))
            .filter(encoding -> !NOT_IN_QEMU.contains(encoding.mnemonic()))
            .toList();

    private static final List<Encoding> STRAIGHT = ENCODINGS.stream()
            .filter(encoding -> !encoding.hasOperand("offset") && !isReservation(encoding))
            .toList();

    private static final int FIRST_FLOATING_POINT_CSR = 1;
    private static final int FLOATING_POINT_CSRS = 3;

    private static final int MOST_ATTEMPTS = 100_000;

    private RandomInstructions() {}

    static List<List<Integer>> units(Random random, int count) {
        List<List<Integer>> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(unit(random));
        }
        return units;
    }

    private static List<Integer> unit(Random random) {
        Encoding encoding = pick(ENCODINGS, random);
        if (encoding.hasOperand("offset")) {
            int skipped = instruction(pick(STRAIGHT, random), Map.of(), random);
            int distance = encoding.pattern().length()
                    + Rv64.instructions().decode(skipped).orElseThrow().length();
            return List.of(instruction(encoding, Map.of("offset", (long) distance), random), skipped);
        }
        if (isReservation(encoding)) {
            return reservation(encoding.mnemonic().endsWith(".w") ? ".w" : ".d", random);
        }
        return List.of(instruction(encoding, Map.of(), random));
    }

    /** A load that reserves, and up to two stores: the first has the reservation, the second has none. */
    private static List<Integer> reservation(String width, Random random) {
        Map<String, Long> address = Map.of("rs1", pick(POINTERS, random));
        Encoding load = Rv64.instructions().encoding("lr" + width).orElseThrow();
        Encoding store = Rv64.instructions().encoding("sc" + width).orElseThrow();
        List<Integer> unit = new ArrayList<>(List.of(instruction(load, address, random)));
        for (int stores = random.nextInt(3); stores > 0; stores--) {
            unit.add(instruction(store, address, random));
        }
        return unit;
    }

    /** An instruction of this encoding, with the given fields and all others random. */
    private static int instruction(Encoding encoding, Map<String, Long> given, Random random) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int bits = encoding.pattern().match()
                    | (random.nextInt() & ~encoding.pattern().mask());
            Map<String, Long> fields = new LinkedHashMap<>();
            for (Field field : encoding.pattern().fields()) {
                fields.put(field.name(), choose(encoding, field, bits, random));
            }
            fields.putAll(given);
            try {
                int candidate = encoding.encode(fields);
                if (isAcceptable(encoding, candidate)) {
                    return candidate;
                }
            } catch (AssemblyException _) {
                // The encoding excludes what was drawn: draw again.
            }
        }
        throw new IllegalStateException(encoding + " has no instance that a program may contain");
    }

    private static long choose(Encoding encoding, Field field, int bits, Random random) {
        long value = field.extract(bits);
        return switch (field.name()) {
            case "csr" -> FIRST_FLOATING_POINT_CSR + random.nextInt(FLOATING_POINT_CSRS);
            case "rs1" -> accessesMemory(encoding) ? pick(POINTERS, random) : value;
            case "rs1'" -> accessesMemory(encoding) ? 8 : value;
            // Reserved rounding modes are illegal: a few of them are enough.
            case "rm" -> value == 5 || value == 6 ? random.nextInt(8) : value;
            default -> value;
        };
    }

    private static boolean isAcceptable(Encoding encoding, int bits) {
        boolean isDrawn = Rv64.instructions().decode(bits).orElseThrow().encoding() == encoding;
        return isDrawn && !(encoding.hasOperand("rd") && POINTERS.contains(encoding.operand("rd", bits)));
    }

    private static boolean accessesMemory(Encoding encoding) {
        boolean hasAddress = encoding.hasOperand("rs1") && (encoding.hasOperand("imm") || encoding.hasOperand("aq"));
        boolean mayTrap = List.of(encoding.definition().method().getParameterTypes()).stream()
                .anyMatch(type -> type.getSimpleName().equals("Hart"));
        return hasAddress && mayTrap;
    }

    private static boolean isReservation(Encoding encoding) {
        return encoding.mnemonic().startsWith("lr.") || encoding.mnemonic().startsWith("sc.");
    }

    private static String room(Encoding encoding) {
        return encoding.definition().method().getDeclaringClass().getSimpleName();
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
