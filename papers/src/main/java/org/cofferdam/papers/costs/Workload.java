package org.cofferdam.papers.costs;

import java.io.ByteArrayOutputStream;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.microkernel.ExitCause;

/** What every guest of a crowd does, for ever: one kind of exit over and over. */
enum Workload {
    /** The hypercall that answers with the caller's number: nothing but the way in and out. */
    HYPERCALL("hypercall", ExitCause.SBI_CALL, "lui a7, 0xa00c", "addi a7, a7, 255", "ecall", "jal zero, -4"),
    /** Counts until its window is over: the core puts the next partition on the hart. */
    TIMER("timer (window ends)", ExitCause.TIMER, "addi s0, s0, 1", "jal zero, -4"),
    /** Reads a device that the monitor answers for. */
    DEVICE("device (monitor)", ExitCause.DEVICE_ACCESS, "lui s0, 0x10000", "lw t1, 0(s0)", "jal zero, -4"),
    /** Reads where nothing is; its own handler, which gets an access fault, goes on behind the load. */
    FAULT(
            "G-stage fault",
            ExitCause.ACCESS_OUTSIDE,
            "auipc t0, 0",
            "addi t0, t0, 24",
            "csrrw zero, 0x105, t0", // stvec: the handler
            "lui s0, 0x40000",
            "ld t1, 0(s0)",
            "jal zero, -4",
            "csrrs t0, 0x141, zero", // the handler: sepc
            "addi t0, t0, 4",
            "csrrw zero, 0x141, t0",
            "sret"),
    /** Waits for an interrupt that does not come. */
    IDLE("idle", ExitCause.WAIT, "wfi", "jal zero, -4");

    private final String title;
    private final ExitCause cause;

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final String[] program;

    Workload(String title, ExitCause cause, String... program) {
        this.title = title;
        this.cause = cause;
        this.program = program;
    }

    /** In words. */
    String title() {
        return title;
    }

    /** The exits that it is about. */
    ExitCause cause() {
        return cause;
    }

    /** Its machine code, to be started at its first byte. */
    byte[] code() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : program) {
            int bits = Rv64.instructions().encode(line);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                bytes.write(bits >>> shift);
            }
        }
        return bytes.toByteArray();
    }
}
