package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a static method <em>is</em> a 32-bit instruction.
 *
 * <p>The names of the method's parameters say what flows in: {@code rs1 rs2 rs3} values of integer registers and
 * {@code frs1 frs2 frs3} raw bits of floating-point registers ({@code long}); {@code imm offset shamt uimm csr rm aq
 * rl rdIndex rs1Index rs2Index} fields of the encoding ({@code int}, {@code long} or {@code boolean}); {@code pc} the
 * address of this instruction and {@code bits} its raw encoding ({@code long} or {@code int}); {@code length} its size
 * in bytes, 2 or 4 ({@code int} or {@code long}); {@code hart} the hart. A {@code long} result flows to {@code rd}, or
 * to {@code frd} if the pattern has that field; a {@code boolean} result says that a branch to {@code pc + offset} is
 * taken. A method without a {@code hart} parameter cannot trap.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Instruction {
    /** Assembly text with the names of the operands, e.g. {@code "ld rd, imm(rs1)"}. */
    String asm();

    /**
     * All 32 bits, most significant first, in the notation of the ISA manual: binary digits, registers
     * ({@code rd rs1 rs2 rs3}, floating-point {@code frd frs1 frs2 frs3}), {@code rm aq rl pred succ fm} and sliced
     * fields such as {@code imm[11:0]} or {@code offset[12|10:5]}. Fields are sign-extended unless they are named
     * {@code uimm}, {@code shamt} or {@code csr}.
     */
    String bits();

    /** The {@code long} result is the address of the next instruction; {@code rd} receives {@code pc + length}. */
    boolean jumps() default false;

    /**
     * May change translation, privilege, interrupt state or the program counter, or reads the counters: it is the last
     * of its block. Such a method finds {@code hart.pc} at the following instruction, and may change it; {@code
     * hart.cycle} and {@code hart.retired} count the instructions before it.
     */
    boolean endsBlock() default false;

    /** The mnemonic of the more general instruction whose encoding space this one is carved from, or empty. */
    String specialises() default "";
}
