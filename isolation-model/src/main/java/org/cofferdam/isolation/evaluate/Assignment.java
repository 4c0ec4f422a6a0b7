package org.cofferdam.isolation.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Variable;

/** Values of variables, in order. */
public record Assignment(List<Variable> variables, List<Integer> values) {
    public Assignment {
        variables = List.copyOf(variables);
        values = List.copyOf(values);
    }

    /** {@code d = d1, p = p0}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            parts.add(variable.name() + " = " + variable.sort().letter() + values.get(i));
        }
        return String.join(", ", parts);
    }
}
