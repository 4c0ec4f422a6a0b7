package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of an ELF file, and checks that what its headers say of them is true (System V ABI, chapter 4). */
final class ElfBytes {
    static final int HEADER_LENGTH = 64;
    static final int SECTION_HEADER_LENGTH = 64;
    static final int SECTION_SYMBOLS = 2;
    static final int SYMBOL_LENGTH = 24;

    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int MACHINE_RISCV = 243;

    /** Names beyond it are left out: a file could name each of its symbols by all of its bytes. */
    private static final int LONGEST_NAME = 1024;

    private final byte[] bytes;
    private final ByteBuffer file;

    ElfBytes(byte[] bytes) {
        this.bytes = bytes;
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of a header that is there, 64-bit, little-endian and RISC-V's. */
    void checkHeader() throws ImageException {
        if (file.limit() < HEADER_LENGTH) {
            throw new ImageException("is a truncated ELF file: %d bytes, no header".formatted(file.limit()));
        }
        if (file.get(4) != CLASS_64 || file.get(5) != LITTLE_ENDIAN) {
            throw new ImageException("is not a 64-bit little-endian ELF file");
        }
        if (half(18) != MACHINE_RISCV) {
            throw new ImageException(
                    "is an ELF file for another machine (number %d, RISC-V is %d)".formatted(half(18), MACHINE_RISCV));
        }
    }

    int octet(int offset) {
        return bytes[offset] & 0xff;
    }

    int half(int offset) {
        return file.getShort(offset) & 0xffff;
    }

    int word(int offset) {
        return file.getInt(offset);
    }

    long longWord(int offset) {
        return file.getLong(offset);
    }

    byte[] bytes() {
        return bytes;
    }

    /** A view of bytes that are there. */
    ByteBuffer slice(long offset, long length) {
        return file.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The file offset of the section headers; 0 if there are none. */
    int sectionHeaders() throws ImageException {
        long headers = longWord(40);
        int count = sectionCount();
        if (headers == 0 || count == 0) {
            return 0;
        }
        requireTable("section headers", headers, count, half(58), SECTION_HEADER_LENGTH);
        return (int) headers;
    }

    int sectionCount() {
        return half(60);
    }

    /** A name in the string table that a section header describes; empty if it is not there, or very long. */
    String name(int stringSectionHeader, long nameOffset) throws ImageException {
        long names = longWord(stringSectionHeader + 24);
        long length = longWord(stringSectionHeader + 32);
        requireInFile("string table", names, length);
        if (nameOffset >= length) {
            return "";
        }
        int from = (int) (names + nameOffset);
        int to = endOfName(from, (int) (names + length));
        return to - from <= LONGEST_NAME ? new String(bytes, from, to - from, StandardCharsets.UTF_8) : "";
    }

    private int endOfName(int from, int end) {
        int to = from;
        while (to < end && bytes[to] != 0 && to - from <= LONGEST_NAME) {
            to++;
        }
        return to;
    }

    void requireTable(String what, long offset, int count, int entryLength, int expected) throws ImageException {
        if (count != 0 && entryLength != expected) {
            throw new ImageException(
                    "is an ELF file whose %s have %d bytes, not %d".formatted(what, entryLength, expected));
        }
        requireInFile(what, offset, (long) count * expected);
    }

    void requireInFile(String what, long offset, long length) throws ImageException {
        if (offset < 0 || length < 0 || offset > file.limit() || length > file.limit() - offset) {
            throw new ImageException("is a truncated ELF file: its %s (0x%x + 0x%x) lies beyond its end, 0x%x"
                    .formatted(what, offset, length, file.limit()));
        }
    }
}
