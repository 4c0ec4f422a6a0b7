package org.cofferdam.machine.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code asm} string: a mnemonic and a row of operands and punctuation.
 *
 * @param mnemonic without suffixes
 * @param elements what follows it, in order
 */
record AssemblySyntax(String mnemonic, List<Element> elements) {
    private static final Pattern ELEMENT = Pattern.compile("\\s*(?:(?<punctuation>[(),])"
            + "|(?<word>[a-z]+[0-9]*'?)(\\[(?<high>[0-9]+):(?<low>[0-9]+)])?(=(?<usual>[a-z]+))?"
            + "|(?<number>-?(0x[0-9a-f]+|[0-9]+)))");

    /** One piece of the operand text. */
    sealed interface Element {}

    /** A comma or parenthesis. */
    record Punctuation(char character) implements Element {}

    /** A register, number, rounding mode or set of accesses that is always the same. */
    record Constant(String text, long value) implements Element {}

    /**
     * A field of the encoding; only bits {@code high} to {@code low} of the value are written, as an unsigned number,
     * if {@code high} is not negative (so {@code lui} is written). One at the end is left out when it has its {@code
     * usual} value, if that is not negative.
     */
    record Operand(String field, FieldKind kind, int high, int low, long usual) implements Element {
        private boolean sliced() {
            return high >= 0;
        }

        String format(long value, LongFunction<String> csrs) {
            if (sliced()) {
                return "0x" + Long.toHexString((value >>> low) & ((1L << width()) - 1));
            }
            return kind == FieldKind.CSR ? csrs.apply(value) : kind.format(value);
        }

        long parse(String text, CsrNames names) {
            long value = kind == FieldKind.CSR ? names.parse(text) : kind.parse(text);
            if (!sliced()) {
                return value;
            }
            if (value < -(1L << (width() - 1)) || value >= 1L << width()) {
                throw new AssemblyException(field + " cannot be " + text);
            }
            int unused = 63 - high;
            return value << low << unused >> unused;
        }

        private int width() {
            return high - low + 1;
        }

        boolean optional() {
            return usual >= 0;
        }
    }

    AssemblySyntax {
        elements = List.copyOf(elements);
    }

    /**
     * Parses {@link Instruction#asm()} and the like.
     *
     * @throws IllegalArgumentException if a word is neither a field of the pattern nor a register
     */
    static AssemblySyntax parse(String asm, EncodingPattern pattern) {
        String[] halves = asm.trim().split("\\s+", 2);
        List<Element> elements = new ArrayList<>();
        Matcher matcher = ELEMENT.matcher(halves.length == 2 ? halves[1] : "");
        while (matcher.lookingAt()) {
            elements.add(element(matcher, asm, pattern));
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        if (matcher.regionStart() != matcher.regionEnd()) {
            throw new IllegalArgumentException("\"" + asm + "\": cannot read the operands");
        }
        return new AssemblySyntax(halves[0], elements);
    }

    private static Element element(Matcher matcher, String asm, EncodingPattern pattern) {
        if (matcher.group("punctuation") != null) {
            return new Punctuation(matcher.group("punctuation").charAt(0));
        }
        if (matcher.group("number") != null) {
            return new Constant(matcher.group("number"), Long.decode(matcher.group("number")));
        }
        String word = matcher.group("word");
        Optional<Field> field = pattern.field(word);
        if (field.isPresent()) {
            FieldKind kind = field.get().kind();
            boolean sliced = matcher.group("high") != null;
            return new Operand(
                    word,
                    kind,
                    sliced ? Integer.parseInt(matcher.group("high")) : -1,
                    sliced ? Integer.parseInt(matcher.group("low")) : -1,
                    usual(kind, matcher.group("usual")));
        }
        if (FieldKind.isRoundingMode(word)) {
            return new Constant(word, FieldKind.ROUNDING.parse(word));
        }
        if (FieldKind.isFenceSet(word)) {
            return new Constant(word, FieldKind.FENCE_SET.parse(word));
        }
        if (!RegisterNames.isInteger(word)) {
            throw new IllegalArgumentException("\"" + asm + "\": " + word + " is neither a field nor a register");
        }
        return new Constant(word, RegisterNames.parseInteger(word));
    }

    /** A rounding mode is left out if it is the dynamic one, or another that the text names. */
    private static long usual(FieldKind kind, String named) {
        if (named != null) {
            return kind.parse(named);
        }
        return kind == FieldKind.ROUNDING ? FieldKind.DYNAMIC_ROUNDING : -1;
    }

    boolean shows(String field) {
        return elements.stream()
                .anyMatch(element ->
                        element instanceof Operand operand && operand.field().equals(field));
    }

    /**
     * The values that operand text, without white space, gives to fields.
     *
     * @throws AssemblyException if the text has another shape, or an operand cannot be read
     */
    Map<String, Long> fields(String operands, CsrNames names) {
        Map<String, Long> fields = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case Punctuation(char character) -> {
                    if (at == operands.length() && followedByOptional(i)) {
                        Operand operand = (Operand) elements.get(i + 1);
                        fields.put(operand.field(), operand.usual());
                        return fields;
                    }
                    at = expect(operands, at, character);
                }
                case Constant constant -> {
                    String found = word(operands, at, i);
                    if (!found.equals(constant.text())) {
                        throw new AssemblyException("expected " + constant.text() + " instead of \"" + found + "\"");
                    }
                    at += found.length();
                }
                case Operand operand -> {
                    String found = word(operands, at, i);
                    Long value = operand.parse(found, names);
                    if (fields.containsKey(operand.field())
                            && !fields.get(operand.field()).equals(value)) {
                        throw new AssemblyException("different values for " + operand.field());
                    }
                    fields.put(operand.field(), value);
                    at += found.length();
                }
            }
        }
        if (at != operands.length()) {
            throw new AssemblyException("unexpected \"" + operands.substring(at) + "\"");
        }
        return fields;
    }

    private int expect(String operands, int at, char character) {
        if (at >= operands.length() || operands.charAt(at) != character) {
            throw new AssemblyException("expected " + character + " after \""
                    + operands.substring(0, Math.min(at, operands.length())) + "\"");
        }
        return at + 1;
    }

    private String word(String operands, int at, int element) {
        int end = operands.length();
        if (element + 1 < elements.size() && elements.get(element + 1) instanceof Punctuation(char character)) {
            int found = operands.indexOf(character, at);
            end = found < 0 ? end : found;
        }
        return operands.substring(at, end);
    }

    private boolean followedByOptional(int element) {
        return element + 2 == elements.size()
                && elements.get(element + 1) instanceof Operand operand
                && operand.optional();
    }

    /** What stands between mnemonic and operands, and between operands. */
    enum Spacing {
        /** As people write it. */
        WIDE(" ", ", "),
        /** As GNU objdump prints it. */
        NARROW("\t", ",");

        private final String gap;
        private final String comma;

        Spacing(String gap, String comma) {
            this.gap = gap;
            this.comma = comma;
        }
    }

    /**
     * Writes the text.
     *
     * @param suffix goes to the mnemonic
     * @param values of the operands' fields
     * @param csrs writes the number of a control and status register
     */
    String format(String suffix, Spacing spacing, ToLongFunction<Operand> values, LongFunction<String> csrs) {
        return format(suffix, spacing, values, (operand, value) -> operand.format(value, csrs));
    }

    /** Writes the value of an operand. */
    interface OperandWriter {
        String write(Operand operand, long value);
    }

    /** Writes the text with operands as the writer likes them. */
    String format(String suffix, Spacing spacing, ToLongFunction<Operand> values, OperandWriter writer) {
        StringBuilder text = new StringBuilder(mnemonic).append(suffix);
        for (int i = 0; i < elements.size(); i++) {
            if (followedByOptional(i)) {
                Operand last = (Operand) elements.get(i + 1);
                if (values.applyAsLong(last) == last.usual()) {
                    return text.toString();
                }
            }
            text.append(i == 0 ? spacing.gap : "");
            text.append(
                    switch (elements.get(i)) {
                        case Punctuation(char character) ->
                            character == ',' ? spacing.comma : String.valueOf(character);
                        case Constant constant -> constant.text();
                        case Operand operand -> writer.write(operand, values.applyAsLong(operand));
                    });
        }
        return text.toString();
    }
}
