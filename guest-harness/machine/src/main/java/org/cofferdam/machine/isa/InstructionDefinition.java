package org.cofferdam.machine.isa;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;

/**
 * An instruction, whatever its encodings.
 *
 * @param mnemonic of the 32-bit form
 * @param method its meaning, annotated with {@link Instruction}
 * @param parameters of the method, in order
 * @param flow how it goes on
 */
public record InstructionDefinition(String mnemonic, Method method, List<Parameter> parameters, Flow flow) {
    /** How control leaves an instruction. */
    public enum Flow {
        /** To the following instruction. */
        NEXT,
        /** The boolean result decides between {@code pc + offset} and the following instruction. */
        BRANCH,
        /** To the address that is the result; {@code rd} receives the address of the following instruction. */
        JUMP,
        /** To {@code hart.pc}, which the method may change, and with it anything about the hart. */
        END
    }

    static InstructionDefinition of(Method method, Instruction instruction) {
        Flow flow = Flow.NEXT;
        if (instruction.endsBlock()) {
            flow = Flow.END;
        } else if (instruction.jumps()) {
            flow = Flow.JUMP;
        } else if (method.getReturnType() == boolean.class) {
            flow = Flow.BRANCH;
        }
        return new InstructionDefinition(
                instruction.asm().trim().split("\\s+", 2)[0], method, List.of(method.getParameters()), flow);
    }

    public InstructionDefinition {
        parameters = List.copyOf(parameters);
    }

    /** Whether the method has a parameter of this name. */
    public boolean takes(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + " (" + mnemonic + ")";
    }
}
