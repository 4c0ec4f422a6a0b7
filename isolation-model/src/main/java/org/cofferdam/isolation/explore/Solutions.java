package org.cofferdam.isolation.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds every way to give fields values so that an expression is true: known facts first, then by cases. */
final class Solutions {
    private final Fields fields;
    private final Expressions expressions;
    private final List<Integer> wanted;
    private final Visitor visitor;

    /** Told of each solution. */
    interface Visitor {
        /** Values by field, of the wanted fields and maybe more. To be copied by whoever keeps it. */
        void solution(Map<Integer, Integer> values);
    }

    private Solutions(Fields fields, Expressions expressions, List<Integer> wanted, Visitor visitor) {
        this.fields = fields;
        this.expressions = expressions;
        this.wanted = wanted;
        this.visitor = visitor;
    }

    /**
     * Visits the solutions, in an order that depends on the expression alone.
     *
     * @param wanted the fields whose values are asked for; the same values can come twice if there are others
     */
    static void visit(
            Expression expression, Fields fields, Expressions expressions, List<Integer> wanted, Visitor visitor) {
        new Solutions(fields, expressions, wanted, visitor).search(expression, new HashMap<>());
    }

    private void search(Expression rest, Map<Integer, Integer> known) {
        if (rest == expressions.no()) {
            return;
        }
        Map<Integer, Integer> facts = expressions.facts(rest);
        if (!facts.isEmpty()) {
            Map<Integer, Integer> more = new HashMap<>(known);
            more.putAll(facts);
            search(expressions.assuming(rest, facts), more);
        } else if (rest == expressions.yes()) {
            complete(0, known);
        } else {
            int field = firstField(rest);
            fields.values(field).stream().forEach(value -> {
                Map<Integer, Integer> more = new HashMap<>(known);
                more.put(field, value);
                search(expressions.assuming(rest, Map.of(field, value)), more);
            });
        }
    }

    private static int firstField(Expression expression) {
        return switch (expression.form()) {
            case IS -> expression.field();
            case NOT -> firstField(expression.negated());
            case ALL -> firstField(expression.parts().getFirst());
        };
    }

    /** What the expression leaves open is anything. */
    private void complete(int from, Map<Integer, Integer> known) {
        for (int i = from; i < wanted.size(); i++) {
            int field = wanted.get(i);
            if (!known.containsKey(field)) {
                int rest = i + 1;
                fields.values(field).stream().forEach(value -> {
                    known.put(field, value);
                    complete(rest, known);
                    known.remove(field);
                });
                return;
            }
        }
        visitor.solution(known);
    }
}
