package org.cofferdam.properties.differential.privileged;

import java.util.List;
import org.cofferdam.machine.isa.RegisterNames;
import org.cofferdam.properties.differential.ImageWriter;

/**
 * M-mode software around the programs of an image: starts each, notes every trap in the program's log, moves it between
 * modes when it asks, and takes its state down when it ends.
 *
 * <p>A trap to HS- or VS-mode reaches it as well: the handlers there are a call of the monitor and an {@code sret}. So
 * all that a program can do to translation, delegation or status cannot make it trap for ever: the log is finite.
 */
final class Monitor {

    /** What a trap record holds, a word each; {@code mstatus} as the trap left it. */
    static final List<String> RECORD = List.of(
            "mstatus",
            "mcause",
            "mepc",
            "mtval",
            "mtval2",
            "mtinst",
            "scause",
            "sepc",
            "stval",
            "htval",
            "htinst",
            "hstatus",
            "vsstatus",
            "vscause",
            "vsepc",
            "vstval");

    static final int RECORD_BYTES = 8 * 16;
    static final int MOST_RECORDS = Layout.PAGE / RECORD_BYTES;

    private static final long HANDLER = Layout.BASE + 64;
    private static final int CALL_FROM_HYPERVISOR = 9;
    private static final int CALL_FROM_GUEST = 10;

    private final LabelledCode code = new LabelledCode();

    private final Dialect dialect;

    private Monitor(Dialect dialect) {
        this.dialect = dialect;
    }

    static void writeTo(ImageWriter image, Dialect dialect) {
        Monitor monitor = new Monitor(dialect);
        monitor.code.add("jal zero, @start");
        for (long at = Layout.BASE + 4; at < HANDLER; at += 4) {
            monitor.code.add("addi zero, zero, 0");
        }
        monitor.addHandler();
        monitor.addRequest();
        monitor.addHostCall();
        monitor.addGuestCall();
        monitor.addInterrupts();
        monitor.addNext();
        monitor.addLeave();
        monitor.addStart();
        monitor.addFinish();
        monitor.addOff();
        monitor.code.writeTo(image);
    }

    /** Only t5 and t6 are free, and MPRV may be set. */
    private void addHandler() {
        code.add(
                "lui t6, 0x20",
                "csrrc t5, mstatus, t6",
                "csrrs t6, mscratch, zero",
                "sd t3, %d(t6)".formatted(StatePage.SAVED),
                "sd t4, %d(t6)".formatted(StatePage.SAVED + 8),
                "sd a7, %d(t6)".formatted(StatePage.SAVED + 16),
                "ld t4, %d(t6)".formatted(StatePage.NEXT_RECORD),
                "sd t5, 0(t4)");
        for (int i = 1; i < RECORD.size(); i++) {
            code.add("csrrs t5, %s, zero".formatted(RECORD.get(i)), "sd t5, %d(t4)".formatted(8 * i));
        }
        code.add(
                "addi t4, t4, " + RECORD_BYTES,
                "sd t4, %d(t6)".formatted(StatePage.NEXT_RECORD),
                "ld t5, %d(t6)".formatted(StatePage.LAST_RECORD),
                "bgeu t4, t5, @finish",
                "csrrs t5, mcause, zero",
                "blt t5, zero, @interrupt",
                "csrrs t4, mepc, zero",
                "bne s11, zero, @request",
                "ld t3, %d(t6)".formatted(StatePage.CODE),
                "beq t4, t3, @host",
                "addi t3, t3, 4",
                "beq t4, t3, @recover",
                "addi t3, t3, 4",
                "beq t4, t3, @guest",
                "addi t3, t3, 4",
                "beq t4, t3, @recover");
        code.label("plain").add("csrrs t5, mcause, zero", "jal t3, @next", "csrrw zero, mepc, t4", "jal zero, @leave");
    }

    /** Goes on in the mode that s11 names, behind the call, at the address where that mode sees the code. */
    private void addRequest() {
        code.label("request")
                .add("ld t3, %d(t6)".formatted(StatePage.CODE), "bne t4, t3, @notHost", "csrrs t4, sepc, zero")
                .label("notHost")
                .add("addi a7, t3, " + Layout.GUEST_HANDLER, "bne t4, a7, @notGuest", "csrrs t4, vsepc, zero")
                .label("notGuest")
                .add("sub t4, t4, t3", "srli a7, t4, 12", "beq a7, zero, @found")
                .add("lui a7, 0x20000", "sub t4, t4, a7", "srli a7, t4, 12", "bne a7, zero, @finish")
                .label("found")
                .add("addi t4, t4, 4", "add t4, t4, t3")
                .add("addi a7, zero, " + Mode.END, "beq s11, a7, @finish")
                .add("lui a7, 2", "addiw a7, a7, -2048", "csrrc zero, mstatus, a7")
                .add("srli a7, s11, 1", "andi a7, a7, 3", "slli a7, a7, 11", "csrrs zero, mstatus, a7")
                .add("addi a7, zero, 1", "slli a7, a7, 39", "csrrc zero, mstatus, a7")
                .add("andi a7, s11, 1", "slli a7, a7, 39", "csrrs zero, mstatus, a7")
                .add("srli a7, s11, 1", "andi a7, a7, 3", "bne a7, zero, @enter")
                .add("csrrs a7, satp, zero", "andi t5, s11, 1", "beq t5, zero, @rooted", "csrrs a7, vsatp, zero")
                .label("rooted")
                .add("srli a7, a7, 60", "beq a7, zero, @enter", "lui a7, 0x20000", "add t4, t4, a7")
                .label("enter")
                .add("csrrw zero, mepc, t4", "jal zero, @leave");
    }

    /** A trap to HS-mode, whose handler has called: it returns behind the instruction that trapped. */
    private void addHostCall() {
        code.label("host")
                .add("addi t5, t5, " + -CALL_FROM_HYPERVISOR, "bne t5, zero, @plain")
                .add("csrrs t5, scause, zero", "blt t5, zero, @hostInterrupt", "csrrs t4, sepc, zero")
                .add("ld a7, %d(t6)".formatted(StatePage.CODE))
                .add("addi a7, a7, 4", "beq t4, a7, @recover")
                .add("addi a7, a7, 4", "beq t4, a7, @delegated")
                .add("addi a7, a7, 4", "beq t4, a7, @recover")
                .label("hostNext")
                .add("jal t3, @next", "csrrw zero, sepc, t4")
                .label("hostDone")
                .add("ld t4, %d(t6)".formatted(StatePage.CODE), "addi t4, t4, 4", "csrrw zero, mepc, t4")
                .add("jal zero, @leave")
                .label("delegated")
                .add("addi a7, t5, " + -CALL_FROM_GUEST, "bne a7, zero, @hostNext")
                .add("addi t4, t4, 4", "csrrw zero, sepc, t4")
                .add("csrrs t5, vscause, zero", "blt t5, zero, @hostInterrupt", "csrrs t4, vsepc, zero")
                .add("jal t3, @next", "csrrw zero, vsepc, t4", "jal zero, @hostDone");
    }

    /** A trap to VS-mode; and handlers whose return is refused: the program goes on in M-mode. */
    private void addGuestCall() {
        code.label("guest")
                .add("addi a7, t5, " + -CALL_FROM_GUEST, "bne a7, zero, @plain")
                .add("csrrs t5, vscause, zero", "blt t5, zero, @guestInterrupt", "csrrs t4, vsepc, zero")
                .add("jal t3, @next", "csrrw zero, vsepc, t4")
                .label("guestDone")
                .add("ld t4, %d(t6)".formatted(StatePage.CODE), "addi t4, t4, " + (Layout.GUEST_HANDLER + 4))
                .add("csrrw zero, mepc, t4", "jal zero, @leave")
                .label("recover")
                .add("ld t4, %d(t6)".formatted(StatePage.RESUME), "addi t5, zero, 12", "jal t3, @next");
    }

    /** No interrupt comes twice. */
    private void addInterrupts() {
        String[] silence = {"csrrw zero, mie, zero", "csrrw zero, mip, zero", "csrrw zero, hvip, zero"};
        code.label("interrupt").add(silence).add("jal zero, @restore");
        code.label("hostInterrupt").add(silence).add("jal zero, @hostDone");
        code.label("guestInterrupt").add(silence).add("jal zero, @guestDone");
    }

    /**
     * A subroutine (link in t3) that turns t4 from the address of an instruction that trapped with cause t5 into the next
     * one; what traps outside the code page was jumped to, and returns. Code that cannot be fetched goes on in M-mode.
     */
    private void addNext() {
        String remember = "sd t4, %d(t6)".formatted(StatePage.RESUME);
        code.label("next")
                .add("ld s11, %d(t6)".formatted(StatePage.CODE), "sub s11, t4, s11")
                .add("srli a7, s11, 12", "beq a7, zero, @inside")
                .add("lui a7, 0x20000", "sub s11, s11, a7", "srli a7, s11, 12", "beq a7, zero, @inside")
                .add("addi t4, ra, 0", "ld s11, %d(t6)".formatted(StatePage.CODE), "sub s11, t4, s11")
                .add("srli a7, s11, 12", "beq a7, zero, @outside")
                .add("lui a7, 0x20000", "sub s11, s11, a7", "srli a7, s11, 12", "bne a7, zero, @finish")
                .label("outside")
                .add(remember, "jalr zero, 0(t3)")
                .label("inside");
        for (int cause : new int[] {1, 12, 20}) {
            code.add("addi a7, t5, " + -cause, "beq a7, zero, @rescue");
        }
        code.add("ld a7, %d(t6)".formatted(StatePage.CODE), "add a7, a7, s11", "lbu a7, 0(a7)")
                .add("andi a7, a7, 3", "addi a7, a7, -3", "beq a7, zero, @long")
                .add("addi t4, t4, 2", remember, "jalr zero, 0(t3)")
                .label("long")
                .add("addi t4, t4, 4", remember, "jalr zero, 0(t3)")
                .label("rescue")
                .add("ld t4, %d(t6)".formatted(StatePage.CODE), "add t4, t4, s11", "csrrw zero, mepc, t4")
                .add("lui t5, 2", "addiw t5, t5, -2048", "csrrs zero, mstatus, t5")
                .add("addi t5, zero, 1", "slli t5, t5, 39", "csrrc zero, mstatus, t5");
    }

    /** MPRV comes back last. */
    private void addLeave() {
        code.label("leave")
                .add("addi s11, zero, 0")
                .label("restore")
                .add(
                        "ld t3, %d(t6)".formatted(StatePage.SAVED),
                        "ld t4, %d(t6)".formatted(StatePage.SAVED + 8),
                        "ld a7, %d(t6)".formatted(StatePage.SAVED + 16),
                        "ld t5, %d(t6)".formatted(StatePage.NEXT_RECORD),
                        "ld t5, %d(t5)".formatted(-RECORD_BYTES),
                        "lui t6, 0x20",
                        "and t5, t5, t6",
                        "csrrs zero, mstatus, t5",
                        "mret");
    }

    private void addStart() {
        code.label("start");
        unlessThere(
                "opened",
                List.of("addi t0, zero, -1"),
                CsrPool.STATE_ENABLES.stream()
                        .map(name -> "csrrw zero, %s, t0".formatted(name))
                        .toList());
        unlessThere("silent", List.of("lui t0, 0x2004", "addi t1, zero, -1"), List.of("sd t1, 0(t0)"));
        code.add(Constant.load("t0", HANDLER))
                .add("csrrw zero, mtvec, t0")
                .label("program")
                .add(Constant.load("t6", Layout.CURSOR))
                .add("ld t5, 0(t6)", "addi t4, t5, 8", "sd t4, 0(t6)", "ld t6, 0(t5)", "beq t6, zero, @off")
                .add("csrrw zero, mscratch, t6", "lui t5, 6", "csrrs zero, mstatus, t5");
        for (int i = 0; i < 32; i++) {
            code.add("fld %s, %d(t6)".formatted(RegisterNames.floatingPoint(i), StatePage.F + 8 * i));
        }
        code.add("ld t5, %d(t6)".formatted(StatePage.FCSR), "csrrw zero, fcsr, t5");
        // A timer interrupt that a program has left pending is withdrawn while its comparator still decides.
        code.add("addi t5, zero, -1", "csrrw zero, menvcfg, t5", "csrrw zero, henvcfg, t5");
        code.add("csrrw zero, htimedelta, zero", "csrrw zero, stimecmp, t5", "csrrw zero, vstimecmp, t5");
        code.add("csrrw zero, menvcfg, zero", "csrrw zero, mip, zero", "csrrw zero, hvip, zero");
        List<String> first = CsrPool.FIRST;
        for (int i = 0; i < first.size(); i++) {
            if (!dialect.has(first.get(i))) {
                continue;
            }
            code.add("ld t5, %d(t6)".formatted(StatePage.FIRST_CSRS + 8 * i))
                    .add("csrrw zero, %s, t5".formatted(first.get(i)));
        }
        code.add("sfence.vma zero, zero", "hfence.vvma zero, zero", "hfence.gvma zero, zero", "fence.i");
        for (int i = 1; i < StatePage.MONITOR_REGISTERS; i++) {
            code.add("ld %s, %d(t6)".formatted(RegisterNames.integer(i), StatePage.X + 8 * i));
        }
        code.add("addi s11, zero, 0", "addi t3, zero, 0", "addi t4, zero, 0", "addi t5, zero, 0")
                .add("ld t6, %d(t6)".formatted(StatePage.CODE), "jalr zero, %d(t6)".formatted(Layout.PROGRAM));
    }

    /** Does what traps where there is no such register or device: the machine timer never comes, state is not withheld. */
    private void unlessThere(String label, List<String> before, List<String> lines) {
        code.add("auipc t0, 0", "addi t0, t0, @" + label, "addi t0, t0, 4", "csrrw zero, mtvec, t0");
        code.add(before).add(lines).label(label);
    }

    private void addFinish() {
        code.label("finish").add("ld a7, %d(t6)".formatted(StatePage.SAVED + 16));
        for (int i = 1; i < StatePage.MONITOR_REGISTERS; i++) {
            code.add("sd %s, %d(t6)".formatted(RegisterNames.integer(i), StatePage.X + 8 * i));
        }
        List<String> last = CsrPool.LAST;
        for (int i = 0; i < last.size(); i++) {
            code.add(dialect.has(last.get(i)) ? "csrrs t5, %s, zero".formatted(last.get(i)) : "addi t5, zero, 0")
                    .add("sd t5, %d(t6)".formatted(StatePage.LAST_CSRS + 8 * i));
        }
        code.add("lui t5, 6", "csrrs zero, mstatus, t5");
        for (int i = 0; i < 32; i++) {
            code.add("fsd %s, %d(t6)".formatted(RegisterNames.floatingPoint(i), StatePage.F + 8 * i));
        }
        code.add("csrrs t5, fcsr, zero", "sd t5, %d(t6)".formatted(StatePage.FCSR), "jal zero, @program");
    }

    /** Spike sees the word, the boards their test finisher; where there is none, the store traps and the hart spins. */
    private void addOff() {
        code.label("off")
                .add("auipc t0, 0", "addi t0, t0, @spin", "addi t0, t0, 4", "csrrw zero, mtvec, t0")
                .add(Constant.load("t0", Layout.TO_HOST))
                .add("addi t1, zero, 1", "sd t1, 0(t0)")
                .add("lui t0, 0x100", "lui t1, 5", "addi t1, t1, 0x555", "sw t1, 0(t0)")
                .label("spin")
                .add("jal zero, @spin");
    }
}
