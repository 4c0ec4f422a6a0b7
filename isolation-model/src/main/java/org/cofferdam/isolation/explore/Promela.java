package org.cofferdam.isolation.explore;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.explore.SmallWorld.Entry;

/**
 * Prints a ground system as a model for Spin: a variable for each field that has more than one value, an option for each step,
 * and the invariants as an assertion after each. It has the same states as an exploration without symmetry, and one more before
 * the beginning.
 */
final class Promela {
    private final GroundSystem system;

    Promela(GroundSystem system) {
        this.system = system;
    }

    void print(PrintWriter out) {
        for (int field = 0; field < system.fields().inState(); field++) {
            if (isStored(field)) {
                boolean isBit = system.fields().values(field).length() <= 2;
                out.println((isBit ? "bit " : "byte ") + name(field) + ";");
            }
        }
        for (int kept = 0; kept < system.fields().inState(); kept++) {
            out.println("hidden byte next_" + kept + ";");
        }
        out.println("#define SAFE (" + print(invariants()) + ")");
        out.println("active proctype core() {");
        printChoice("if", "fi", beginnings(), out);
        List<String> options = new ArrayList<>();
        system.steps().forEach(step -> options.add(option(step)));
        printChoice("do", "od", options, out);
        out.println("}");
    }

    private static void printChoice(String begin, String end, List<String> options, PrintWriter out) {
        out.println("  " + begin);
        options.forEach(option -> out.println("  :: d_step { " + option + " assert(SAFE) }"));
        out.println("  " + end);
    }

    private List<String> beginnings() {
        List<String> beginnings = new ArrayList<>();
        for (Map<Integer, Integer> state : system.initial()) {
            StringBuilder text = new StringBuilder("true ->");
            state.forEach((field, value) -> {
                if (isStored(field) && value != 0) {
                    text.append(' ')
                            .append(name(field))
                            .append(" = ")
                            .append(value)
                            .append(';');
                }
            });
            beginnings.add(text.toString());
        }
        return beginnings;
    }

    /** Conditions are read in the state before: what depends on one is kept in a hidden variable until all have been read. */
    private String option(GroundStep step) {
        StringBuilder reads = new StringBuilder();
        StringBuilder writes = new StringBuilder();
        int kept = 0;
        for (GroundStep.Change change : step.changes()) {
            String name = name(change.field());
            String value = name;
            for (GroundStep.Case each : change.cases().reversed()) {
                value = each.when() == system.expressions().yes()
                        ? Integer.toString(each.value())
                        : "(" + print(each.when()) + " -> " + each.value() + " : " + value + ")";
            }
            if (value.startsWith("(")) {
                reads.append(" next_").append(kept).append(" = ").append(value).append(';');
                value = "next_" + kept++;
            }
            writes.append(' ').append(name).append(" = ").append(value).append(';');
        }
        return print(step.guard()) + " ->" + reads + writes;
    }

    private Expression invariants() {
        return system.expressions()
                .all(system.invariants().stream().map(system::ground).toList());
    }

    private boolean isStored(int field) {
        return system.fields().values(field).cardinality() > 1;
    }

    private String name(int field) {
        Entry entry = system.fields().entry(field);
        StringBuilder name = new StringBuilder(entry.symbol().name());
        entry.tuple().forEach(element -> name.append('_').append(element));
        return name.toString();
    }

    private String print(Expression expression) {
        return switch (expression.form()) {
            case IS -> "(" + name(expression.field()) + " == " + expression.value() + ")";
            case NOT -> "!" + print(expression.negated());
            case ALL ->
                expression.parts().isEmpty()
                        ? "true"
                        : "("
                                + String.join(
                                        " && ",
                                        expression.parts().stream()
                                                .map(this::print)
                                                .toList()) + ")";
        };
    }
}
