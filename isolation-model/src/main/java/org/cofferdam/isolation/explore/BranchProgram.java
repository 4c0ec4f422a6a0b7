package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.isolation.explore.Expression.Form;

/**
 * Expressions as branches: each instruction compares some bits of one word of a state and goes on to one of two others. What
 * several expressions have in common at their ends is there once.
 */
final class BranchProgram {
    /** The way out of a true expression. */
    static final int TRUE = -1;

    /** The way out of a false expression. */
    static final int FALSE = -2;

    private final Fields fields;
    private final Packing packing;
    private final Map<List<Object>, Integer> compiled = new HashMap<>();
    private int count;
    private int[] word = new int[1024];
    private long[] mask = new long[1024];
    private long[] wanted = new long[1024];
    private int[] then = new int[1024];
    private int[] otherwise = new int[1024];

    BranchProgram(Fields fields, Packing packing) {
        this.fields = fields;
        this.packing = packing;
    }

    /** Adds an expression; what it returns is for {@link #run}. */
    int compile(Expression expression) {
        return compile(expression, TRUE, FALSE);
    }

    /** Whether the expression that begins here is true in a state. Any number of threads may ask once all is compiled. */
    boolean run(int entry, long[] state) {
        int at = entry;
        while (at >= 0) {
            at = (state[word[at]] & mask[at]) == wanted[at] ? then[at] : otherwise[at];
        }
        return at == TRUE;
    }

    /** How many instructions there are. */
    int size() {
        return count;
    }

    private int compile(Expression expression, int onTrue, int onFalse) {
        if (expression.isNot()) {
            return compile(expression.negated(), onFalse, onTrue);
        }
        List<Object> key = List.of(expression.id(), onTrue, onFalse);
        Integer known = compiled.get(key);
        if (known == null) {
            known = expression.form() == Form.IS
                    ? compare(
                            packing.word(expression.field()),
                            packing.mask(expression.field()),
                            packing.bits(expression.field(), expression.value()),
                            onTrue,
                            onFalse)
                    : conjunction(expression.parts(), onTrue, onFalse);
            compiled.put(key, known);
        }
        return known;
    }

    /** Comparisons with single fields come first, those of one word as one; then the other parts. */
    private int conjunction(List<Expression> parts, int onTrue, int onFalse) {
        Map<Integer, long[]> comparisons = new TreeMap<>();
        List<Expression> others = new ArrayList<>();
        for (Expression part : parts) {
            boolean isNot = part.isNot();
            Expression fact = isNot ? part.negated() : part;
            int value = fact.form() == Form.IS ? valueOf(fact, isNot) : -1;
            if (value < 0) {
                others.add(part);
            } else {
                long[] comparison = comparisons.computeIfAbsent(packing.word(fact.field()), _ -> new long[2]);
                comparison[0] |= packing.mask(fact.field());
                comparison[1] |= packing.bits(fact.field(), value);
            }
        }
        int next = onTrue;
        for (Expression part : others.reversed()) {
            next = compile(part, next, onFalse);
        }
        for (Map.Entry<Integer, long[]> comparison : comparisons.entrySet()) {
            next = compare(
                    comparison.getKey(), comparison.getValue()[0], comparison.getValue()[1], next, onFalse);
        }
        return next;
    }

    /** What the field is: the value said, or if that is denied and there is one other, that; -1 if it is not known. */
    private int valueOf(Expression fact, boolean denied) {
        if (!denied) {
            return fact.value();
        }
        int[] others = fields.values(fact.field()).stream()
                .filter(value -> value != fact.value())
                .toArray();
        return others.length == 1 ? others[0] : -1;
    }

    private int compare(int inWord, long bits, long value, int onTrue, int onFalse) {
        if (count == word.length) {
            int more = 2 * count;
            word = Arrays.copyOf(word, more);
            mask = Arrays.copyOf(mask, more);
            wanted = Arrays.copyOf(wanted, more);
            then = Arrays.copyOf(then, more);
            otherwise = Arrays.copyOf(otherwise, more);
        }
        word[count] = inWord;
        mask[count] = bits;
        wanted[count] = value;
        then[count] = onTrue;
        otherwise[count] = onFalse;
        return count++;
    }
}
