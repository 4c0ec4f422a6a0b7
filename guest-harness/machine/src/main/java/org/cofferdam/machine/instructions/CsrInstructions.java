package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zicsr (unprivileged specification, "Zicsr"). Reading has no side effects here, so CSRRW to x0 reads, too. */
@Extension("zicsr")
final class CsrInstructions {
    private CsrInstructions() {}

    @Instruction(asm = "csrrw rd, csr, rs1", bits = "csr[11:0] rs1 001 rd 1110011", endsBlock = true)
    @Alias(asm = "unimp", as = "csrrw zero, 0xc00, zero")
    @Alias(asm = "fscsr rs1", as = "csrrw zero, 3, rs1")
    @Alias(asm = "fscsr rd, rs1", as = "csrrw rd, 3, rs1")
    @Alias(asm = "fsrm rs1", as = "csrrw zero, 2, rs1")
    @Alias(asm = "fsrm rd, rs1", as = "csrrw rd, 2, rs1")
    @Alias(asm = "fsflags rs1", as = "csrrw zero, 1, rs1")
    @Alias(asm = "fsflags rd, rs1", as = "csrrw rd, 1, rs1")
    @Alias(asm = "csrw csr, rs1", as = "csrrw zero, csr, rs1")
    static long csrrw(Hart hart, int csr, long rs1) {
        return hart.csrs.exchange(csr, rs1);
    }

    @Instruction(asm = "csrrs rd, csr, rs1", bits = "csr[11:0] rs1 010 rd 1110011", endsBlock = true)
    @Alias(asm = "rdcycle rd", as = "csrrs rd, 0xc00, zero")
    @Alias(asm = "rdtime rd", as = "csrrs rd, 0xc01, zero")
    @Alias(asm = "rdinstret rd", as = "csrrs rd, 0xc02, zero")
    @Alias(asm = "frcsr rd", as = "csrrs rd, 3, zero")
    @Alias(asm = "frrm rd", as = "csrrs rd, 2, zero")
    @Alias(asm = "frflags rd", as = "csrrs rd, 1, zero")
    @Alias(asm = "csrr rd, csr", as = "csrrs rd, csr, zero")
    @Alias(asm = "csrs csr, rs1", as = "csrrs zero, csr, rs1")
    static long csrrs(Hart hart, int csr, long rs1, int rs1Index) {
        return hart.csrs.set(csr, rs1, rs1Index != 0);
    }

    @Instruction(asm = "csrrc rd, csr, rs1", bits = "csr[11:0] rs1 011 rd 1110011", endsBlock = true)
    @Alias(asm = "csrc csr, rs1", as = "csrrc zero, csr, rs1")
    static long csrrc(Hart hart, int csr, long rs1, int rs1Index) {
        return hart.csrs.clear(csr, rs1, rs1Index != 0);
    }

    @Instruction(asm = "csrrwi rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 101 rd 1110011", endsBlock = true)
    @Alias(asm = "fsrmi uimm", as = "csrrwi zero, 2, uimm", printed = false)
    @Alias(asm = "fsrmi rd, uimm", as = "csrrwi rd, 2, uimm")
    @Alias(asm = "fsflagsi uimm", as = "csrrwi zero, 1, uimm")
    @Alias(asm = "fsflagsi rd, uimm", as = "csrrwi rd, 1, uimm")
    @Alias(asm = "csrw csr, uimm", as = "csrrwi zero, csr, uimm")
    @Alias(asm = "csrrw rd, csr, uimm", as = "csrrwi rd, csr, uimm")
    @Alias(asm = "csrwi csr, uimm", as = "csrrwi zero, csr, uimm", printed = false)
    static long csrrwi(Hart hart, int csr, long uimm) {
        return hart.csrs.exchange(csr, uimm);
    }

    @Instruction(asm = "csrrsi rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 110 rd 1110011", endsBlock = true)
    @Alias(asm = "csrs csr, uimm", as = "csrrsi zero, csr, uimm")
    @Alias(asm = "csrrs rd, csr, uimm", as = "csrrsi rd, csr, uimm")
    @Alias(asm = "csrsi csr, uimm", as = "csrrsi zero, csr, uimm", printed = false)
    static long csrrsi(Hart hart, int csr, long uimm) {
        return hart.csrs.set(csr, uimm, uimm != 0);
    }

    @Instruction(asm = "csrrci rd, csr, uimm", bits = "csr[11:0] uimm[4:0] 111 rd 1110011", endsBlock = true)
    @Alias(asm = "csrc csr, uimm", as = "csrrci zero, csr, uimm")
    @Alias(asm = "csrrc rd, csr, uimm", as = "csrrci rd, csr, uimm")
    @Alias(asm = "csrci csr, uimm", as = "csrrci zero, csr, uimm", printed = false)
    static long csrrci(Hart hart, int csr, long uimm) {
        return hart.csrs.clear(csr, uimm, uimm != 0);
    }
}
