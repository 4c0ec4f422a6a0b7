package org.cofferdam.machine.isa;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where an operand of an instruction comes from, in another way to encode or to write the instruction. */
sealed interface Source {
    /** From a field, perhaps of another name. */
    record FromField(Field field) implements Source {}

    /** It is always the same. */
    record Fixed(long value) implements Source {}

    /**
     * Reads what the operands of {@code base} are from an {@code as} text of the same shape.
     *
     * @param pattern with the fields that the text names
     * @return sources of the operands that the text of the base shows
     * @throws IllegalArgumentException if the shapes differ
     */
    static Map<String, Source> sources(AssemblySyntax base, String as, EncodingPattern pattern) {
        AssemblySyntax text = AssemblySyntax.parse(as, pattern);
        Map<String, Source> sources = new LinkedHashMap<>();
        boolean sameShape = text.mnemonic().equals(base.mnemonic())
                && text.elements().size() == base.elements().size();
        for (int i = 0; sameShape && i < text.elements().size(); i++) {
            AssemblySyntax.Element part = text.elements().get(i);
            sameShape = switch (base.elements().get(i)) {
                case AssemblySyntax.Operand operand -> bind(operand, part, pattern, sources);
                case AssemblySyntax.Element other -> other.equals(part);
            };
        }
        if (!sameShape) {
            throw new IllegalArgumentException("\"" + as + "\" does not give every operand of " + base.mnemonic());
        }
        return sources;
    }

    private static boolean bind(
            AssemblySyntax.Operand operand,
            AssemblySyntax.Element part,
            EncodingPattern pattern,
            Map<String, Source> sources) {
        switch (part) {
            case AssemblySyntax.Operand(String field, FieldKind kind, int high, int low, long _)
            when kind.register() == operand.kind().register() && high == operand.high() && low == operand.low() ->
                sources.put(operand.field(), new FromField(pattern.field(field).orElseThrow()));
            case AssemblySyntax.Constant constant -> sources.put(operand.field(), new Fixed(constant.value()));
            case AssemblySyntax.Element _ -> {
                return false;
            }
        }
        return true;
    }
}
