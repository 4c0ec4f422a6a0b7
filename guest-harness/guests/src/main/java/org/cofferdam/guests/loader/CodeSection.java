package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;

/**
 * A run of instructions.
 *
 * @param name in the file
 * @param index number of the section, as symbols name it
 * @param address virtual address of the first byte
 * @param bytes little-endian, from position 0
 */
public record CodeSection(String name, int index, long address, ByteBuffer bytes) {
    /** First address behind the section. */
    public long end() {
        return address + bytes.limit();
    }
}
