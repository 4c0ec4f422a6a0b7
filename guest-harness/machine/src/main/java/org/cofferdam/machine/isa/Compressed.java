package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a 16-bit alias of the {@link Instruction} on the same method: a second encoding, never a second meaning. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Compressed.Forms.class)
public @interface Compressed {
    /** Assembly text with the names of the operands, e.g. {@code "c.lwsp rd, uimm(sp)"}. */
    String asm();

    /**
     * All 16 bits, most significant first. Beyond the notation of {@link Instruction#bits()}: {@code rd'} is a 3-bit
     * register field (x8 to x15, or f8 to f15 for {@code frd'}), {@code rd!=0} and <code>rd!={0,2}</code> exclude
     * register numbers, and an immediate named {@code nzimm} or {@code nzuimm} must not be zero.
     */
    String bits();

    /** What it stands for: the base instruction's assembly text over this form's operands, e.g. {@code "lw rd, uimm(sp)"}. */
    String as();

    /** How a disassembler writes it where it does not tell 16-bit forms, if not as the base instruction or its alias. */
    String writtenAs() default "";

    /** The extension that it came with. */
    String extension() default "c";

    /** The mnemonic of the more general compressed form that this one is carved from, or empty. */
    String specialises() default "";

    /** Container of the repeated annotation. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Forms {
        /** The forms, in the order of declaration. */
        Compressed[] value();
    }
}
