package org.cofferdam.machine.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what a line of assembly text says among the rows of a table and their aliases. */
final class Assembler {
    private final Map<String, Encoding> rows = new LinkedHashMap<>();
    private final Map<String, List<AliasForm>> aliases = new LinkedHashMap<>();
    private final CsrNames names;

    Assembler(List<Encoding> encodings, List<AliasForm> forms, CsrNames names) {
        encodings.forEach(encoding -> rows.put(encoding.mnemonic(), encoding));
        forms.forEach(form ->
                aliases.computeIfAbsent(form.mnemonic(), _ -> new ArrayList<>()).add(form));
        this.names = names;
    }

    /** One instruction; see {@link InstructionSet#encode}. */
    int assemble(String line) {
        String[] halves = line.trim().split("\\s+", 2);
        String operands = halves.length == 2 ? halves[1].replaceAll("\\s", "") : "";
        try {
            return assemble(halves[0], operands);
        } catch (AssemblyException e) {
            throw new AssemblyException("\"" + line.trim() + "\": " + e.getMessage());
        }
    }

    /** If nothing fits, the complaint is that of the instruction proper, or of its first alias. */
    private int assemble(String mnemonic, String operands) {
        AssemblyException first = null;
        Encoding row = row(mnemonic);
        if (row != null) {
            try {
                return row.assemble(mnemonic.substring(row.mnemonic().length()), operands, names);
            } catch (AssemblyException e) {
                first = e;
            }
        }
        for (AliasForm form : aliases.getOrDefault(mnemonic, List.of())) {
            try {
                return form.assemble(operands, names);
            } catch (AssemblyException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new AssemblyException("unknown instruction") : first;
    }

    /** The row of a mnemonic, with suffixes or without; null if there is none. */
    private Encoding row(String mnemonic) {
        int dot = mnemonic.lastIndexOf('.');
        Encoding whole = rows.get(mnemonic);
        return whole == null && dot >= 0 ? rows.get(mnemonic.substring(0, dot)) : whole;
    }
}
