package org.cofferdam.properties.differential.privileged;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/** The encodings that programs are drawn from. */
final class InstructionPool {

    /**
     * Named, so that an instruction that the hart learns later does not turn the programs of all seeds into others. Zawrs
     * is left out: QEMU 7.2 does not have it, and where TW is set Spike refuses every WRS.NTO, this hart only one that would
     * have to wait; the time that the specification allows for it is the implementation's (unprivileged ISA, "Zawrs"). The
     * hart's own {@code ReservationWaitTest} goes through all modes.
     */
    private static final List<String> EXTENSIONS = List.of(
            "i",
            "m",
            "a",
            "f",
            "d",
            "c",
            "zicsr",
            "zifencei",
            "zba",
            "zbb",
            "zbc",
            "zbs",
            "zbkb",
            "zbkx",
            "zfh",
            "h",
            "svinval",
            "privileged",
            "zicbom",
            "zicbop",
            "zicboz",
            "zicond",
            "zihintpause",
            "zfa",
            "zcb");

    /** What moves the hart or its state by itself has units of its own. */
    private static final Set<String> UNITS_OF_THEIR_OWN = Set.of(
            "ecall",
            "ebreak",
            "c.ebreak",
            "sret",
            "mret",
            "wfi",
            "c.addi16sp",
            "sfence.vma",
            "hfence.vvma",
            "hfence.gvma",
            "sinval.vma",
            "hinval.vvma",
            "hinval.gvma",
            "sfence.w.inval",
            "sfence.inval.ir");

    /** Instructions without a part in privilege, by mnemonic. */
    static final List<Encoding> PLAIN = drawn().stream()
            .filter(encoding -> !UNITS_OF_THEIR_OWN.contains(encoding.mnemonic()))
            .filter(encoding -> !encoding.extension().equals("h"))
            .filter(encoding -> !encoding.extension().equals("zicsr"))
            .filter(encoding -> encoding.definition().flow() != Flow.JUMP || encoding.hasOperand("offset"))
            .toList();

    /** HLV, HLVX and HSV. */
    static final List<Encoding> GUEST_ACCESSES = drawn().stream()
            .filter(encoding ->
                    encoding.mnemonic().startsWith("hlv") || encoding.mnemonic().startsWith("hsv"))
            .toList();

    /** Fences of translations. */
    static final List<Encoding> FENCES = drawn().stream()
            .filter(encoding -> encoding.mnemonic().matches("[sh](fence|inval)\\..*"))
            .toList();

    private InstructionPool() {}

    private static List<Encoding> drawn() {
        return Rv64.instructions().encodings().stream()
                .filter(encoding -> EXTENSIONS.contains(encoding.extension()))
                .sorted(Comparator.comparing(Encoding::mnemonic))
                .toList();
    }
}
