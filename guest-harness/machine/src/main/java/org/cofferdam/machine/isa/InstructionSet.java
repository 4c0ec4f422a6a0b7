package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instruction table, read from the annotations of some classes. Decodes, assembles and disassembles.
 *
 * <p>Lookup goes by the opcode and the bits that most instructions of an opcode differ in, and then through the few rows
 * that share them, specialisations first.
 */
public final class InstructionSet {
    /** Specialisations have more fixed bits and come first; the rest of the order only has to be reproducible. */
    private static final Comparator<Encoding> ORDER = Comparator.comparingInt(
                    (Encoding encoding) -> encoding.pattern().length())
            .thenComparingInt(encoding -> -Integer.bitCount(encoding.pattern().mask()))
            .thenComparing(encoding -> encoding.pattern().match(), Integer::compareUnsigned)
            .thenComparing(Encoding::mnemonic);

    /** Opcode and funct3. */
    private static final int WORD_ROW = 0b111_00000_1111111;

    /** Quadrant and funct3. */
    private static final int HALFWORD_ROW = 0b111_00000000000_11;

    private final List<Encoding> encodings;
    private final Map<String, Encoding> byMnemonic = new LinkedHashMap<>();
    private final Map<InstructionDefinition, List<AliasForm>> aliases = new LinkedHashMap<>();
    private final CsrNames csrNames;
    private final Assembler assembler;
    private final Encoding[][] words = new Encoding[1 << 8][];
    private final Encoding[][] halfwords = new Encoding[1 << 5][];

    /**
     * Reads the annotated methods of {@code rooms}.
     *
     * @throws IllegalArgumentException if an annotation cannot be read, does not fit its method, or overlaps another
     */
    public InstructionSet(List<Class<?>> rooms) {
        this(read(rooms), CsrNames.NONE);
        TableCheck.check(encodings);
    }

    private InstructionSet(List<Encoding> encodings, CsrNames csrNames) {
        this.encodings = encodings;
        this.csrNames = csrNames;
        encodings.forEach(encoding -> byMnemonic.put(encoding.mnemonic(), encoding));
        for (Encoding encoding : encodings) {
            if (encoding.isWhole()) {
                aliases.put(encoding.definition(), AliasForm.of(encoding));
            }
        }
        assembler = new Assembler(
                encodings, aliases.values().stream().flatMap(List::stream).toList(), csrNames);
        Arrays.setAll(words, row -> rows(4, WORD_ROW, ((row >>> 3) << 2) | 3 | ((row & 7) << 12)));
        Arrays.setAll(halfwords, row -> rows(2, HALFWORD_ROW, (row >>> 3) | ((row & 7) << 13)));
    }

    /** The same table, whose assembly text calls control and status registers by name. */
    public InstructionSet withCsrNames(CsrNames names) {
        return new InstructionSet(encodings, names);
    }

    private static List<Encoding> read(List<Class<?>> rooms) {
        List<Encoding> found = new ArrayList<>();
        for (Class<?> room : rooms) {
            for (Method method : room.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Instruction.class)) {
                    found.addAll(Encoding.of(method));
                } else if (method.getAnnotationsByType(Compressed.class).length > 0
                        || method.getAnnotationsByType(Alias.class).length > 0) {
                    throw new IllegalArgumentException(method + " is an alias of nothing");
                }
            }
        }
        found.sort(ORDER);
        return List.copyOf(found);
    }

    private Encoding[] rows(int length, int rowMask, int row) {
        return encodings.stream()
                .filter(encoding -> encoding.pattern().length() == length)
                .filter(encoding -> {
                    int both = encoding.pattern().mask() & rowMask;
                    return (encoding.pattern().match() & both) == (row & both);
                })
                .toArray(Encoding[]::new);
    }

    /** Size in bytes of the instruction whose lowest 16 bits are given: 2 or 4 (unprivileged specification, 1.5). */
    public static int lengthOf(int bits) {
        return (bits & 3) == 3 ? 4 : 2;
    }

    /** Finds the row of an instruction of 32 bits, or 16 in the lower half; empty if it is illegal. */
    public Optional<Decoded> decode(int bits) {
        int own = lengthOf(bits) == 4 ? bits : bits & 0xffff;
        Encoding[] rows = lengthOf(bits) == 4
                ? words[(((own >>> 2) & 31) << 3) | ((own >>> 12) & 7)]
                : halfwords[((own & 3) << 3) | (own >>> 13)];
        for (Encoding encoding : rows) {
            if (encoding.pattern().matches(own)) {
                return Optional.of(new Decoded(encoding, own));
            }
        }
        return Optional.empty();
    }

    /**
     * Assembles one instruction, e.g. {@code "addi a0, a1, -3"} or {@code "ret"}; compressed forms only if named, e.g.
     * {@code "c.li a0, 1"}.
     *
     * @throws AssemblyException if there is no such instruction or an operand does not fit
     */
    public int encode(String line) {
        return assembler.assemble(line);
    }

    /** The text that {@link #encode} would turn into these bits, or {@code .word} or {@code .half} and the number. */
    public String disassemble(int bits) {
        return decode(bits)
                .map(decoded -> decoded.encoding().format(decoded.bits(), csrNames))
                .orElseGet(() ->
                        lengthOf(bits) == 4 ? ".word 0x%08x".formatted(bits) : ".half 0x%04x".formatted(bits & 0xffff));
    }

    /** The row whose mnemonic, without suffixes, is given. */
    public Optional<Encoding> encoding(String mnemonic) {
        return Optional.ofNullable(byMnemonic.get(mnemonic));
    }

    /** All rows, compressed ones first, in an order that depends on nothing but the encodings. */
    public List<Encoding> encodings() {
        return encodings;
    }

    CsrNames csrNames() {
        return csrNames;
    }

    /** The 32-bit row of every instruction. */
    Map<InstructionDefinition, Encoding> bases() {
        Map<InstructionDefinition, Encoding> bases = new LinkedHashMap<>();
        encodings.stream().filter(Encoding::isWhole).forEach(encoding -> bases.put(encoding.definition(), encoding));
        return bases;
    }

    /** The other names of instructions, in the order of their declaration. */
    Map<InstructionDefinition, List<AliasForm>> aliases() {
        return aliases;
    }
}
