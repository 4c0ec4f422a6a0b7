package org.cofferdam.properties.differential.privileged;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An ELF file of one segment with the symbols that Spike looks for ("System V ABI", chapters "Object Files"). */
final class ProgramFile {

    private static final int HEADER = 64;
    private static final int SEGMENT_HEADER = 56;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int SECTIONS = 4;
    private static final int SYMBOLS_SECTION = 1;
    private static final int NAMES_SECTION = 2;
    private static final int SECTION_NAMES = 3;
    private static final int ABSOLUTE = 0xfff1;
    private static final int RISCV = 243;

    private final ByteBuffer file;

    private ProgramFile(int size) {
        file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The file.
     *
     * @param image what is at {@link Layout#BASE}, where execution begins
     * @param end behind the last byte that the run is asked for
     */
    static byte[] of(byte[] image, long end) {
        Map<String, Long> symbols = new LinkedHashMap<>();
        symbols.put("tohost", Layout.TO_HOST);
        symbols.put("fromhost", Layout.TO_HOST + 64);
        symbols.put("begin_signature", Layout.BLOCKS);
        symbols.put("end_signature", end);
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        Map<String, Integer> places = new LinkedHashMap<>();
        symbols.keySet().forEach(name -> {
            places.put(name, names.size());
            names.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            names.write(0);
        });
        byte[] sectionNames = "\0.symtab\0.strtab\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int imageAt = HEADER + SEGMENT_HEADER + 8;
        int symbolsAt = imageAt + image.length;
        int symbolBytes = SYMBOL * (symbols.size() + 1);
        int namesAt = symbolsAt + symbolBytes;
        int sectionNamesAt = namesAt + names.size();
        int sectionsAt = (sectionNamesAt + sectionNames.length + 7) & -8;
        ProgramFile out = new ProgramFile(sectionsAt + SECTIONS * SECTION_HEADER);
        out.header(sectionsAt);
        out.segment(imageAt, image.length);
        out.file.put(imageAt, image);
        out.file.position(symbolsAt + SYMBOL);
        symbols.forEach((name, value) -> {
            out.file.putInt(places.get(name)).put((byte) 0x10).put((byte) 0).putShort((short) ABSOLUTE);
            out.file.putLong(value).putLong(8);
        });
        out.file.put(namesAt, names.toByteArray());
        out.file.put(sectionNamesAt, sectionNames);
        out.file.position(sectionsAt + SECTION_HEADER);
        out.section(1, 2, symbolsAt, symbolBytes, NAMES_SECTION, SYMBOLS_SECTION, SYMBOL);
        out.section(9, 3, namesAt, names.size(), 0, 0, 0);
        out.section(17, 3, sectionNamesAt, sectionNames.length, 0, 0, 0);
        return out.file.array();
    }

    private void header(int sectionsAt) {
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.position(16);
        file.putShort((short) 2).putShort((short) RISCV).putInt(1);
        file.putLong(Layout.BASE).putLong(HEADER).putLong(sectionsAt).putInt(5);
        file.putShort((short) HEADER).putShort((short) SEGMENT_HEADER).putShort((short) 1);
        file.putShort((short) SECTION_HEADER).putShort((short) SECTIONS).putShort((short) SECTION_NAMES);
    }

    private void segment(int offset, int size) {
        file.putInt(1).putInt(7).putLong(offset).putLong(Layout.BASE).putLong(Layout.BASE);
        file.putLong(size).putLong(size).putLong(8);
    }

    private void section(int name, int type, int offset, int size, int link, int info, int entry) {
        file.putInt(name).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
        file.putInt(link).putInt(info).putLong(1).putLong(entry);
    }
}
