package org.cofferdam.guests.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.instructions.Rv64;

/** Writes programs: one segment at the start of RAM that holds instructions, and symbols. */
public final class TinyElf {
    private static final int CODE = 0x80;

    private TinyElf() {}

    /**
     * Writes a program.
     *
     * @param symbols names to offsets from the start of RAM
     */
    public static Path write(Path file, Map<String, Integer> symbols, String... lines) throws IOException {
        int strings = CODE + 4 * lines.length;
        StringBuilder names = new StringBuilder("\0");
        Map<Integer, Integer> table = new TreeMap<>();
        new TreeMap<>(symbols).forEach((name, offset) -> {
            table.put(names.length(), offset);
            names.append(name).append('\0');
        });
        int symbolTable = (strings + names.length() + 7) & -8;
        int sections = symbolTable + 24 * table.size();
        ByteBuffer elf = ByteBuffer.allocate(sections + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putShort(16, (short) 2).putShort(18, (short) 243).putLong(24, MemoryMap.RAM);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        elf.putLong(40, sections).putShort(58, (short) 64).putShort(60, (short) 3);
        elf.putInt(64, 1).putLong(72, CODE).putLong(80, MemoryMap.RAM).putLong(88, MemoryMap.RAM);
        elf.putLong(96, 4L * lines.length).putLong(104, 0x2000);
        elf.position(CODE);
        for (String line : lines) {
            elf.putInt(Rv64.instructions().encode(line));
        }
        elf.put(names.toString().getBytes(StandardCharsets.US_ASCII)).position(symbolTable);
        table.forEach((name, offset) -> elf.putInt(name)
                .putShort((short) 0)
                .putShort((short) 1)
                .putLong(MemoryMap.RAM + offset)
                .putLong(0));
        elf.putInt(sections + 68, 2).putLong(sections + 88, symbolTable).putLong(sections + 96, 24L * table.size());
        elf.putInt(sections + 104, 2);
        elf.putInt(sections + 132, 3).putLong(sections + 152, strings).putLong(sections + 160, names.length());
        return Files.write(file, elf.array());
    }
}
