package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of the instruction table: one way to write an instruction in bits and in assembly text. */
public final class Encoding {
    private final InstructionDefinition definition;
    private final EncodingPattern pattern;
    private final AssemblySyntax syntax;
    private final String specialises;
    private final String extension;
    private final Optional<AssemblySyntax> writtenAs;
    private final Map<String, Source> operands;

    private Encoding(
            InstructionDefinition definition,
            EncodingPattern pattern,
            AssemblySyntax syntax,
            String specialises,
            String extension,
            Optional<AssemblySyntax> writtenAs,
            Map<String, Source> operands) {
        this.definition = definition;
        this.pattern = pattern;
        this.syntax = syntax;
        this.specialises = specialises;
        this.extension = extension;
        this.writtenAs = writtenAs;
        this.operands = Map.copyOf(operands);
    }

    /**
     * All encodings that a method declares, the 32-bit one first.
     *
     * @throws IllegalArgumentException if an annotation cannot be read
     */
    static List<Encoding> of(Method method) {
        Instruction instruction = method.getAnnotation(Instruction.class);
        InstructionDefinition definition = InstructionDefinition.of(method, instruction);
        Encoding base = base(definition, instruction);
        List<Encoding> encodings = new ArrayList<>(List.of(base));
        for (Compressed compressed : method.getAnnotationsByType(Compressed.class)) {
            encodings.add(alias(base, compressed));
        }
        return encodings;
    }

    private static Encoding base(InstructionDefinition definition, Instruction instruction) {
        EncodingPattern pattern = EncodingPattern.parse(instruction.bits(), 4);
        Map<String, Source> operands = new LinkedHashMap<>();
        pattern.fields().forEach(field -> operands.put(field.name(), new Source.FromField(field)));
        AssemblySyntax syntax = AssemblySyntax.parse(instruction.asm(), pattern);
        return new Encoding(
                definition,
                pattern,
                syntax,
                instruction.specialises(),
                extension(definition.method()),
                Optional.empty(),
                operands);
    }

    private static String extension(Method method) {
        Extension own = method.getAnnotation(Extension.class);
        Extension found = own == null ? method.getDeclaringClass().getAnnotation(Extension.class) : own;
        return found == null ? "" : found.value();
    }

    private static Encoding alias(Encoding base, Compressed compressed) {
        EncodingPattern pattern = EncodingPattern.parse(compressed.bits(), 2);
        AssemblySyntax syntax = AssemblySyntax.parse(compressed.asm(), pattern);
        Map<String, Source> operands = Source.sources(base.syntax, compressed.as(), pattern);
        if (operands.size() != base.operands.size()) {
            throw new IllegalArgumentException(
                    "\"" + compressed.as() + "\" does not give every operand of " + base.definition);
        }
        Optional<AssemblySyntax> writtenAs = Optional.of(compressed.writtenAs())
                .filter(text -> !text.isEmpty())
                .map(text -> AssemblySyntax.parse(text, pattern));
        return new Encoding(
                base.definition,
                pattern,
                syntax,
                compressed.specialises(),
                compressed.extension(),
                writtenAs,
                operands);
    }

    /** What it encodes. */
    public InstructionDefinition definition() {
        return definition;
    }

    /** How it is encoded. */
    public EncodingPattern pattern() {
        return pattern;
    }

    /** The name in assembly text, without suffixes. */
    public String mnemonic() {
        return syntax.mnemonic();
    }

    /** The extension that it belongs to, as {@link Extension} names it; empty if its room says nothing. */
    public String extension() {
        return extension;
    }

    /** The mnemonic that this one is carved from, or empty. */
    String specialises() {
        return specialises;
    }

    /**
     * The value of an operand of the instruction: a register's number, or an immediate.
     *
     * @param name as in the pattern of the 32-bit encoding
     * @param bits an instruction of this encoding
     * @throws IllegalArgumentException if the instruction has no such operand
     */
    public long operand(String name, int bits) {
        return switch (operands.get(name)) {
            case Source.FromField(Field field) -> field.extract(bits);
            case Source.Fixed(long value) -> value;
            case null -> throw new IllegalArgumentException(definition + " has no operand " + name);
        };
    }

    /** Whether the instruction has an operand of this name. */
    public boolean hasOperand(String name) {
        return operands.containsKey(name);
    }

    /**
     * The instruction with these values in the fields of the pattern, and zero in those that are not given.
     *
     * @throws AssemblyException if a field cannot hold its value
     */
    public int encode(Map<String, Long> fields) {
        int bits = pattern.match();
        for (Field field : pattern.fields()) {
            bits |= field.insert(fields.getOrDefault(field.name(), 0L));
        }
        return bits;
    }

    /**
     * The instruction that operand text says.
     *
     * @param suffix of the mnemonic, e.g. {@code ".aqrl"}, or empty
     * @param text the operands, without white space
     * @throws AssemblyException if the text does not fit
     */
    int assemble(String suffix, String text, CsrNames names) {
        Map<String, Long> fields = syntax.fields(text, names);
        if (!suffix.isEmpty()) {
            if (!suffixes().contains(suffix)) {
                throw new AssemblyException("no suffix " + suffix);
            }
            fields.put("aq", suffix.contains("aq") ? 1L : 0L);
            fields.put("rl", suffix.contains("rl") ? 1L : 0L);
        }
        return encode(fields);
    }

    AssemblySyntax syntax() {
        return syntax;
    }

    /** The text that is written for the instruction where 16-bit forms are not told from 32-bit ones, or empty. */
    Optional<AssemblySyntax> writtenAs() {
        return writtenAs;
    }

    /** The assembly text of an instruction of this encoding. */
    String format(int bits, CsrNames names) {
        return syntax.format(suffix(bits), AssemblySyntax.Spacing.WIDE, operand -> field(operand, bits), names::format);
    }

    /** Whether it is the 32-bit encoding, of which all others are forms. */
    boolean isWhole() {
        return pattern.length() == 4;
    }

    /** The value of an operand of the assembly text. */
    long field(AssemblySyntax.Operand operand, int bits) {
        return pattern.field(operand.field()).orElseThrow().extract(bits);
    }

    /** What follows the mnemonic of an instruction of this encoding. */
    String suffix(int bits) {
        return hasSuffixes() ? suffixes().get((int) (operand("aq", bits) * 2 + operand("rl", bits))) : "";
    }

    /** What may follow the mnemonic, by the value of {@code aq} and {@code rl}. */
    private List<String> suffixes() {
        return hasSuffixes() ? List.of("", ".rl", ".aq", ".aqrl") : List.of("");
    }

    private boolean hasSuffixes() {
        return pattern.has("aq") && pattern.has("rl");
    }

    @Override
    public String toString() {
        return mnemonic() + " of " + definition;
    }
}
