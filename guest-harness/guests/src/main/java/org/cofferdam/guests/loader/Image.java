package org.cofferdam.guests.loader;

import java.util.List;
import java.util.OptionalLong;

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
}
