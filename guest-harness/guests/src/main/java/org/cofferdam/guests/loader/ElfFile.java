package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A 64-bit little-endian ELF executable (System V ABI, chapters 4 and 5; RISC-V ELF psABI), loaded by physical addresses. */
final class ElfFile {
    private static final int MAGIC = 0x464c457f;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int TYPE_SHARED = 3; // position-independent executables have it

    private static final int PROGRAM_HEADER_LENGTH = 56;
    private static final int PROGRAM_LOAD = 1;
    private static final int UNDEFINED = 0;

    private final ElfBytes file;

    ElfFile(ElfBytes file) {
        this.file = file;
    }

    static boolean recognises(ByteBuffer file) {
        return file.limit() >= 4 && file.getInt(0) == MAGIC;
    }

    /** Whether these first bytes are those of a program, not of an object file that is still to be linked. */
    static boolean isProgram(ByteBuffer start) {
        start.order(ByteOrder.LITTLE_ENDIAN);
        return start.limit() >= ElfBytes.HEADER_LENGTH && recognises(start) && isProgram(start.getShort(16));
    }

    private static boolean isProgram(int type) {
        return type == TYPE_EXECUTABLE || type == TYPE_SHARED;
    }

    Image image(MemoryRange memory) throws ImageException {
        checkHeader();
        List<Image.Segment> segments = new ArrayList<>();
        long entry = file.longWord(24);
        long physicalEntry = entry;
        long headers = file.longWord(32);
        int count = file.half(56);
        file.requireTable("program headers", headers, count, file.half(54), PROGRAM_HEADER_LENGTH);
        for (int i = 0; i < count; i++) {
            int at = (int) headers + i * PROGRAM_HEADER_LENGTH;
            long memorySize = file.longWord(at + 40);
            if (file.word(at) == PROGRAM_LOAD && memorySize != 0) {
                segments.add(segment(at, memorySize, memory));
                long intoSegment = entry - file.longWord(at + 16);
                if (Long.compareUnsigned(intoSegment, memorySize) < 0) {
                    physicalEntry = file.longWord(at + 24) + intoSegment;
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
        file.checkHeader();
        if (!isProgram(file.half(16))) {
            throw new ImageException("is an ELF file of type %d, not an executable".formatted(file.half(16)));
        }
    }

    private Image.Segment segment(int header, long memorySize, MemoryRange memory) throws ImageException {
        long offset = file.longWord(header + 8);
        long address = file.longWord(header + 24);
        long fileSize = file.longWord(header + 32);
        file.requireInFile("segment at 0x%x".formatted(address), offset, fileSize);
        if (Long.compareUnsigned(fileSize, memorySize) > 0) {
            throw new ImageException(
                    "is an ELF file whose segment at 0x%x is larger in the file than in memory".formatted(address));
        }
        if (!memory.contains(address, memorySize)) {
            throw new ImageException("is an ELF file whose segment 0x%x + 0x%x lies outside memory (%s)"
                    .formatted(address, memorySize, memory));
        }
        byte[] content = Arrays.copyOfRange(file.bytes(), (int) offset, (int) (offset + fileSize));
        return new Image.Segment(address, content, memorySize);
    }

    private Map<String, Long> symbols() throws ImageException {
        int headers = file.sectionHeaders();
        int count = headers == 0 ? 0 : file.sectionCount();
        for (int i = 0; i < count; i++) {
            int at = headers + i * ElfBytes.SECTION_HEADER_LENGTH;
            if (file.word(at + 4) == ElfBytes.SECTION_SYMBOLS) {
                return symbolsIn(at, headers, count);
            }
        }
        return Map.of();
    }

    private Map<String, Long> symbolsIn(int section, int headers, int count) throws ImageException {
        long symbols = file.longWord(section + 24);
        long length = file.longWord(section + 32);
        int stringSection = file.word(section + 40);
        file.requireInFile("symbol table", symbols, length);
        if (stringSection < 0 || stringSection >= count) {
            throw new ImageException("is an ELF file whose symbols have no names");
        }
        int strings = headers + stringSection * ElfBytes.SECTION_HEADER_LENGTH;
        Map<String, Long> found = new HashMap<>();
        for (long at = symbols; at + ElfBytes.SYMBOL_LENGTH <= symbols + length; at += ElfBytes.SYMBOL_LENGTH) {
            long nameOffset = file.word((int) at) & 0xffff_ffffL;
            if (nameOffset != 0 && file.half((int) at + 6) != UNDEFINED) {
                String name = file.name(strings, nameOffset);
                if (!name.isEmpty()) {
                    found.putIfAbsent(name, file.longWord((int) at + 8));
                }
            }
        }
        return found;
    }
}
