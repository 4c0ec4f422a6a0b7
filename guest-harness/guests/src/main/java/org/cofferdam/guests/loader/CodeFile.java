package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The instructions in a file, and the names in it.
 *
 * @param format as GNU tools call it
 * @param linked whether sections have addresses of their own; if not, an address means something in its section only
 */
public record CodeFile(String format, boolean linked, List<CodeSection> sections, List<CodeSymbol> symbols) {
    public CodeFile {
        sections = List.copyOf(sections);
        symbols = List.copyOf(symbols);
    }

    /**
     * Reads an ELF file for RISC-V, or anything else as a flat binary.
     *
     * @param flatAddress where a flat binary begins
     * @throws ImageException if the file is missing, unreadable or malformed
     */
    public static CodeFile read(Path file, long flatAddress) throws ImageException {
        byte[] bytes = ImageReader.readAll(file);
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (ElfFile.recognises(content)) {
            return new ElfCode(new ElfBytes(bytes)).read();
        }
        if (bytes.length == 0) {
            throw new ImageException("is empty");
        }
        return new CodeFile("binary", true, List.of(new CodeSection(".data", 0, flatAddress, content)), List.of());
    }
}
