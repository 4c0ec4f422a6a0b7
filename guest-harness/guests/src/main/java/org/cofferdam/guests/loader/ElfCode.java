package org.cofferdam.guests.loader;

import java.util.ArrayList;
import java.util.List;

/** What an ELF file holds for somebody who reads its instructions: executable sections and symbols. */
final class ElfCode {
    private static final int TYPE_RELOCATABLE = 1;
    private static final int TYPE_SHARED = 3;

    private static final int SECTION_EMPTY = 0;
    private static final int SECTION_WITHOUT_BYTES = 8;
    private static final long EXECUTABLE = 4;

    private static final int SYMBOL_OBJECT = 1;
    private static final int SYMBOL_FUNCTION = 2;
    private static final int SYMBOL_SECTION = 3;
    private static final int SYMBOL_FILE = 4;
    private static final int LOCAL = 0;
    private static final int UNDEFINED = 0;
    private static final int COMMON = 0xfff2;

    private final ElfBytes file;

    ElfCode(ElfBytes file) {
        this.file = file;
    }

    CodeFile read() throws ImageException {
        file.checkHeader();
        int type = file.half(16);
        if (type < TYPE_RELOCATABLE || type > TYPE_SHARED) {
            throw new ImageException("is an ELF file of type %d, neither a program nor an object".formatted(type));
        }
        int headers = file.sectionHeaders();
        int count = headers == 0 ? 0 : file.sectionCount();
        int names = file.half(62);
        if (count != 0 && names >= count) {
            throw new ImageException("is an ELF file whose sections have no names");
        }
        List<CodeSection> sections = new ArrayList<>();
        List<CodeSymbol> symbols = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < count; i++) {
            int header = header(headers, i);
            int kind = file.word(header + 4);
            if (isCode(header, kind)) {
                CodeSection section = section(header, i, file.name(header(headers, names), word(header)));
                sections.add(section);
                total += section.bytes().limit();
            } else if (kind == ElfBytes.SECTION_SYMBOLS) {
                readSymbols(header, headers, count, symbols);
            }
        }
        if (total > file.bytes().length) {
            throw new ImageException("is an ELF file whose sections lie in each other");
        }
        if (sections.isEmpty()) {
            throw new ImageException("is an ELF file without executable sections");
        }
        return new CodeFile("elf64-littleriscv", type != TYPE_RELOCATABLE, sections, symbols);
    }

    private boolean isCode(int header, int kind) {
        return kind != SECTION_EMPTY
                && kind != SECTION_WITHOUT_BYTES
                && (file.longWord(header + 8) & EXECUTABLE) != 0
                && file.longWord(header + 32) != 0;
    }

    private CodeSection section(int header, int index, String name) throws ImageException {
        long offset = file.longWord(header + 24);
        long length = file.longWord(header + 32);
        file.requireInFile("section " + index, offset, length);
        return new CodeSection(name, index, file.longWord(header + 16), file.slice(offset, length));
    }

    private void readSymbols(int table, int headers, int count, List<CodeSymbol> symbols) throws ImageException {
        long start = file.longWord(table + 24);
        long length = file.longWord(table + 32);
        int strings = file.word(table + 40);
        file.requireInFile("symbol table", start, length);
        if (strings < 0 || strings >= count) {
            throw new ImageException("is an ELF file whose symbols have no names");
        }
        for (long at = start; at + ElfBytes.SYMBOL_LENGTH <= start + length; at += ElfBytes.SYMBOL_LENGTH) {
            int symbol = (int) at;
            int type = file.octet(symbol + 4) & 15;
            int section = file.half(symbol + 6);
            String name = file.name(header(headers, strings), word(symbol));
            boolean named = type != SYMBOL_SECTION && type != SYMBOL_FILE && !name.isEmpty();
            if (named && section != UNDEFINED && section != COMMON) {
                boolean global = file.octet(symbol + 4) >>> 4 != LOCAL;
                symbols.add(new CodeSymbol(
                        name, file.longWord(symbol + 8), section, kind(type), file.longWord(symbol + 16), global));
            }
        }
    }

    private static CodeSymbol.Kind kind(int type) {
        return switch (type) {
            case SYMBOL_FUNCTION -> CodeSymbol.Kind.FUNCTION;
            case SYMBOL_OBJECT -> CodeSymbol.Kind.OBJECT;
            default -> CodeSymbol.Kind.OTHER;
        };
    }

    private static int header(int headers, int index) {
        return headers + index * ElfBytes.SECTION_HEADER_LENGTH;
    }

    private long word(int offset) {
        return file.word(offset) & 0xffff_ffffL;
    }
}
