package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zicond: integer conditional operations (unprivileged specification, "Zicond"). */
@Extension("zicond")
final class ConditionalInstructions {
    private ConditionalInstructions() {}

    @Instruction(asm = "czero.eqz rd, rs1, rs2", bits = "0000111 rs2 rs1 101 rd 0110011")
    static long czeroEqz(long rs1, long rs2) {
        return rs2 == 0 ? 0 : rs1;
    }

    @Instruction(asm = "czero.nez rd, rs1, rs2", bits = "0000111 rs2 rs1 111 rd 0110011")
    static long czeroNez(long rs1, long rs2) {
        return rs2 != 0 ? 0 : rs1;
    }
}
