package org.cofferdam.machine.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            + "|(?<word>[a-z]+[0-9]*'?)(\\[(?<high>[0-9]+):(?<low>[0-9]+)])?|(?<number>-?[0-9]+))");

    /** One piece of the operand text. */
    sealed interface Element {}

    /** A comma or parenthesis. */
    record Punctuation(char character) implements Element {}

    /** A register, number or rounding mode that is always the same. */
    record Constant(String text, long value) implements Element {}

    /**
     * A field of the encoding; only bits {@code high} to {@code low} of the value are written, as an unsigned number,
     * if {@code high} is not negative (so {@code lui} is written).
     */
    record Operand(String field, FieldKind kind, int high, int low) implements Element {
        private boolean sliced() {
            return high >= 0;
        }

        String format(long value) {
            return sliced() ? "0x" + Long.toHexString((value >>> low) & ((1L << width()) - 1)) : kind.format(value);
        }

        long parse(String text) {
            long value = kind.parse(text);
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

        /** Written at the end, and left out when it has its usual value. */
        boolean optional() {
            return kind == FieldKind.ROUNDING;
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
            return new Constant(matcher.group("number"), Long.parseLong(matcher.group("number")));
        }
        String word = matcher.group("word");
        Optional<Field> field = pattern.field(word);
        if (field.isPresent()) {
            boolean sliced = matcher.group("high") != null;
            return new Operand(
                    word,
                    field.get().kind(),
                    sliced ? Integer.parseInt(matcher.group("high")) : -1,
                    sliced ? Integer.parseInt(matcher.group("low")) : -1);
        }
        if (FieldKind.isRoundingMode(word)) {
            return new Constant(word, FieldKind.ROUNDING.parse(word));
        }
        if (!RegisterNames.isInteger(word)) {
            throw new IllegalArgumentException("\"" + asm + "\": " + word + " is neither a field nor a register");
        }
        return new Constant(word, RegisterNames.parseInteger(word));
    }

    /** The text between one operand's start and the punctuation that ends it, for each operand in turn. */
    interface OperandSink {
        void accept(Operand operand, String text);
    }

    /**
     * Matches operand text against the elements.
     *
     * @throws AssemblyException if the text has another shape
     */
    void match(String operands, OperandSink sink) {
        int at = 0;
        for (int i = 0; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case Punctuation(char character) -> {
                    if (at == operands.length() && followedByOptional(i)) {
                        sink.accept((Operand) elements.get(i + 1), "dyn");
                        return;
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
                    sink.accept(operand, found);
                    at += found.length();
                }
            }
        }
        if (at != operands.length()) {
            throw new AssemblyException("unexpected \"" + operands.substring(at) + "\"");
        }
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

    /** Gives the value of an operand's field. */
    interface OperandSource {
        long value(Operand operand);
    }

    /** Writes the operands; {@code suffix} goes to the mnemonic. */
    String format(String suffix, OperandSource source) {
        StringBuilder text = new StringBuilder(mnemonic).append(suffix);
        for (int i = 0; i < elements.size(); i++) {
            String piece =
                    switch (elements.get(i)) {
                        case Punctuation(char character) -> character == ',' ? ", " : String.valueOf(character);
                        case Constant constant -> constant.text();
                        case Operand operand -> operand.format(source.value(operand));
                    };
            if (followedByOptional(i) && source.value((Operand) elements.get(i + 1)) == FieldKind.DYNAMIC_ROUNDING) {
                return text.toString();
            }
            text.append(i == 0 ? " " : "").append(piece);
        }
        return text.toString();
    }
}
