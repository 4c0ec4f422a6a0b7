package org.cofferdam.guests.loader;

import java.util.List;
import java.util.OptionalLong;
import org.cofferdam.machine.memory.DmaPort;

/**
 * Something that can be started.
 *
 * @param format what the file was
 * @param entry physical address of the first instruction
 * @param segments what goes into memory, all of it inside the memory that the image was read for
 * @param tohost where a conformance test writes its verdict (the symbol {@code tohost} of riscv-tests)
 */
public record Image(Format format, long entry, List<Segment> segments, OptionalLong tohost) {
    /** The kinds of file. */
    public enum Format {
        ELF,
        LINUX,
        FLAT
    }

    /** Bytes for one place in memory, then zeros. */
    public static final class Segment {
        private final long address;
        private final byte[] bytes;
        private final long memorySize;

        Segment(long address, byte[] bytes, long memorySize) {
            this.address = address;
            this.bytes = bytes;
            this.memorySize = memorySize;
        }

        /** Physical address of the first byte. */
        public long address() {
            return address;
        }

        /** What the file holds for it; not copied. */
        public byte[] bytes() {
            return bytes;
        }

        /** Length in memory, at least that of {@link #bytes}. */
        public long memorySize() {
            return memorySize;
        }
    }

    public Image {
        segments = List.copyOf(segments);
    }

    /** First address behind all segments. */
    public long end() {
        return segments.stream()
                .mapToLong(segment -> segment.address() + segment.memorySize())
                .max()
                .orElse(entry);
    }

    /**
     * Copies the segments; memory is taken to be zero where the file says nothing.
     *
     * @throws ImageException if {@code memory} does not reach as far as the range that the image was read for
     */
    public void copyTo(DmaPort memory) throws ImageException {
        for (Segment segment : segments) {
            if (!memory.write(segment.address(), segment.bytes(), 0, segment.bytes().length)) {
                throw new ImageException("does not fit: no memory at 0x%x".formatted(segment.address()));
            }
        }
    }
}
