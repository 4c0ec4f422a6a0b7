package org.cofferdam.properties.differential.privileged;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.cofferdam.properties.differential.ImageWriter;

/** Programs in one image of RAM, run one after the other; one that locks PMP entries is the last. */
final class PrivilegedBatch {

    private final List<PrivilegedProgram> programs;
    private final byte[] image;

    PrivilegedBatch(Dialect dialect, List<PrivilegedProgram> programs) {
        this.programs = programs;
        int slots = programs.stream().mapToInt(PrivilegedProgram::slot).max().orElse(0) + 1;
        ImageWriter writer = new ImageWriter(Layout.BASE, Layout.memoryBytes(slots));
        Monitor.writeTo(writer, dialect);
        if (writer.position() > Layout.TO_HOST) {
            throw new IllegalStateException("the monitor runs into its data");
        }
        writer.store(Layout.CURSOR, Layout.CURSOR + 8);
        for (int i = 0; i < programs.size(); i++) {
            writer.store(Layout.CURSOR + 8 + 8L * i, programs.get(i).block() + Layout.STATE);
            programs.get(i).writeTo(writer);
        }
        image = writer.bytes();
    }

    /** The programs of consecutive seeds, as many as an image holds from a multiple of {@link Dialect#slots} on. */
    static PrivilegedBatch of(Dialect dialect, long firstSeed, int count) {
        return new PrivilegedBatch(
                dialect,
                LongStream.range(firstSeed, firstSeed + count)
                        .mapToObj(seed -> PrivilegedProgram.draw(seed, dialect))
                        .toList());
    }

    List<PrivilegedProgram> programs() {
        return programs;
    }

    byte[] image() {
        return image;
    }

    /** What a program has left behind in a machine's RAM. */
    static PrivilegedOutcome outcome(PrivilegedProgram program, byte[] memory) {
        return new PrivilegedOutcome(block(program, memory));
    }

    /** The program's own part of RAM. */
    static ByteBuffer block(PrivilegedProgram program, byte[] memory) {
        return ByteBuffer.wrap(memory)
                .slice((int) (program.block() - Layout.BASE), Layout.BLOCK_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
