package org.cofferdam.properties.differential;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;

/** RAM as bytes, into which code is written one instruction after the other, and data anywhere. */
public final class ImageWriter {

    private final long base;
    private final ByteBuffer memory;

    public ImageWriter(long base, int size) {
        this.base = base;
        memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Physical address of the next instruction. */
    public long position() {
        return base + memory.position();
    }

    public void assemble(String... lines) {
        for (String line : lines) {
            append(Rv64.instructions().encode(line));
        }
    }

    public void append(int instruction) {
        if (InstructionSet.lengthOf(instruction) == 2) {
            memory.putShort((short) instruction);
        } else {
            memory.putInt(instruction);
        }
    }

    /** Goes on writing instructions at this address. */
    public void moveTo(long address) {
        memory.position((int) (address - base));
    }

    /** To a multiple of 4. */
    public void align() {
        if (memory.position() % 4 != 0) {
            assemble("c.nop");
        }
    }

    public void store(long address, long value) {
        memory.putLong((int) (address - base), value);
    }

    public byte[] bytes() {
        return memory.array();
    }
}
