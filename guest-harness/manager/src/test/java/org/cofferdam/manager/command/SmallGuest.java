package org.cofferdam.manager.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.machine.instructions.Rv64;

/** Guests of a few instructions, as flat binaries. */
enum SmallGuest {
    /** Waits for ever. */
    IDLE("wfi", "jal zero, -4"),

    /** Writes to its serial port without end. */
    FLOOD("lui s0, 0x10000", "addi t0, zero, 46", "sb t0, 0(s0)", "jal zero, -4"),

    /** Greets with {@code >} and echoes its serial port; {@code r} is a reboot, {@code q} the end. */
    ECHO(
            "lui s0, 0x10000",
            "addi t0, zero, 62",
            "sb t0, 0(s0)",
            // loop, at 12:
            "lbu t0, 5(s0)",
            "andi t0, t0, 1",
            "beq t0, zero, -8",
            "lbu t0, 0(s0)",
            "addi t1, zero, 114",
            "beq t0, t1, 20",
            "addi t1, zero, 113",
            "beq t0, t1, 20",
            "sb t0, 0(s0)",
            "jal zero, -36",
            // reboot, at 52:
            "addi a0, zero, 1",
            "jal zero, 8",
            // end, at 60:
            "addi a0, zero, 0",
            // the call, at 64:
            "addi a1, zero, 0",
            "addi a6, zero, 0",
            "lui a7, 0x53525",
            "addi a7, a7, 0x354",
            "ecall",
            "jal zero, 0");

    private final String program;

    SmallGuest(String... program) {
        this.program = String.join("\n", program);
    }

    /** Writes it into a file. */
    Path write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : program.lines().toList()) {
            int bits = Rv64.instructions().encode(line);
            for (int shift = 0; shift < 32; shift += 8) {
                bytes.write(bits >>> shift);
            }
        }
        return Files.write(file, bytes.toByteArray());
    }
}
