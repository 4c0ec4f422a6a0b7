package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A way to write an instruction other than its own, as {@link Alias} declares it. */
final class AliasForm {
    private final Encoding base;
    private final AssemblySyntax syntax;
    private final Map<String, Source> operands;
    private final boolean printed;

    private AliasForm(Encoding base, Alias alias) {
        this.base = base;
        syntax = AssemblySyntax.parse(alias.asm(), base.pattern());
        printed = alias.printed();
        operands = new LinkedHashMap<>();
        base.pattern().fields().forEach(field -> operands.put(field.name(), new Source.Fixed(0)));
        operands.putAll(Source.sources(base.syntax(), alias.as(), base.pattern()));
        for (Source source : operands.values()) {
            if (source instanceof Source.FromField(Field field) && !syntax.shows(field.name())) {
                throw new IllegalArgumentException("\"" + alias.asm() + "\" does not show " + field.name());
            }
        }
    }

    /** All aliases that the method of an instruction declares, over its 32-bit encoding. */
    static List<AliasForm> of(Encoding base) {
        Method method = base.definition().method();
        return Arrays.stream(method.getAnnotationsByType(Alias.class))
                .map(alias -> new AliasForm(base, alias))
                .toList();
    }

    InstructionDefinition definition() {
        return base.definition();
    }

    String mnemonic() {
        return syntax.mnemonic();
    }

    AssemblySyntax syntax() {
        return syntax;
    }

    /** Whether a disassembler writes an instruction with these operands so. */
    boolean describes(ToLongFunction<String> values) {
        return printed
                && operands.entrySet().stream().allMatch(operand -> switch (operand.getValue()) {
                    case Source.Fixed(long value) -> values.applyAsLong(operand.getKey()) == value;
                    case Source.FromField(Field field) ->
                        values.applyAsLong(operand.getKey()) == values.applyAsLong(field.name());
                });
    }

    /**
     * The instruction that operand text says.
     *
     * @throws AssemblyException if the text does not fit
     */
    int assemble(String text, CsrNames names) {
        Map<String, Long> given = syntax.fields(text, names);
        Map<String, Long> fields = new LinkedHashMap<>();
        operands.forEach((name, source) -> fields.put(
                name,
                switch (source) {
                    case Source.Fixed(long value) -> value;
                    case Source.FromField(Field field) -> given.get(field.name());
                }));
        return base.encode(fields);
    }

    @Override
    public String toString() {
        return mnemonic() + ", another name of " + base.definition();
    }
}
