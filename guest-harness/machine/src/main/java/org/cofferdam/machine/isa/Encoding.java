package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of the instruction table: one way to write an instruction in bits and in assembly text. */
public final class Encoding {
    private final InstructionDefinition definition;
    private final EncodingPattern pattern;
    private final AssemblySyntax syntax;
    private final String specialises;
    private final String extension;
    private final Map<String, Source> operands;

    /** Where an operand of the instruction comes from in this encoding. */
    private sealed interface Source {}

    private record FromField(Field field) implements Source {}

    private record Fixed(long value) implements Source {}

    private Encoding(
            InstructionDefinition definition,
            EncodingPattern pattern,
            AssemblySyntax syntax,
            String specialises,
            String extension,
            Map<String, Source> operands) {
        this.definition = definition;
        this.pattern = pattern;
        this.syntax = syntax;
        this.specialises = specialises;
        this.extension = extension;
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
        pattern.fields().forEach(field -> operands.put(field.name(), new FromField(field)));
        AssemblySyntax syntax = AssemblySyntax.parse(instruction.asm(), pattern);
        return new Encoding(
                definition, pattern, syntax, instruction.specialises(), extension(definition.method()), operands);
    }

    private static String extension(Method method) {
        Extension own = method.getAnnotation(Extension.class);
        Extension found = own == null ? method.getDeclaringClass().getAnnotation(Extension.class) : own;
        return found == null ? "" : found.value();
    }

    private static Encoding alias(Encoding base, Compressed compressed) {
        EncodingPattern pattern = EncodingPattern.parse(compressed.bits(), 2);
        AssemblySyntax syntax = AssemblySyntax.parse(compressed.asm(), pattern);
        AssemblySyntax as = AssemblySyntax.parse(compressed.as(), pattern);
        Map<String, Source> operands = new LinkedHashMap<>();
        boolean sameShape = as.mnemonic().equals(base.mnemonic())
                && as.elements().size() == base.syntax.elements().size();
        for (int i = 0; sameShape && i < as.elements().size(); i++) {
            AssemblySyntax.Element part = as.elements().get(i);
            switch (base.syntax.elements().get(i)) {
                case AssemblySyntax.Operand operand -> sameShape = bind(operand, part, pattern, operands);
                case AssemblySyntax.Element other -> sameShape = other.equals(part);
            }
        }
        if (!sameShape || operands.size() != base.operands.size()) {
            throw new IllegalArgumentException(
                    "\"" + compressed.as() + "\" does not give every operand of " + base.definition);
        }
        return new Encoding(
                base.definition, pattern, syntax, compressed.specialises(), compressed.extension(), operands);
    }

    private static boolean bind(
            AssemblySyntax.Operand operand,
            AssemblySyntax.Element part,
            EncodingPattern pattern,
            Map<String, Source> operands) {
        switch (part) {
            case AssemblySyntax.Operand(String field, FieldKind kind, int high, int low)
            when kind.register() == operand.kind().register() && high == operand.high() && low == operand.low() ->
                operands.put(operand.field(), new FromField(pattern.field(field).orElseThrow()));
            case AssemblySyntax.Constant constant -> operands.put(operand.field(), new Fixed(constant.value()));
            case AssemblySyntax.Element _ -> {
                return false;
            }
        }
        return true;
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
            case FromField(Field field) -> field.extract(bits);
            case Fixed(long value) -> value;
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
    int assemble(String suffix, String text) {
        Map<String, Long> fields = new LinkedHashMap<>();
        if (!suffix.isEmpty()) {
            if (!suffixes().contains(suffix)) {
                throw new AssemblyException("no suffix " + suffix);
            }
            fields.put("aq", suffix.contains("aq") ? 1L : 0L);
            fields.put("rl", suffix.contains("rl") ? 1L : 0L);
        }
        syntax.match(text, (operand, word) -> {
            Long before = fields.put(operand.field(), operand.parse(word));
            if (before != null && !before.equals(fields.get(operand.field()))) {
                throw new AssemblyException("different values for " + operand.field());
            }
        });
        return encode(fields);
    }

    /** The assembly text of an instruction of this encoding. */
    String format(int bits) {
        String suffix = "";
        if (hasSuffixes()) {
            suffix = suffixes().get((int) (operand("aq", bits) * 2 + operand("rl", bits)));
        }
        return syntax.format(
                suffix, operand -> pattern.field(operand.field()).orElseThrow().extract(bits));
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
