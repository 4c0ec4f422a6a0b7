package org.cofferdam.machine.isa;

import java.lang.reflect.Method;

/**
 * An instruction, whatever its encodings.
 *
 * @param mnemonic of the 32-bit form
 * @param method its meaning, annotated with {@link Instruction}
 * @param flow how it goes on
 */
public record InstructionDefinition(String mnemonic, Method method, Flow flow) {
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
        return new InstructionDefinition(instruction.asm().trim().split("\\s+", 2)[0], method, flow);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + " (" + mnemonic + ")";
    }
}
