package org.cofferdam.properties.stateful;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.properties.tworuns.GuestCode;

/**
 * A guest that does what it is told: each of its virtual harts looks into its own mailbox for ever, carries out what it finds there,
 * and writes down what came of it. All of it is in the first page of its memory.
 */
public final class Puppet {
    /** What a virtual hart can be told to do. */
    enum Deed {
        CALL,
        LOAD,
        STORE,
        JUMP,
        STORE_WORD;

        /** Among all of them; the guest counts it down. */
        private int place() {
            return List.of(values()).indexOf(this);
        }
    }

    /** What a mailbox says. */
    record Mail(long asked, long done, long error, long value, long cause, long address) {
        boolean isAnswered() {
            return asked == done;
        }
    }

    static final int SIZE = 4096;
    static final int MAIL_SIZE = 128;

    private static final long RAM = MemoryRegion.DEFAULT_BASE;
    private static final int LOOP = 0x180;
    private static final int HANDLER = 0x380;
    private static final int MAILBOXES = 0x400;
    private static final long HSM = 0x48534D;
    /** Every interrupt that there is wakes a virtual hart, and none interrupts it. */
    private static final int WAKING = 0x222;

    /** FS of sstatus: initial. */
    private static final int FLOATS = 1 << 13;

    private static final int REQUEST_SIZE = 88;
    private static final int ARGUMENTS = 24;
    /** The number of the last request that was begun. */
    private static final int BEGUN = 88;

    private static final int ANSWER = 96;

    private Puppet() {}

    /** Where a virtual hart's mailbox is, guest-physical. */
    static long mailbox(int hart) {
        return RAM + MAILBOXES + (long) hart * MAIL_SIZE;
    }

    /** What to write into a mailbox, from its start. */
    static byte[] request(long number, Deed deed, long extension, long function, long... arguments) {
        ByteBuffer bytes = ByteBuffer.allocate(REQUEST_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(number).putLong(number - 1).putLong(deed.place());
        for (long argument : arguments) {
            bytes.putLong(argument);
        }
        bytes.putLong(REQUEST_SIZE - 2 * Long.BYTES, function);
        bytes.putLong(REQUEST_SIZE - Long.BYTES, extension);
        return bytes.array();
    }

    static Mail mail(byte[] mailbox) {
        ByteBuffer bytes = ByteBuffer.wrap(mailbox).order(ByteOrder.LITTLE_ENDIAN);
        return new Mail(
                bytes.getLong(0),
                bytes.getLong(Long.BYTES),
                bytes.getLong(ANSWER),
                bytes.getLong(ANSWER + Long.BYTES),
                bytes.getLong(ANSWER + 2 * Long.BYTES),
                bytes.getLong(ANSWER + 3 * Long.BYTES));
    }

    /**
     * What the first word of a page of memory, but the first page, holds at first, and what the first page's would be is in fs0 and
     * sscratch. No instruction begins with it.
     */
    public static long secret(int partition, int page) {
        return 0x5EC2_0000_0000L | (partition + 1L) << 24 | (long) page << 16;
    }

    /** The memory of a guest with so many virtual harts, before it starts: code in its first page, a secret in the others. */
    static byte[] image(int partition, int harts, int pages) {
        byte[] page = new byte[pages * SIZE];
        ByteBuffer words = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        for (int number = 1; number < pages; number++) {
            words.putLong(number * SIZE, secret(partition, number));
        }
        put(entry(partition, harts), page, 0, LOOP);
        put(loop(), page, LOOP, HANDLER);
        put(handler(), page, HANDLER, MAILBOXES);
        return page;
    }

    private static void put(GuestCode code, byte[] page, int from, int end) {
        if (from + code.size() > end) {
            throw new IllegalStateException("the puppet has grown out of its place");
        }
        code.copyTo(page, from);
    }

    /** A virtual hart that begins anew takes what it had begun before as done. */
    private static GuestCode entry(int partition, int harts) {
        GuestCode code = new GuestCode()
                .add("slli t0, a0, 7")
                .set("s0", RAM + MAILBOXES)
                .add("add s0, s0, t0")
                .set("t0", RAM + HANDLER)
                .add("csrrw zero, stvec, t0")
                .set("t0", WAKING)
                .add("csrrw zero, sie, t0", "ld t0, %d(s0)".formatted(BEGUN), "sd t0, 8(s0)")
                .set("t0", FLOATS)
                .add("csrrs zero, sstatus, t0")
                .set("t0", secret(partition, 0))
                .add("fmv.d.x fs0, t0", "csrrw zero, sscratch, t0", "bne a0, zero, {go}");
        for (int hart = 1; hart < harts; hart++) {
            code.set("a0", hart)
                    .set("a1", RAM)
                    .set("a2", 0)
                    .set("a6", 0)
                    .set("a7", HSM)
                    .add("ecall");
        }
        return code.label("go").set("t0", RAM + LOOP).add("jalr zero, 0(t0)");
    }

    private static GuestCode loop() {
        GuestCode code = new GuestCode().label("loop").add("ld t0, 0(s0)", "ld t1, 8(s0)", "beq t0, t1, {loop}");
        code.add("sd t0, %d(s0)".formatted(BEGUN));
        code.add("ld t2, 16(s0)", "ld t3, 24(s0)", "ld t4, 32(s0)", "beq t2, zero, {CALL}");
        for (Deed deed : Deed.values()) {
            if (deed != Deed.CALL) {
                code.add("addi t2, t2, -1", "beq t2, zero, {%s}".formatted(deed));
            }
        }
        code.label("LOAD").add("ld a0, 0(t3)", "jal zero, {done}");
        code.label("STORE").add("sd t4, 0(t3)", "addi a0, zero, 0", "jal zero, {done}");
        code.label("STORE_WORD").add("sw t4, 0(t3)", "addi a0, zero, 0", "jal zero, {done}");
        code.label("JUMP").add("jalr ra, 0(t3)", "addi a0, zero, 0", "jal zero, {done}");
        code.label("CALL");
        for (int argument = 0; argument < 6; argument++) {
            code.add("ld a%d, %d(s0)".formatted(argument, ARGUMENTS + 8 * argument));
        }
        code.add("ld a6, %d(s0)".formatted(REQUEST_SIZE - 16), "ld a7, %d(s0)".formatted(REQUEST_SIZE - 8), "ecall");
        code.add("sd a1, %d(s0)".formatted(ANSWER + 8), "jal zero, {answer}");
        code.label("done").add("sd zero, %d(s0)".formatted(ANSWER + 8));
        code.label("answer").add("sd a0, %d(s0)".formatted(ANSWER), "sd zero, %d(s0)".formatted(ANSWER + 16));
        return code.add("ld t0, 0(s0)", "sd t0, 8(s0)", "jal zero, {loop}");
    }

    private static GuestCode handler() {
        return new GuestCode()
                .add("csrrs t0, scause, zero", "sd t0, %d(s0)".formatted(ANSWER + 16))
                .add("csrrs t0, stval, zero", "sd t0, %d(s0)".formatted(ANSWER + 24))
                .add("sd zero, %d(s0)".formatted(ANSWER), "sd zero, %d(s0)".formatted(ANSWER + 8))
                .add("ld t0, 0(s0)", "sd t0, 8(s0)")
                .set("t0", RAM + LOOP)
                .add("jalr zero, 0(t0)");
    }
}
