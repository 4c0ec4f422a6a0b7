package org.cofferdam.properties.tworuns;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;

/**
 * Machine code of a generated guest as it grows. Registers tp (the log), t6 and s11 (where to go on when all is lost) are the
 * frame's own; sp, s0 and s1 point to where random instructions may load and store.
 */
public final class GuestCode {
    private static final Map<String, Integer> ASSEMBLED = new ConcurrentHashMap<>();
    /** By register. */
    private static final Map<String, byte[]> NOTES = new ConcurrentHashMap<>();

    /** Where the immediate of an I-type instruction is. */
    private static final int IMMEDIATE = 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final List<Jump> jumps = new ArrayList<>();

    /** No code yet. */
    public GuestCode() {}

    /** An instruction whose text has a label in braces, to be assembled when the label's place is known. */
    private record Jump(int at, String text) {}

    /** Bytes of it so far. */
    public int size() {
        return bytes.size();
    }

    /** An instruction, 32 bits or 16. */
    GuestCode bits(int instruction) {
        for (int i = 0; i < InstructionSet.lengthOf(instruction); i++) {
            bytes.write(instruction >>> (8 * i));
        }
        return this;
    }

    /** Instructions of 4 bytes; one that branches may name a label in braces. */
    public GuestCode add(String... lines) {
        for (String line : lines) {
            if (line.contains("{")) {
                jumps.add(new Jump(size(), line));
                bits(assembled("addi zero, zero, 0"));
            } else {
                bits(assembled(line));
            }
        }
        return this;
    }

    /** Names the place that the code has come to. */
    public GuestCode label(String name) {
        labels.put(name, size());
        return this;
    }

    /** Code that has no labels. */
    GuestCode append(GuestCode piece) {
        bytes.writeBytes(piece.bytes.toByteArray());
        return this;
    }

    /** Sets a register to any number. */
    public GuestCode set(String register, long value) {
        if (value == (value << 52 >> 52)) {
            return withImmediate("addi " + register + ", zero, 0", value);
        }
        if (value == (int) value && value >>> 12 << 12 == value) {
            return add("lui " + register + ", " + (value >> 12 & 0xf_ffff));
        }
        withImmediate("addi " + register + ", zero, 0", value >> 55);
        for (int shift = 44; shift >= 0; shift -= 11) {
            add("slli " + register + ", " + register + ", 11");
            if ((value >> shift & 0x7ff) != 0) {
                withImmediate("ori " + register + ", " + register + ", 0", value >> shift & 0x7ff);
            }
        }
        return this;
    }

    private GuestCode withImmediate(String line, long immediate) {
        return bits(assembled(line) | (int) immediate << IMMEDIATE);
    }

    /** Notes a register, which is neither t3 nor t4: those are lost. */
    GuestCode note(String register) {
        bytes.writeBytes(NOTES.computeIfAbsent(register, GuestCode::noting));
        return this;
    }

    private static byte[] noting(String register) {
        return new GuestCode()
                .add(
                        "ld t3, %d(tp)".formatted(Layout.DIGEST),
                        "slli t4, t3, 5",
                        "sub t4, t4, t3",
                        "add t3, t4, " + register,
                        "sd t3, %d(tp)".formatted(Layout.DIGEST),
                        "ld t4, %d(tp)".formatted(Layout.PLACE),
                        "addi t4, t4, 8",
                        "andi t4, t4, " + Layout.RING_MASK,
                        "sd t4, %d(tp)".formatted(Layout.PLACE),
                        "add t4, t4, tp",
                        "sd %s, %d(t4)".formatted(register, Layout.RING))
                .bytes
                .toByteArray();
    }

    /** An SBI call; its arguments are in a0 to a5 already. What it gives is noted. */
    GuestCode call(long extension, long function) {
        return set("a7", extension).set("a6", function).add("ecall").note("a0").note("a1");
    }

    /** Puts the code, with all labels known, into memory. */
    public void copyTo(byte[] memory, int offset) {
        System.arraycopy(bytes.toByteArray(), 0, memory, offset, size());
        for (Jump jump : jumps) {
            String text = jump.text();
            String label = text.substring(text.indexOf('{') + 1, text.indexOf('}'));
            int distance = labels.get(label) - jump.at();
            int bits = assembled(text.replace("{" + label + "}", Integer.toString(distance)));
            for (int i = 0; i < 4; i++) {
                memory[offset + jump.at() + i] = (byte) (bits >>> (8 * i));
            }
        }
    }

    private static int assembled(String line) {
        return ASSEMBLED.computeIfAbsent(line, text -> Rv64.instructions().encode(text));
    }
}
