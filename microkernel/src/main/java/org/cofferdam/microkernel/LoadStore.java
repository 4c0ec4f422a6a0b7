package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The load or store of an integer register that trapped.
 *
 * @param store or load
 * @param size bytes: 1, 2, 4 or 8
 * @param signed a load extends the sign
 * @param register the register stored, or loaded
 * @param length bytes of the instruction: 2 or 4
 */
record LoadStore(boolean store, int size, boolean signed, int register, int length) {
    private static final int LOAD = 0x03;
    private static final int STORE = 0x23;

    /**
     * The instruction behind the guest-page fault that a hart just took, from htinst if the hart gives it, else from the
     * guest's code, which is read once.
     *
     * @return null for any other instruction, for an access that the hart made to walk the guest's own page tables, and
     *     for the second part of an access that crosses a page
     */
    static LoadStore trapped(HartPort port) {
        long instruction = port.csr(Csr.HTINST);
        if (instruction == 0) {
            return fetched(port);
        }
        // A transformed instruction has bit 0 set, bit 1 clear if it was compressed, and in the place of rs1 how far
        // stval is past the access's first byte ("Transformed Instruction or Pseudoinstruction for mtinst or htinst").
        boolean transformed = (instruction & 1) != 0;
        int offset = (int) instruction >>> 15 & 31;
        return transformed && offset == 0 ? decode((int) instruction | 0b10, (instruction & 0b10) != 0 ? 4 : 2) : null;
    }

    private static LoadStore fetched(HartPort port) {
        int length = 4;
        int instruction = GuestCode.at(port, port.csr(Csr.SEPC));
        if ((instruction & 0b11) != 0b11) {
            length = 2;
            instruction = CompressedLoadStore.expand(instruction);
        }
        LoadStore decoded = decode(instruction, length);
        return decoded != null && decoded.address(instruction, port) == port.csr(Csr.STVAL) ? decoded : null;
    }

    /** Decodes a 32-bit instruction, or gives null if it is no integer load or store. */
    static LoadStore decode(int instruction, int length) {
        int width = instruction >>> 12 & 0b111;
        int size = 1 << (width & 0b11);
        boolean signed = width < 4;
        return switch (instruction & 0x7F) {
            case LOAD -> width == 7 ? null : new LoadStore(false, size, signed, instruction >>> 7 & 31, length);
            case STORE -> signed ? new LoadStore(true, size, true, instruction >>> 20 & 31, length) : null;
            default -> null;
        };
    }

    private long address(int instruction, HartPort port) {
        int immediate = store ? (instruction >> 25 << 5) + (instruction >>> 7 & 31) : instruction >> 20;
        return port.x(instruction >>> 15 & 31) + immediate;
    }

    /** The value that a store writes, zero-extended. */
    long value(HartPort port) {
        long unused = 64 - 8L * size;
        return port.x(register) << unused >>> unused;
    }

    /** Finishes the instruction: a load's register gets the value, and the guest goes on behind it. */
    void complete(HartPort port, long value) {
        if (!store) {
            long unused = 64 - 8L * size;
            long high = value << unused;
            port.x(register, signed ? high >> unused : high >>> unused);
        }
        port.csr(Csr.SEPC, port.csr(Csr.SEPC) + length);
    }
}
