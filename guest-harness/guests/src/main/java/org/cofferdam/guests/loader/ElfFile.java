package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A 64-bit little-endian ELF executable (System V ABI, chapters 4 and 5; RISC-V ELF psABI), loaded by physical addresses. */
final class ElfFile {
    private static final int MAGIC = 0x464c457f;
    static final int HEADER_LENGTH = 64;

    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int TYPE_SHARED = 3; // position-independent executables have it
    private static final int MACHINE_RISCV = 243;

    private static final int PROGRAM_HEADER_LENGTH = 56;
    private static final int PROGRAM_LOAD = 1;
    private static final int SECTION_HEADER_LENGTH = 64;
    private static final int SECTION_SYMBOLS = 2;
    private static final int SYMBOL_LENGTH = 24;
    private static final int UNDEFINED = 0;

    /** Names beyond it are left out: a file could name each of its symbols by all of its bytes. */
    private static final int LONGEST_NAME = 1024;

    private final byte[] bytes;
    private final ByteBuffer file;

    ElfFile(byte[] bytes) {
        this.bytes = bytes;
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static boolean recognises(ByteBuffer file) {
        return file.limit() >= 4 && file.getInt(0) == MAGIC;
    }

    /** Whether these first bytes are those of a program, not of an object file that is still to be linked. */
    static boolean isProgram(ByteBuffer start) {
        start.order(ByteOrder.LITTLE_ENDIAN);
        return start.limit() >= HEADER_LENGTH && recognises(start) && isProgram(start.getShort(16));
    }

    private static boolean isProgram(int type) {
        return type == TYPE_EXECUTABLE || type == TYPE_SHARED;
    }

    Image image(MemoryRange memory) throws ImageException {
        checkHeader();
        List<Image.Segment> segments = new ArrayList<>();
        long entry = file.getLong(24);
        long physicalEntry = entry;
        long headers = file.getLong(32);
        int count = half(56);
        requireTable("program headers", headers, count, half(54), PROGRAM_HEADER_LENGTH);
        for (int i = 0; i < count; i++) {
            int at = (int) headers + i * PROGRAM_HEADER_LENGTH;
            long memorySize = file.getLong(at + 40);
            if (file.getInt(at) == PROGRAM_LOAD && memorySize != 0) {
                segments.add(segment(at, memorySize, memory));
                long intoSegment = entry - file.getLong(at + 16);
                if (Long.compareUnsigned(intoSegment, memorySize) < 0) {
                    physicalEntry = file.getLong(at + 24) + intoSegment;
                }
            }
        }
        if (segments.isEmpty()) {
            throw new ImageException("is an ELF file with nothing to load");
        }
        if (!memory.contains(physicalEntry, 2)) {
            throw new ImageException(
                    "is an ELF file whose entry 0x%x lies outside memory (%s)".formatted(physicalEntry, memory));
        }
        if ((physicalEntry & 1) != 0) {
            throw new ImageException("is an ELF file whose entry 0x%x is odd".formatted(physicalEntry));
        }
        requireApart(segments);
        return new Image(Image.Format.ELF, physicalEntry, segments, symbols());
    }

    private static void requireApart(List<Image.Segment> segments) throws ImageException {
        List<Image.Segment> ascending = segments.stream()
                .sorted(Comparator.comparingLong(Image.Segment::address))
                .toList();
        for (int i = 1; i < ascending.size(); i++) {
            Image.Segment below = ascending.get(i - 1);
            long address = ascending.get(i).address();
            if (below.address() + below.memorySize() > address) {
                throw new ImageException(
                        "is an ELF file whose segments at 0x%x and 0x%x overlap".formatted(below.address(), address));
            }
        }
    }

    private void checkHeader() throws ImageException {
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
        if (!isProgram(half(16))) {
            throw new ImageException("is an ELF file of type %d, not an executable".formatted(half(16)));
        }
    }

    private Image.Segment segment(int header, long memorySize, MemoryRange memory) throws ImageException {
        long offset = file.getLong(header + 8);
        long address = file.getLong(header + 24);
        long fileSize = file.getLong(header + 32);
        requireInFile("segment at 0x%x".formatted(address), offset, fileSize);
        if (Long.compareUnsigned(fileSize, memorySize) > 0) {
            throw new ImageException(
                    "is an ELF file whose segment at 0x%x is larger in the file than in memory".formatted(address));
        }
        if (!memory.contains(address, memorySize)) {
            throw new ImageException("is an ELF file whose segment 0x%x + 0x%x lies outside memory (%s)"
                    .formatted(address, memorySize, memory));
        }
        byte[] content = Arrays.copyOfRange(bytes, (int) offset, (int) (offset + fileSize));
        return new Image.Segment(address, content, memorySize);
    }

    private Map<String, Long> symbols() throws ImageException {
        long headers = file.getLong(40);
        int count = half(60);
        if (headers == 0 || count == 0) {
            return Map.of();
        }
        requireTable("section headers", headers, count, half(58), SECTION_HEADER_LENGTH);
        for (int i = 0; i < count; i++) {
            int at = (int) headers + i * SECTION_HEADER_LENGTH;
            if (file.getInt(at + 4) == SECTION_SYMBOLS) {
                return symbolsIn(at, (int) headers, count);
            }
        }
        return Map.of();
    }

    private Map<String, Long> symbolsIn(int section, int headers, int count) throws ImageException {
        long symbols = file.getLong(section + 24);
        long length = file.getLong(section + 32);
        int stringSection = file.getInt(section + 40);
        requireInFile("symbol table", symbols, length);
        if (stringSection < 0 || stringSection >= count) {
            throw new ImageException("is an ELF file whose symbols have no names");
        }
        int strings = headers + stringSection * SECTION_HEADER_LENGTH;
        long names = file.getLong(strings + 24);
        long namesLength = file.getLong(strings + 32);
        requireInFile("string table", names, namesLength);
        Map<String, Long> found = new HashMap<>();
        for (long at = symbols; at + SYMBOL_LENGTH <= symbols + length; at += SYMBOL_LENGTH) {
            long nameOffset = file.getInt((int) at) & 0xffff_ffffL;
            if (nameOffset != 0 && nameOffset < namesLength && half((int) at + 6) != UNDEFINED) {
                int from = (int) (names + nameOffset);
                int to = endOfName(from, (int) (names + namesLength));
                if (to - from <= LONGEST_NAME) {
                    found.putIfAbsent(
                            new String(bytes, from, to - from, StandardCharsets.UTF_8), file.getLong((int) at + 8));
                }
            }
        }
        return found;
    }

    private int endOfName(int from, int end) {
        int to = from;
        while (to < end && bytes[to] != 0 && to - from <= LONGEST_NAME) {
            to++;
        }
        return to;
    }

    private void requireTable(String what, long offset, int count, int entryLength, int expected)
            throws ImageException {
        if (count != 0 && entryLength != expected) {
            throw new ImageException(
                    "is an ELF file whose %s have %d bytes, not %d".formatted(what, entryLength, expected));
        }
        requireInFile(what, offset, (long) count * expected);
    }

    private void requireInFile(String what, long offset, long length) throws ImageException {
        if (offset < 0 || length < 0 || offset > file.limit() || length > file.limit() - offset) {
            throw new ImageException("is a truncated ELF file: its %s (0x%x + 0x%x) lies beyond its end, 0x%x"
                    .formatted(what, offset, length, file.limit()));
        }
    }

    private int half(int offset) {
        return file.getShort(offset) & 0xffff;
    }
}
