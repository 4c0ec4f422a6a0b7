package org.cofferdam.machine.hart;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/**
 * Writes the part of {@link Operation#execute} that is one instruction: loads the operands that the annotated method
 * names, calls the method, stores the result. Registers and immediates come from fields of the operation.
 */
final class InstructionCode {
    static final int THIS = 0;
    static final int HART_SLOT = 1;
    static final int PC_SLOT = 2;

    private static final int RESULT_SLOT = 4;
    private static final ClassDesc HART = described(Hart.class);
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final Method method;
    private final Flow flow;
    private final int length;
    private final Optional<String> destination;
    private final List<String> operands;

    /** The class that the code goes into, the place of the instruction in it, and its distance from the first. */
    private final ClassDesc self;

    private final int index;
    private final int distance;

    InstructionCode(Encoding encoding, ClassDesc self, int index, int distance) {
        method = encoding.definition().method();
        flow = encoding.definition().flow();
        length = encoding.pattern().length();
        destination = method.getReturnType() == long.class
                ? Optional.of(encoding.hasOperand("frd") ? "frd" : "rd")
                : Optional.empty();
        operands = operandsInFields();
        this.self = self;
        this.index = index;
        this.distance = distance;
    }

    private List<String> operandsInFields() {
        Set<String> names = new LinkedHashSet<>();
        destination.ifPresent(names::add);
        if (flow == Flow.BRANCH) {
            names.add("offset");
        }
        for (Parameter parameter : method.getParameters()) {
            switch (parameter.getName()) {
                case "hart", "pc", "length" -> {}
                case String name -> names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The names of the operands that are fields. */
    List<String> operands() {
        return operands;
    }

    /** The field of an operand. */
    String field(String operand) {
        return operand + index;
    }

    /** Writes the code up to and with the return, if this is the last instruction; else up to the next one's. */
    void write(CodeBuilder code, boolean last) {
        if (flow == Flow.END) {
            code.aload(HART_SLOT);
            following(code);
            code.putfield(HART, "pc", LONG);
        }
        for (Parameter parameter : method.getParameters()) {
            argument(code, parameter);
        }
        code.invokestatic(described(method.getDeclaringClass()), method.getName(), described(method));
        switch (flow) {
            case NEXT -> next(code, last);
            case END -> end(code);
            case BRANCH -> branch(code);
            case JUMP -> jump(code);
        }
    }

    private void next(CodeBuilder code, boolean last) {
        storeResult(code);
        if (last) {
            following(code);
            code.lreturn();
        }
    }

    private void end(CodeBuilder code) {
        storeResult(code);
        code.aload(HART_SLOT).getfield(HART, "pc", LONG).lreturn();
    }

    private void branch(CodeBuilder code) {
        Label notTaken = code.newLabel();
        code.ifeq(notTaken);
        address(code, distance);
        load(code, "offset");
        code.i2l().ladd().lreturn().labelBinding(notTaken);
        following(code);
        code.lreturn();
    }

    private void jump(CodeBuilder code) {
        code.lstore(RESULT_SLOT);
        register(code, "rd");
        following(code);
        code.lastore().lload(RESULT_SLOT).lreturn();
    }

    private void storeResult(CodeBuilder code) {
        destination.ifPresent(name -> {
            code.lstore(RESULT_SLOT);
            register(code, name);
            code.lload(RESULT_SLOT).lastore();
        });
    }

    private void argument(CodeBuilder code, Parameter parameter) {
        boolean wide = parameter.getType() == long.class;
        switch (parameter.getName()) {
            case "hart" -> code.aload(HART_SLOT);
            case "pc" -> address(code, distance);
            case "length" -> widen(code.loadConstant(length), wide);
            case "rs1", "rs2", "rs3", "frs1", "frs2", "frs3" -> {
                register(code, parameter.getName());
                code.laload();
            }
            case "bits" -> {
                load(code, "bits");
                widen(code, wide);
                if (wide) {
                    code.loadConstant(0xffff_ffffL).land();
                }
            }
            case String name -> {
                load(code, name);
                widen(code, wide);
            }
        }
    }

    private static void widen(CodeBuilder code, boolean wide) {
        if (wide) {
            code.i2l();
        }
    }

    /** Pushes the register file and the number of the register. */
    private void register(CodeBuilder code, String operand) {
        code.aload(HART_SLOT).getfield(HART, operand.startsWith("f") ? "f" : "x", LONG.arrayType());
        load(code, operand);
    }

    private void load(CodeBuilder code, String operand) {
        code.aload(THIS).getfield(self, field(operand), INT);
    }

    private void following(CodeBuilder code) {
        address(code, distance + length);
    }

    /** Pushes an address so many bytes from the first instruction. */
    private static void address(CodeBuilder code, int bytes) {
        code.lload(PC_SLOT);
        if (bytes != 0) {
            code.loadConstant((long) bytes).ladd();
        }
    }

    private static ClassDesc described(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static MethodTypeDesc described(Method method) {
        return MethodTypeDesc.of(
                described(method.getReturnType()),
                Stream.of(method.getParameterTypes())
                        .map(InstructionCode::described)
                        .toList());
    }
}
