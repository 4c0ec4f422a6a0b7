package org.cofferdam.platform;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.instructions.Rv64;

/** A small guest written in a test: instructions of the table, labels to branch to, and the calls that guests make. */
final class GuestProgram {
    private static final long DBCN = 0x4442_434E;
    private static final long SRST = 0x5352_5354;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> labels = new LinkedHashMap<>();

    /** Instructions of 4 bytes each; a branch may name a label in braces: {@code "jal zero, {loop}"}. */
    GuestProgram add(String... instructions) {
        lines.addAll(List.of(instructions));
        return this;
    }

    GuestProgram label(String name) {
        labels.put(name, lines.size() * 4);
        return this;
    }

    /** Sets a register to any 64-bit number. */
    GuestProgram set(String register, long value) {
        add("addi %s, zero, %d".formatted(register, value >> 55));
        for (int shift = 44; shift >= 0; shift -= 11) {
            add("slli %s, %s, 11".formatted(register, register));
            add("ori %s, %s, %d".formatted(register, register, value >> shift & 0x7ff));
        }
        return this;
    }

    /** An SBI call; arguments are what is in a0 and up. */
    GuestProgram call(long extension, int function) {
        return set("a7", extension).set("a6", function).add("ecall");
    }

    GuestProgram print(String text) {
        text.chars().forEach(c -> set("a0", c).call(DBCN, 2));
        return this;
    }

    GuestProgram powerOff() {
        return set("a0", 0).set("a1", 0).call(SRST, 0);
    }

    byte[] assemble() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int index = 0; index < lines.size(); index++) {
            int bits = Rv64.instructions().encode(resolved(lines.get(index), index * 4));
            for (int shift = 0; shift < 32; shift += 8) {
                bytes.write(bits >>> shift);
            }
        }
        return bytes.toByteArray();
    }

    private String resolved(String line, int address) {
        String text = line;
        for (Map.Entry<String, Integer> label : labels.entrySet()) {
            text = text.replace("{" + label.getKey() + "}", Integer.toString(label.getValue() - address));
        }
        return text;
    }
}
