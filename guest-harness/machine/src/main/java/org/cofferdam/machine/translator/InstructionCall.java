package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.InstructionDefinition;

/** Writes the call of an instruction's method, with its operands from local variables and constants. */
final class InstructionCall {

    private final Map<Method, Callee> called = new LinkedHashMap<>();
    private final RegionState state;
    private final Function<Method, Callee> callees;

    /** @param callees what to call for an instruction's method */
    InstructionCall(RegionState state, Function<Method, Callee> callees) {
        this.state = state;
        this.callees = callees;
    }

    /** Whether an instruction may throw an exception. */
    static boolean mayTrap(Decoded instruction) {
        return instruction.encoding().definition().takes("hart");
    }

    /** Leaves the method's result on the stack, if it has one. */
    void write(CodeBuilder code, Decoded instruction, long offset) {
        InstructionDefinition definition = instruction.encoding().definition();
        for (Parameter parameter : definition.parameters()) {
            argument(code, instruction, offset, parameter);
        }
        called.computeIfAbsent(definition.method(), callees).write(code);
    }

    private void argument(CodeBuilder code, Decoded instruction, long offset, Parameter parameter) {
        String name = parameter.getName();
        int register = RegionState.read(instruction, name);
        if (register == 0) {
            code.lconst_0();
        } else if (register > 0) {
            state.push(code, register);
        } else if (name.equals("hart")) {
            code.aload(Slots.HART);
        } else if (name.equals("pc")) {
            address(code, offset);
        } else if (parameter.getType() == long.class) {
            code.loadConstant(value(instruction, name));
        } else {
            code.loadConstant((int) value(instruction, name));
        }
    }

    private static long value(Decoded instruction, String name) {
        return switch (name) {
            case "bits" -> Integer.toUnsignedLong(instruction.bits());
            case "length" -> instruction.length();
            default ->
                instruction.operand(
                        name.endsWith("Index") ? name.substring(0, name.length() - "Index".length()) : name);
        };
    }

    /** Pushes the virtual address of an offset. */
    void address(CodeBuilder code, long offset) {
        code.lload(Slots.BASE);
        if (offset != 0) {
            code.loadConstant(offset).ladd();
        }
    }
}
