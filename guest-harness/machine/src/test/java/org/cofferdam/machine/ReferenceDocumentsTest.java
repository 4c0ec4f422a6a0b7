package org.cofferdam.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cofferdam.machine.board.HartExtensions;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;
import org.cofferdam.machine.memory.Bus;
import org.junit.jupiter.api.Test;

/** The tables in INSTRUCTIONS.md and CSRS.md are those of the code; {@code -Dreference.write=true} writes them anew. */
class ReferenceDocumentsTest {
    private static final boolean WRITE = Boolean.getBoolean("reference.write");
    private static final List<String> LEVELS = List.of("U", "S", "HS", "M");

    private static void check(String name, String expected) throws IOException {
        Path file = Path.of(name);
        if (WRITE) {
            Files.writeString(file, expected);
        }
        assertEquals(
                expected, Files.readString(file), name + " is out of date: run this test with -Dreference.write=true");
    }

    @Test
    void instructions() throws IOException {
        Map<String, List<Encoding>> byExtension =
                Rv64.instructions().encodings().stream().collect(Collectors.groupingBy(Encoding::extension));
        List<String> extensions = new ArrayList<>(HartExtensions.names());
        extensions.add(Extension.PRIVILEGED);
        extensions.retainAll(byExtension.keySet());
        StringBuilder text = new StringBuilder("""
                # Instructions

                Every row of the instruction table, by extension; the notation is that of `isa/Instruction` and `isa/Compressed`.
                Printed from the annotations by `ReferenceDocumentsTest`: do not edit.

                """);
        text.append("%d encodings: %s.%n"
                .formatted(
                        Rv64.instructions().encodings().size(),
                        extensions.stream()
                                .map(name -> name + " " + byExtension.get(name).size())
                                .collect(Collectors.joining(", "))));
        for (String extension : extensions) {
            text.append("%n## %s%n%n| Assembly | Encoding | Method | Also written |%n|---|---|---|---|%n"
                    .formatted(extension));
            byExtension.get(extension).stream()
                    .sorted((a, b) -> a.mnemonic().compareTo(b.mnemonic()))
                    .forEach(encoding -> text.append(row(encoding)));
        }
        check("INSTRUCTIONS.md", text.toString());
    }

    private static String row(Encoding encoding) {
        Method method = encoding.definition().method();
        Instruction own = method.getAnnotation(Instruction.class);
        boolean whole = encoding.pattern().length() == 4;
        Stream<String[]> forms = Arrays.stream(method.getAnnotationsByType(Compressed.class))
                .map(form -> new String[] {form.asm(), form.bits(), form.as()});
        String[] form = whole
                ? new String[] {own.asm(), own.bits(), ""}
                : forms.filter(candidate -> (candidate[0] + " ").startsWith(encoding.mnemonic() + " "))
                        .findFirst()
                        .orElseThrow();
        String also = whole
                ? Arrays.stream(method.getAnnotationsByType(Alias.class))
                        .map(alias -> "`" + alias.asm() + "`")
                        .collect(Collectors.joining(" "))
                : "`" + form[2] + "`";
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        return "| `%s` | `%s` | %s | %s |%n".formatted(form[0], form[1].replace("|", "\\|"), name, also);
    }

    @Test
    void csrs() throws IOException {
        Bus bus = new Bus();
        Hart hart = new Hart(0, bus, new CodeCache(bus, Rv64.instructions()));
        StringBuilder text = new StringBuilder("""
                # Control and status registers

                Every row of the CSR table: who may access it at the least, the bits that software can change, and what it holds. A
                row without such bits is read-only, by its number or because it holds nothing. Printed by `ReferenceDocumentsTest`:
                do not edit.

                | Number | Name | From | Writable | Holds |
                |---|---|---|---|---|
                """);
        Map<Integer, Csr> rows = new TreeMap<>();
        hart.csrs.table().forEach(row -> rows.put(row.number(), row));
        rows.forEach((number, row) -> text.append("| 0x%03x | `%s` | %s | %s | %s |%n"
                .formatted(
                        number,
                        row.name(),
                        LEVELS.get(row.lowestLevel()),
                        row.readOnly() || row.writable() == 0 ? "none" : "0x%x".formatted(row.writable()),
                        row.meaning())));
        check("CSRS.md", text.toString());
    }
}
