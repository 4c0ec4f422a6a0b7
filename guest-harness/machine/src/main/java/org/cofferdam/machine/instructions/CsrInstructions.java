package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zicsr (unprivileged specification, "Zicsr"). Reading has no side effects here, so CSRRW to x0 reads, too. */
@Extension("zicsr")
final class CsrInstructions {
    private CsrInstructions() {}

    @Instruction(asm = "csrrw rd, csr, rs1", bits = "csr[11:0] rs1 001 rd 1110011", endsBlock = true)
    static long csrrw(Hart hart, int csr, long rs1) {
        return hart.csrs.exchange(csr, rs1);
    }

    @Instruction(asm = "csrrs rd, csr, rs1", bits = "csr[11:0] rs1 010 rd 1110011", endsBlock = true)
    static long csrrs(Hart hart, int csr, long rs1, int rs1Index) {
        return hart.csrs.set(csr, rs1, rs1Index != 0);
    }

    @Instruction(asm = "csrrc rd, csr, rs1", bits = "csr[11:0] rs1 011 rd 1110011", endsBlock = true)
    static long csrrc(Hart hart, int csr, long rs1, int rs1Index) {
        return hart.csrs.clear(csr, rs1, rs1Index != 0);
    }

    @Instruction(asm = "csrrwi rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 101 rd 1110011", endsBlock = true)
    static long csrrwi(Hart hart, int csr, long uimm) {
        return hart.csrs.exchange(csr, uimm);
    }

    @Instruction(asm = "csrrsi rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 110 rd 1110011", endsBlock = true)
    static long csrrsi(Hart hart, int csr, long uimm) {
        return hart.csrs.set(csr, uimm, uimm != 0);
    }

    @Instruction(asm = "csrrci rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 111 rd 1110011", endsBlock = true)
    static long csrrci(Hart hart, int csr, long uimm) {
        return hart.csrs.clear(csr, uimm, uimm != 0);
    }
}
