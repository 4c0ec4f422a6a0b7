package org.cofferdam.properties.differential;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;

/** RAM as bytes, into which code is written one instruction after the other, and data anywhere. */
final class ImageWriter {

    private final long base;
    private final ByteBuffer memory;

    ImageWriter(long base, int size) {
        this.base = base;
        memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Physical address of the next instruction. */
    long position() {
        return base + memory.position();
    }

    void assemble(String... lines) {
        for (String line : lines) {
            append(Rv64.instructions().encode(line));
        }
    }

    void append(int instruction) {
        if (InstructionSet.lengthOf(instruction) == 2) {
            memory.putShort((short) instruction);
        } else {
            memory.putInt(instruction);
        }
    }

    /** To a multiple of 4. */
    void align() {
        if (memory.position() % 4 != 0) {
            assemble("c.nop");
        }
    }

    void store(long address, long value) {
        memory.putLong((int) (address - base), value);
    }

    byte[] bytes() {
        return memory.array();
    }
}
