package org.cofferdam.guests.loader;

/** A run of physical (or guest-physical) addresses, {@code base} and {@code size} in bytes, not wrapping. */
public record MemoryRange(long base, long size) {
    public MemoryRange {
        if (base < 0 || size < 0 || base + size < 0) {
            throw new IllegalArgumentException("0x%x + 0x%x".formatted(base, size));
        }
    }

    /** First address behind the range. */
    public long end() {
        return base + size;
    }

    /** Whether all {@code length} bytes from {@code address} lie inside, whatever the two numbers are. */
    public boolean contains(long address, long length) {
        long offset = address - base;
        return address >= base && offset <= size && length >= 0 && length <= size - offset;
    }

    @Override
    public String toString() {
        return "0x%x to 0x%x".formatted(base, end());
    }
}
