package org.cofferdam.properties.differential.privileged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.properties.differential.OwnMachine;
import org.junit.jupiter.api.Test;

/**
 * What programs do at times: every instruction, mode and cause, and every way in which a translation is refused. A
 * generator that leaves something out would prove less than it says.
 */
final class GeneratorCoverageTest {

    /**
     * The first would move a pointer to where nothing is; the second is {@code jalr}, which programs have, in 16 bits; for
     * Zawrs see {@link InstructionPool}.
     */
    private static final Set<String> NEVER_DRAWN = Set.of("c.addi16sp", "c.jalr", "wrs.nto", "wrs.sto");

    /** With C no jump is misaligned; other misaligned accesses succeed, and atomic ones are aligned. */
    private static final Set<Integer> NEVER_RAISED =
            Set.of(Cause.INSTRUCTION_MISALIGNED, Cause.LOAD_MISALIGNED, Cause.STORE_MISALIGNED);

    private static final Set<Integer> OF_GUESTS = Set.of(
            Cause.ECALL_VIRTUAL_SUPERVISOR,
            Cause.INSTRUCTION_GUEST_PAGE,
            Cause.LOAD_GUEST_PAGE,
            Cause.STORE_GUEST_PAGE,
            Cause.VIRTUAL_INSTRUCTION);

    private static final List<String> REFUSALS = List.of(
            "not canonical",
            "no leaf",
            "misaligned leaf",
            "not for users",
            "not for supervisors",
            "no R",
            "no W",
            "no X",
            "mode 8",
            "mode 9",
            "mode 10",
            "refused leaf of 2^12",
            "refused leaf of 2^21",
            "refused leaf of 2^30");

    /** Every address is in range of a second stage of five levels, and supervisors have no part in it. */
    private static final Set<String> NOT_OF_SECOND_STAGE =
            Set.of("not canonical", "not for supervisors", "refused leaf of 2^30");

    private final Set<Integer> begun = new HashSet<>();
    private final Set<String> happened = new TreeSet<>();

    @Test
    void programsForSpikeDoEverythingAtTimes() {
        run(Dialect.SPIKE, 16);
        Set<String> expected = expected(Dialect.SPIKE, Set.of());
        expected.addAll(Set.of("trap to virtual SUPERVISOR", "store-conditional fails", "interrupt 6", "interrupt 10"));
        for (String table : List.of("vsatp", "hgatp")) {
            REFUSALS.stream()
                    .filter(refusal -> table.equals("vsatp") || !NOT_OF_SECOND_STAGE.contains(refusal))
                    .forEach(refusal -> expected.add(table + ": " + refusal));
        }
        // Svade: QEMU has it not.
        for (String table : List.of("satp", "vsatp", "hgatp")) {
            expected.addAll(Set.of(table + ": no A", table + ": no D"));
        }
        assertHappened(expected);
        assertBegun(_ -> true);
    }

    @Test
    void programsForQemuDoEverythingAtTimes() {
        run(Dialect.QEMU, 8);
        assertHappened(expected(Dialect.QEMU, OF_GUESTS));
        assertBegun(encoding -> Dialect.QEMU.has(encoding) && !InstructionPool.GUEST_ACCESSES.contains(encoding));
    }

    private void run(Dialect dialect, int batches) {
        for (int i = 0; i < batches; i++) {
            Random random = new Random(i);
            PrivilegedBatch batch = new PrivilegedBatch(
                    dialect,
                    IntStream.range(0, dialect.slots())
                            .mapToObj(slot -> PrivilegedProgram.draw(new Random(random.nextLong()), slot, dialect))
                            .toList());
            new OwnMachine(memory -> Optional.of(new Coverage(memory, begun, happened))).run(batch.image());
        }
    }

    /** Of M-, S- and U-mode, and of others as far as the dialect has them. */
    private static Set<String> expected(Dialect dialect, Set<Integer> impossible) {
        Set<String> expected = new TreeSet<>(Set.of(
                "trap to MACHINE",
                "trap to SUPERVISOR",
                "interrupt 1",
                "interrupt 5",
                "interrupt 9",
                "store-conditional succeeds"));
        for (Mode mode : dialect.modes()) {
            String name = Coverage.mode(mode.privilege(), mode.virtualized);
            expected.addAll(Set.of("mode: " + name, "return to " + name));
        }
        causes().filter(cause -> !NEVER_RAISED.contains(cause) && !impossible.contains(cause))
                .forEach(cause -> expected.add("exception " + cause));
        REFUSALS.forEach(refusal -> expected.add("satp: " + refusal));
        return expected;
    }

    /** Those that {@link Cause} names. */
    private static Stream<Integer> causes() {
        return Arrays.stream(Cause.class.getFields())
                .filter(field -> field.getType() == int.class && Modifier.isStatic(field.getModifiers()))
                .map(field -> {
                    try {
                        return field.getInt(null);
                    } catch (IllegalAccessException e) {
                        throw new LinkageError("a public constant cannot be read", e);
                    }
                });
    }

    private void assertHappened(Set<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(happened);
        assertEquals(Set.of(), missing, "these never happen");
    }

    private void assertBegun(Predicate<Encoding> possible) {
        Set<String> missing = Rv64.instructions().encodings().stream()
                .filter(possible)
                .map(Encoding::mnemonic)
                .filter(mnemonic -> !NEVER_DRAWN.contains(mnemonic))
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(Coverage.mnemonics(begun));
        assertEquals(Set.of(), missing, "these instructions are never executed");
    }
}
