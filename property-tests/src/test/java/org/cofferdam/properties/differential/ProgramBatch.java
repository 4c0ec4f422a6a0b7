package org.cofferdam.properties.differential;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.machine.isa.RegisterNames;

/**
 * Many programs in one image of RAM, run one after the other in M-mode. Each has a block of memory: registers in front,
 * which the program is started from and leaves its own in, and data behind.
 */
final class ProgramBatch {

    /** Where both machines have RAM, and start when there is no firmware. */
    static final long BASE = 0x8000_0000L;

    static final int MEMORY_BYTES = 64 << 20;
    static final int DATA_WORDS = Outcome.DATA_BYTES / 8;
    static final int MOST_PROGRAMS = 4000;

    private static final int BLOCKS = 16 << 20;
    private final List<RandomProgram> programs;

    ProgramBatch(List<RandomProgram> programs) {
        if (programs.size() > MOST_PROGRAMS) {
            throw new IllegalArgumentException(programs.size() + " programs are too many for one image");
        }
        this.programs = programs;
    }

    int size() {
        return programs.size();
    }

    byte[] image() {
        ImageWriter image = new ImageWriter(BASE, MEMORY_BYTES);
        writeStart(image);
        for (int i = 0; i < programs.size(); i++) {
            writeProgram(image, programs.get(i), block(i));
        }
        // The test finisher's word for success.
        image.assemble("lui t0, 0x100", "lui t1, 0x5", "addi t1, t1, 0x555", "sw t1, 0(t0)", "jal zero, 0");
        if (image.position() > BASE + BLOCKS) {
            throw new IllegalStateException("code runs into data");
        }
        return image.bytes();
    }

    /** What a program has left behind. */
    Outcome outcome(int index, byte[] memory) {
        return new Outcome(ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN), (int) (block(index) - BASE));
    }

    private static long block(int index) {
        return BASE + BLOCKS + (long) index * Outcome.BYTES;
    }

    /**
     * Floating point on; a trap handler that folds cause and value of every trap into one word, and skips the
     * instruction.
     */
    private static void writeStart(ImageWriter image) {
        image.assemble(
                "lui t0, 0x2", "csrrs zero, 0x300, t0", "auipc t0, 0", "addi t0, t0, 16", "csrrw zero, 0x305, t0");
        String[] handler = {
            "csrrw t6, 0x340, t6",
            "sd t5, %d(t6)".formatted(Outcome.SAVED),
            "sd t4, %d(t6)".formatted(Outcome.SAVED + 8),
            "ld t5, %d(t6)".formatted(Outcome.TRAPS),
            "slli t4, t5, 5",
            "add t5, t5, t4",
            "csrrs t4, 0x342, zero",
            "add t5, t5, t4",
            "addi t5, t5, 1",
            "slli t4, t5, 5",
            "add t5, t5, t4",
            "csrrs t4, 0x343, zero",
            "add t5, t5, t4",
            "sd t5, %d(t6)".formatted(Outcome.TRAPS),
            "csrrs t5, 0x341, zero",
            "lbu t4, 0(t5)",
            "andi t4, t4, 3",
            "sltiu t4, t4, 3",
            "slli t4, t4, 1",
            "sub t5, t5, t4",
            "addi t5, t5, 4",
            "csrrw zero, 0x341, t5",
            "ld t4, %d(t6)".formatted(Outcome.SAVED + 8),
            "ld t5, %d(t6)".formatted(Outcome.SAVED),
            "csrrw t6, 0x340, t6",
            "mret"
        };
        image.assemble("jal zero, " + 4 * (handler.length + 1));
        image.assemble(handler);
    }

    private static void writeProgram(ImageWriter image, RandomProgram program, long block) {
        RandomState start = program.start();
        for (int i = 0; i < 32; i++) {
            long slot = block + 8L * i;
            boolean isPointer = RandomInstructions.POINTERS.contains((long) i);
            image.store(
                    slot,
                    isPointer ? block + Outcome.MIDDLE + 64L * i : start.x().get(i));
            image.store(slot + Outcome.F, start.f().get(i));
        }
        image.store(block + Outcome.FCSR, start.fcsr());
        for (int i = 0; i < DATA_WORDS; i++) {
            image.store(block + Outcome.DATA + 8L * i, start.data().get(i));
        }
        loadRegisters(image, block);
        program.instructions().forEach(image::append);
        image.align();
        storeRegisters(image);
    }

    private static void loadRegisters(ImageWriter image, long block) {
        long distance = block - image.position();
        long low = distance << 52 >> 52;
        image.assemble("auipc t6, " + ((distance - low) >> 12), "addi t6, t6, " + low, "csrrw zero, 0x340, t6");
        for (int i = 0; i < 32; i++) {
            image.assemble("fld %s, %d(t6)".formatted(RegisterNames.floatingPoint(i), Outcome.F + 8 * i));
        }
        image.assemble("ld ra, %d(t6)".formatted(Outcome.FCSR), "csrrw zero, 0x003, ra");
        for (int i = 1; i < 32; i++) {
            image.assemble("ld %s, %d(t6)".formatted(RegisterNames.integer(i), 8 * i));
        }
    }

    private static void storeRegisters(ImageWriter image) {
        image.assemble("csrrw t6, 0x340, t6");
        for (int i = 1; i < 31; i++) {
            image.assemble("sd %s, %d(t6)".formatted(RegisterNames.integer(i), 8 * i));
        }
        image.assemble("csrrs t5, 0x340, zero", "sd t5, %d(t6)".formatted(8 * 31));
        for (int i = 0; i < 32; i++) {
            image.assemble("fsd %s, %d(t6)".formatted(RegisterNames.floatingPoint(i), Outcome.F + 8 * i));
        }
        image.assemble("csrrs ra, 0x003, zero", "sd ra, %d(t6)".formatted(Outcome.FCSR));
    }
}
