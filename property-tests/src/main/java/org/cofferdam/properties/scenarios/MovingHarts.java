package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.util.List;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.Window;
import org.cofferdam.properties.tworuns.GuestCode;

/**
 * Three virtual harts of one partition on two harts, so that they move, by turns with each other. Each has page tables of its own in which
 * the same address leads elsewhere, changes them, sets its timer, and has a secret in a floating-point register and in sscratch; one reserves
 * a double-word, the others try to store to it without. Whatever one of them finds that is not its own is noted with its number.
 */
final class MovingHarts {
    private static final int HARTS = 3;
    private static final long CYCLES = 8_000_000;
    private static final long LEAST_ROUNDS = 20;
    private static final int SIZE = 0x5_0000;
    private static final int DATA = 0x1_0000;
    private static final int RESERVED = 0x1_8000;
    private static final int TABLES = 0x2_0000;
    private static final int PAGES = 0x4_0000;
    /** The address that means something else to each. */
    private static final long OWN = 0x4000_0000L;

    private static final long LEAF = 0xC7;
    private static final long CODE = 0xCF;
    private static final long SV39 = 8L << 60;
    private static final long HSM = 0x48534D;

    private static final List<String> FINDINGS = List.of(
            "nothing",
            "another word behind its own page tables when it went round",
            "the old word after a change of its page tables and a fence",
            "another word behind its own page tables after a while",
            "another's floating-point register",
            "that a store-conditional without a reservation of its own succeeded",
            "another's sscratch",
            "its timer before it was due");

    /** Partition 0 has one hart, then both, then the other: all its virtual harts have to move. */
    private static final List<List<Window>> SCHEDULE = List.of(
            List.of(new Window(0, 1500), new Window(1, 1000)), List.of(new Window(1, 1000), new Window(0, 1500)));

    private MovingHarts() {}

    static void play() throws IOException {
        try (Stage stage = new Stage(8 << 20, SCHEDULE, Channels.NONE, 2)) {
            Monitor handle = stage.start(0, Stage.spec(HARTS, SIZE + 0x1000), image());
            stage.run(CYCLES);
            for (int hart = 0; hart < HARTS; hart++) {
                long found = Stage.word(handle, at(DATA + hart * 0x100 + 8));
                Broken.unless(found == 0, "virtual hart %d found %s", hart, FINDINGS.get((int) found));
                long rounds = Stage.word(handle, at(DATA + hart * 0x100));
                Broken.unless(
                        rounds >= LEAST_ROUNDS, "virtual hart %d went round %d times: its timer is lost", hart, rounds);
            }
        }
    }

    private static long at(int offset) {
        return Stage.RAM + offset;
    }

    private static long entry(long address, long flags) {
        return address >>> 12 << 10 | flags;
    }

    private static Image image() {
        Image image = new Image(SIZE, code());
        for (int hart = 0; hart < HARTS; hart++) {
            int root = TABLES + hart * 0x4000;
            int page = PAGES + hart * 0x2000;
            image.word(root + 8, entry(at(root + 0x1000), 1));
            image.word(root + 16, entry(Stage.RAM, CODE));
            image.word(root + 0x1000, entry(at(root + 0x2000), 1));
            image.word(root + 0x2000, entry(at(page), LEAF));
            image.word(page, 100 + hart);
            image.word(page + 0x1000, 200 + hart);
            int data = DATA + hart * 0x100;
            image.word(data + 16, entry(at(page), LEAF));
            image.word(data + 24, entry(at(page + 0x1000), LEAF));
            image.word(data + 32, 100 + hart);
            image.word(data + 40, 200 + hart);
            image.word(data + 48, 0x5EC2E7_00L + hart);
            image.word(data + 56, SV39 | at(root) >>> 12);
        }
        return image;
    }

    private static GuestCode code() {
        GuestCode code = new GuestCode().add("addi s3, a0, 0", "bne s3, zero, {on}");
        for (int hart = 1; hart < HARTS; hart++) {
            code.set("a0", hart).set("a1", Stage.RAM).set("a2", 0).set("a7", HSM).set("a6", 0);
            code.add("ecall");
        }
        code.label("on").set("s0", at(DATA)).add("slli t0, s3, 8", "add s0, s0, t0");
        code.set("s1", at(TABLES + 0x2000)).add("slli t0, s3, 14", "add s1, s1, t0");
        code.set("s2", OWN).set("a5", at(RESERVED));
        code.add("ld s4, 16(s0)", "ld s5, 24(s0)", "ld s6, 32(s0)", "ld s7, 40(s0)", "ld s8, 48(s0)");
        code.add("ld t0, 56(s0)", "csrrw zero, satp, t0", "sfence.vma", "csrrw zero, sscratch, s8");
        code.set("t0", 3 << 13).add("csrrs zero, sstatus, t0", "fmv.d.x fs0, s8");
        code.label("loop");
        same(code, 1, "ld t0, 0(s2)", "s6");
        code.add("sd s5, 0(s1)", "sfence.vma");
        same(code, 2, "ld t0, 0(s2)", "s7");
        code.add("addi t0, s4, 0", "addi s4, s5, 0", "addi s5, t0, 0");
        code.add("addi t0, s6, 0", "addi s6, s7, 0", "addi s7, t0, 0");
        reserve(code);
        same(code, 3, "ld t0, 0(s2)", "s6");
        same(code, 4, "fmv.x.d t0, fs0", "s8");
        same(code, 6, "csrrs t0, sscratch, zero", "s8");
        code.add("rdtime t2", "addi t2, t2, 500", "csrrw zero, stimecmp, t2");
        code.add("addi t0, zero, 0x20", "csrrs zero, sie, t0");
        code.label("wait").add("wfi", "csrrs t0, sip, zero", "andi t0, t0, 0x20", "beq t0, zero, {wait}");
        code.add("rdtime t3", "addi t6, zero, 7", "bltu t3, t2, {found}");
        code.add("addi t0, zero, -1", "csrrw zero, stimecmp, t0");
        code.add("ld t0, 0(s0)", "addi t0, t0, 1", "sd t0, 0(s0)", "jal zero, {loop}");
        return code.label("found").add("sd t6, 8(s0)").label("end").add("jal zero, {end}");
    }

    /** What an instruction gives in t0 is what a register holds. */
    private static void same(GuestCode code, int finding, String look, String expected) {
        code.add("addi t6, zero, " + finding, look, "bne t0, %s, {found}".formatted(expected));
    }

    /** For a while hart 0 reserves, and the others store on condition. */
    private static void reserve(GuestCode code) {
        code.add("addi t6, zero, 5").set("t1", 300).add("beq s3, zero, {reserve}");
        code.label("store").add("sc.d t0, t1, (a5)", "beq t0, zero, {found}");
        code.add("addi t1, t1, -1", "bne t1, zero, {store}", "jal zero, {reserved}");
        code.label("reserve").add("lr.d t0, (a5)", "addi t1, t1, -1", "bne t1, zero, {reserve}");
        code.label("reserved");
    }
}
