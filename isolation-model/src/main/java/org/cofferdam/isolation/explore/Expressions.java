package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.isolation.explore.Expression.Form;

/** Makes expressions, each once, as simple as what is known of the fields allows. */
final class Expressions {
    private final Fields fields;
    private final Map<Key, Expression> made = new HashMap<>();
    private final Expression yes;
    private final Expression no;

    /** What makes expressions the same: their parts are, by number. */
    private record Key(Form form, int field, int value, List<Integer> parts) {}

    Expressions(Fields fields) {
        this.fields = fields;
        yes = intern(Form.ALL, 0, 0, List.of());
        no = intern(Form.NOT, 0, 0, List.of(yes));
    }

    Expression yes() {
        return yes;
    }

    Expression no() {
        return no;
    }

    Expression constant(boolean value) {
        return value ? yes : no;
    }

    /** A field has a value. Of a field with two values one is said, and the other is its negation. */
    Expression is(int field, int value) {
        BitSet possible = fields.values(field);
        if (!possible.get(value)) {
            return no;
        }
        int count = possible.cardinality();
        if (count == 1) {
            return yes;
        }
        int last = possible.length() - 1;
        return count == 2 && value != last
                ? not(intern(Form.IS, field, last, List.of()))
                : intern(Form.IS, field, value, List.of());
    }

    Expression not(Expression body) {
        return body.isNot() ? body.negated() : body == yes ? no : intern(Form.NOT, 0, 0, List.of(body));
    }

    Expression any(Collection<Expression> parts) {
        return not(all(parts.stream().map(this::not).toList()));
    }

    Expression either(Expression one, Expression other) {
        return any(List.of(one, other));
    }

    Expression both(Expression one, Expression other) {
        return all(List.of(one, other));
    }

    Expression same(Expression one, Expression other) {
        return both(either(not(one), other), either(one, not(other)));
    }

    /** All of them: nested ones are flattened; a part and its negation, or a field with two values, make it false. */
    Expression all(Collection<Expression> parts) {
        Map<Integer, Expression> flat = new TreeMap<>();
        for (Expression part : parts) {
            if (part.form() == Form.ALL) {
                part.parts().forEach(each -> flat.put(each.id(), each));
            } else {
                flat.put(part.id(), part);
            }
        }
        Map<Integer, Expression> known = new HashMap<>();
        for (Expression part : flat.values()) {
            if (part == no || (part.isNot() && flat.containsKey(part.negated().id()))) {
                return no;
            }
            if (part.form() == Form.IS && known.put(part.field(), part) != null) {
                return no;
            }
        }
        flat.values()
                .removeIf(part -> part.isNot()
                        && part.negated().form() == Form.IS
                        && known.containsKey(part.negated().field()));
        if (flat.size() == 1) {
            return flat.values().iterator().next();
        }
        return intern(Form.ALL, 0, 0, List.copyOf(flat.values()));
    }

    /** The expression where some fields are known. */
    Expression assuming(Expression expression, Map<Integer, Integer> known) {
        return known.isEmpty() ? expression : assuming(expression, known, new HashMap<>());
    }

    private Expression assuming(Expression expression, Map<Integer, Integer> known, Map<Integer, Expression> memory) {
        return switch (expression.form()) {
            case IS -> {
                Integer value = known.get(expression.field());
                yield value == null ? expression : constant(value == expression.value());
            }
            case NOT -> not(assuming(expression.negated(), known, memory));
            case ALL -> {
                Expression before = memory.get(expression.id());
                if (before == null) {
                    List<Expression> parts = new ArrayList<>();
                    for (Expression part : expression.parts()) {
                        parts.add(assuming(part, known, memory));
                    }
                    before = all(parts);
                    memory.put(expression.id(), before);
                }
                yield before;
            }
        };
    }

    /** What a true expression says of single fields. */
    Map<Integer, Integer> facts(Expression expression) {
        Map<Integer, Integer> facts = new HashMap<>();
        for (Expression part : expression.form() == Form.ALL ? expression.parts() : List.of(expression)) {
            if (part.form() == Form.IS) {
                facts.put(part.field(), part.value());
            } else if (part.isNot() && part.negated().form() == Form.IS) {
                BitSet others = (BitSet) fields.values(part.negated().field()).clone();
                others.clear(part.negated().value());
                if (others.cardinality() == 1) {
                    facts.put(part.negated().field(), others.nextSetBit(0));
                }
            }
        }
        return facts;
    }

    private Expression intern(Form form, int field, int value, List<Expression> parts) {
        int choice = form == Form.IS && fields.isChosen(field) ? field : Expression.NO_CHOICE;
        for (Expression part : parts) {
            choice = Math.min(choice, part.choice());
        }
        int first = choice;
        Key key = new Key(form, field, value, parts.stream().map(Expression::id).toList());
        return made.computeIfAbsent(key, _ -> new Expression(made.size(), form, field, value, parts, first));
    }
}
