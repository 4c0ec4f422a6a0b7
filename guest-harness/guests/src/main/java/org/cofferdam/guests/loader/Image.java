package org.cofferdam.guests.loader;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Something that can be started.
 *
 * @param format what the file was
 * @param entry physical address of the first instruction
 * @param segments what goes into memory, all of it inside the memory that the image was read for
 * @param symbols the named addresses of an ELF file; of two with one name, the first
 */
public record Image(Format format, long entry, List<Segment> segments, Map<String, Long> symbols) {
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
        symbols = Map.copyOf(symbols);
    }

    /** The address that a symbol names. */
    public OptionalLong symbol(String name) {
        Long address = symbols.get(name);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    /** Copies the segments into fresh memory, which is zero where the file says nothing. */
    public void copyTo(PhysicalMemory memory) {
        segments.forEach(segment -> memory.write(segment.address(), segment.bytes(), 0, segment.bytes().length));
    }

    /** First address behind all segments. */
    public long end() {
        return segments.stream()
                .mapToLong(segment -> segment.address() + segment.memorySize())
                .max()
                .orElse(entry);
    }
}
