package org.cofferdam.properties.tworuns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Hypercall;

/**
 * The memory of a generated guest before it starts: a frame that keeps going whatever happens, and in it, for ever, the units
 * that its words stand for. A trap handler notes cause, address and time of everything, skips what faulted, silences
 * interrupts, and goes on with the next unit where nothing else is left.
 */
final class GuestImage {
    private static final int FROM_USER = 8;
    private static final int INSTRUCTION_PAGE_FAULT = 12;
    private static final int TIMER = 5;
    private static final int EXTERNAL = 9;
    private static final int EXTERNAL_BIT = 0x200;
    private static final int SUPERVISOR_BEFORE = 0x100;
    /** Ticks after a timer interrupt to the next. */
    private static final int AGAIN = 1500;

    private static final long VALID_RWX = 0xCF;
    private static final long GIBI_PAGE = 1L << 28;

    private static final int MAPPED_GIBI = 8;
    private static final int MOST_CODE = Layout.BODY_END - Layout.BODY - 0x100;
    private static final long START_HART = 0x48534D;
    private static final long RESET = 0x53525354;

    /** By harts, less one. */
    private static final List<byte[]> FRAMES = IntStream.rangeClosed(1, Layout.MOST_HARTS)
            .mapToObj(GuestImage::frame)
            .toList();

    private GuestImage() {}

    /**
     * All of a guest's RAM.
     *
     * @param units  words of its units
     * @param harts  virtual harts, which all execute them
     * @param secret what its scratch pages hold
     */
    static byte[] of(List<Long> units, int harts, long secret) {
        GuestCode body = body(units);
        body.add("jal zero, " + -body.size());
        return of(body, harts, secret);
    }

    /** The RAM of a guest with one hart that switches itself off once all its units are done. */
    static byte[] once(List<Long> units, long secret) {
        return of(body(units).set("a0", 0).set("a1", 0).call(RESET, 0), 1, secret);
    }

    private static byte[] of(GuestCode body, int harts, long secret) {
        byte[] memory = FRAMES.get(harts - 1).clone();
        body.copyTo(memory, Layout.BODY);
        ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        Choice secrets = new Choice(secret);
        for (int at = Layout.SCRATCH; at < Layout.SCRATCH + Layout.SCRATCH_PAGES * 0x1000; at += 64) {
            words.putLong(at, secrets.word());
        }
        return memory;
    }

    /** What is the same in all guests with so many harts. */
    private static byte[] frame(int harts) {
        byte[] memory = new byte[(int) Layout.RAM_SIZE];
        GuestCode entry = entry(harts);
        GuestCode handler = handler();
        if (entry.size() > Layout.HANDLER || Layout.HANDLER + handler.size() > Layout.BODY) {
            throw new IllegalStateException("the frame of a guest has grown out of its place");
        }
        entry.copyTo(memory, 0);
        handler.copyTo(memory, Layout.HANDLER);
        ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        for (int gibi = 0; gibi < MAPPED_GIBI; gibi++) {
            words.putLong(Layout.TABLE + 8 * gibi, gibi * GIBI_PAGE | VALID_RWX);
        }
        int hole = (int) (Layout.HOLE >>> 30);
        words.putLong(Layout.TABLE + 8 * hole, hole * GIBI_PAGE | VALID_RWX);
        return memory;
    }

    private static GuestCode entry(int harts) {
        GuestCode code = new GuestCode()
                .add("addi s3, a0, 0")
                .set("t0", Layout.RAM + Layout.HANDLER)
                .add("csrrw zero, stvec, t0", "slli t1, a0, 12")
                .set("tp", Layout.RAM + Layout.LOGS)
                .add("add tp, tp, t1")
                .set("sp", Layout.scratch(0) + 0x800)
                .set("s0", Layout.scratch(1) + 0x800)
                .set("s1", Layout.scratch(2) + 0x800)
                .set("s11", Layout.RAM + Layout.BODY)
                .set("t0", 0x222)
                .add("csrrw zero, sie, t0")
                .set("t0", 0x6002)
                .add("csrrs zero, sstatus, t0")
                .set("a0", -1)
                .call(Hypercall.EXTENSION, Hypercall.DOORBELL_LISTEN.number())
                .add("bne s3, zero, {go}");
        for (int hart = 1; hart < harts; hart++) {
            code.set("a0", hart).set("a1", Layout.RAM).call(START_HART, 0);
        }
        return code.label("go").add("jalr zero, 0(s11)");
    }

    private static GuestCode body(List<Long> units) {
        GuestCode code = new GuestCode();
        for (long unit : units) {
            if (unit == 0) {
                continue;
            }
            GuestCode piece = new GuestCode();
            Unit.write(piece, unit);
            if (code.size() + piece.size() > MOST_CODE) {
                break;
            }
            code.add("auipc s11, 0", "addi s11, s11, " + (8 + piece.size())).append(piece);
        }
        return code.add("auipc s11, 0", "addi s11, s11, 8")
                .add("ld t0, %d(tp)".formatted(Layout.ROUNDS))
                .add("addi t0, t0, 1", "sd t0, %d(tp)".formatted(Layout.ROUNDS));
    }

    private static GuestCode handler() {
        GuestCode code = new GuestCode();
        String[] lost = {"t0", "t1", "t2", "t3", "t4"};
        for (int i = 0; i < lost.length; i++) {
            code.add("sd %s, %d(tp)".formatted(lost[i], Layout.SAVED + 8 * i));
        }
        code.add("csrrs t0, scause, zero").note("t0");
        code.add("csrrs t1, sepc, zero").note("t1");
        code.add("csrrs t2, stval, zero").note("t2");
        code.add("rdtime t2").note("t2");
        code.add("blt t0, zero, {interrupt}", "addi t2, zero, " + FROM_USER, "beq t0, t2, {user}");
        code.add("sltiu t2, t0, 2", "bne t2, zero, {lost}");
        code.add("addi t2, zero, " + INSTRUCTION_PAGE_FAULT, "beq t0, t2, {lost}");
        code.add("lhu t2, 0(t1)", "andi t2, t2, 3", "addi t2, t2, -3", "addi t1, t1, 2");
        code.add("bne t2, zero, {skip}", "addi t1, t1, 2");
        code.label("skip").add("csrrw zero, sepc, t1", "jal zero, {leave}");
        code.label("user").add("addi t1, t1, 4", "csrrw zero, sepc, t1", "jal zero, {supervisor}");
        code.label("lost").add("csrrw zero, sepc, s11");
        code.label("supervisor").set("t2", SUPERVISOR_BEFORE).add("csrrs zero, sstatus, t2", "jal zero, {leave}");
        code.label("interrupt").add("andi t0, t0, 15", "addi t2, zero, " + TIMER, "beq t0, t2, {timer}");
        code.add("addi t2, zero, " + EXTERNAL, "beq t0, t2, {external}", "csrrci zero, sip, 2", "jal zero, {leave}");
        code.label("timer").add("rdtime t2", "addi t2, t2, " + AGAIN, "csrrw zero, stimecmp, t2", "jal zero, {leave}");
        takeDoorbells(code);
        code.label("leave");
        for (int i = 0; i < lost.length; i++) {
            code.add("ld %s, %d(tp)".formatted(lost[i], Layout.SAVED + 8 * i));
        }
        return code.add("sret");
    }

    /** Takes all bits; if a device holds the line as well, this hart stops listening to it. */
    private static void takeDoorbells(GuestCode code) {
        code.label("external");
        String[] kept = {"a0", "a1", "a6", "a7"};
        for (int i = 0; i < kept.length; i++) {
            code.add("sd %s, %d(tp)".formatted(kept[i], Layout.SAVED + 0x40 + 8 * i));
        }
        code.set("a0", -1).call(Hypercall.EXTENSION, Hypercall.DOORBELL_TAKE.number());
        code.add("csrrs t2, sip, zero", "andi t2, t2, " + EXTERNAL_BIT, "csrrc zero, sie, t2");
        for (int i = 0; i < kept.length; i++) {
            code.add("ld %s, %d(tp)".formatted(kept[i], Layout.SAVED + 0x40 + 8 * i));
        }
    }
}
