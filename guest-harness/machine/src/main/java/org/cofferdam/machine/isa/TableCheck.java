package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Proves that no two encodings overlap and that every method finds its operands in its encodings. */
final class TableCheck {
    /** Parameters that come from the instruction's surroundings and not from its bits. */
    private static final Set<String> SURROUNDINGS = Set.of("pc", "length", "bits");

    private TableCheck() {}

    /**
     * @throws IllegalArgumentException naming the first fault found
     */
    static void check(List<Encoding> encodings) {
        Map<String, Encoding> byMnemonic = new LinkedHashMap<>();
        for (Encoding encoding : encodings) {
            Encoding same = byMnemonic.put(encoding.mnemonic(), encoding);
            require(same == null, encoding, "has the mnemonic of " + same);
            checkMethod(encoding);
        }
        for (int i = 0; i < encodings.size(); i++) {
            checkSpecialisation(encodings.get(i), byMnemonic);
            for (int j = i + 1; j < encodings.size(); j++) {
                checkOverlap(encodings.get(i), encodings.get(j));
            }
        }
    }

    private static void checkSpecialisation(Encoding encoding, Map<String, Encoding> byMnemonic) {
        if (!encoding.specialises().isEmpty()) {
            Encoding general = byMnemonic.get(encoding.specialises());
            require(
                    general != null && general != encoding && encoding.pattern().isPartOf(general.pattern()),
                    encoding,
                    "is no part of " + encoding.specialises());
        }
    }

    private static void checkOverlap(Encoding one, Encoding other) {
        // A hundred thousand pairs at each start: only one that overlaps is worth a text.
        if (one.pattern().mayOverlap(other.pattern())) {
            boolean declared = one.specialises().equals(other.mnemonic())
                    || other.specialises().equals(one.mnemonic());
            require(declared, one, "overlaps " + other);
        }
    }

    private static void checkMethod(Encoding encoding) {
        Method method = encoding.definition().method();
        require(Modifier.isStatic(method.getModifiers()), encoding, "is not static");
        for (Parameter parameter : method.getParameters()) {
            checkParameter(encoding, parameter);
        }
        checkResult(encoding, method.getReturnType());
    }

    private static void checkParameter(Encoding encoding, Parameter parameter) {
        String name = parameter.getName();
        Class<?> type = parameter.getType();
        if (name.equals("hart")) {
            require(!type.isPrimitive(), encoding, "has a hart that is a number");
            return;
        }
        boolean index = name.endsWith("Index");
        String operand = index ? name.substring(0, name.length() - "Index".length()) : name;
        require(
                SURROUNDINGS.contains(name) || encoding.hasOperand(operand),
                encoding,
                "has a parameter " + name + " that its pattern does not give");
        boolean registerValue =
                !index && FieldKind.of(operand) != null && FieldKind.of(operand).register();
        require(!registerValue || !operand.endsWith("rd"), encoding, "reads its destination " + name);
        require(
                type == long.class || (!registerValue && (type == int.class || type == boolean.class)),
                encoding,
                "has a parameter " + name + " of type " + type);
    }

    private static void checkResult(Encoding encoding, Class<?> result) {
        InstructionDefinition.Flow flow = encoding.definition().flow();
        boolean destination = encoding.hasOperand("rd") || encoding.hasOperand("frd");
        if (result == boolean.class) {
            require(
                    flow == InstructionDefinition.Flow.BRANCH && encoding.hasOperand("offset"),
                    encoding,
                    "decides about a branch and has no offset");
        } else if (result == long.class) {
            require(destination, encoding, "has a result and no destination");
        } else {
            require(
                    result == void.class && flow != InstructionDefinition.Flow.JUMP,
                    encoding,
                    "cannot have a result of type " + result);
        }
        require(
                flow != InstructionDefinition.Flow.JUMP || encoding.hasOperand("rd"),
                encoding,
                "jumps and has no register for the return address");
    }

    private static void require(boolean holds, Encoding encoding, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(encoding + " " + problem);
        }
    }
}
