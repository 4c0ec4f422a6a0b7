package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another way to write the {@link Instruction} on the same method: a pseudo-instruction (RISC-V Assembly Programmer's
 * Manual). Of several that describe an instruction, a disassembler takes the first.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Alias.Forms.class)
public @interface Alias {
    /** Assembly text with the names of the operands, e.g. {@code "neg rd, rs2"}. */
    String asm();

    /**
     * What it stands for: the instruction's assembly text over these operands, e.g. {@code "sub rd, zero, rs2"}. An
     * operand that stands twice must be the same twice; fields that the text does not show are zero.
     */
    String as();

    /** Whether a disassembler uses it; if not, it is a convenience of the assembler. */
    boolean printed() default true;

    /** Container of the repeated annotation. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Forms {
        /** The forms, in the order of declaration. */
        Alias[] value();
    }
}
