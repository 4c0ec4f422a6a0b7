package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import org.cofferdam.machine.isa.Decoded;

/** Writes the call of an instruction's method, with its operands from local variables and constants. */
final class InstructionCall {

    private final RegisterSlots registers;
    private final int hartSlot;
    private final int baseSlot;

    /** @param baseSlot the local variable that holds the virtual address of the region's anchor */
    InstructionCall(RegisterSlots registers, int hartSlot, int baseSlot) {
        this.registers = registers;
        this.hartSlot = hartSlot;
        this.baseSlot = baseSlot;
    }

    /** Whether an instruction may throw an exception. */
    static boolean mayTrap(Decoded instruction) {
        return Stream.of(instruction.encoding().definition().method().getParameters())
                .anyMatch(parameter -> parameter.getName().equals("hart"));
    }

    /** Leaves the method's result on the stack, if it has one. */
    void write(CodeBuilder code, Decoded instruction, long offset) {
        Method method = instruction.encoding().definition().method();
        for (Parameter parameter : method.getParameters()) {
            argument(code, instruction, offset, parameter);
        }
        code.invokestatic(described(method.getDeclaringClass()), method.getName(), described(method));
    }

    private void argument(CodeBuilder code, Decoded instruction, long offset, Parameter parameter) {
        String name = parameter.getName();
        int register = RegisterSlots.read(instruction, name);
        if (register == 0) {
            code.lconst_0();
        } else if (register > 0) {
            code.lload(registers.slot(register));
        } else if (name.equals("hart")) {
            code.aload(hartSlot);
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
        code.lload(baseSlot);
        if (offset != 0) {
            code.loadConstant(offset).ladd();
        }
    }

    static ClassDesc described(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static MethodTypeDesc described(Method method) {
        return MethodTypeDesc.of(
                described(method.getReturnType()),
                Stream.of(method.getParameterTypes())
                        .map(InstructionCall::described)
                        .toList());
    }
}
