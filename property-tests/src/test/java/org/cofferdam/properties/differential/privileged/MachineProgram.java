package org.cofferdam.properties.differential.privileged;

import org.cofferdam.properties.differential.ImageWriter;

/** A program in M-mode that makes accesses as a guest, by HLV and HSV, and notes what comes of each. */
public final class MachineProgram {
    /** Svadu and Svpbmt: what QEMU 7.2 always has, see {@link QemuDifference#MARKS} and {@link QemuDifference#ALWAYS_MEMORY_TYPES}. */
    private static final long MENVCFG = 3L << 61;

    private static final long SPVP = 1 << 8;

    private MachineProgram() {}

    /**
     * Writes the program where the image goes on.
     *
     * @param questions records of hgatp, address and kind, up to {@code end}
     * @param answers   where records of value, cause and mtval2 go
     */
    public static void write(
            ImageWriter image, long questions, long end, long answers, int question, int answer) {
        LabelledCode code = new LabelledCode();
        code.add("auipc t0, 0", "addi t0, t0, @trap", "csrrw zero, mtvec, t0");
        code.add("addi t0, zero, -1", "csrrw zero, pmpaddr0, t0", "addi t0, zero, 31", "csrrw zero, pmpcfg0, t0");
        code.add(Constant.load("t0", MENVCFG)).add("csrrw zero, menvcfg, t0", "csrrw zero, vsatp, zero");
        code.add(Constant.load("t0", SPVP)).add("csrrw zero, hstatus, t0");
        code.add(Constant.load("s0", questions)).add(Constant.load("s1", end)).add(Constant.load("s2", answers));
        code.label("next").add("beq s0, s1, @end", "ld t0, 0(s0)", "ld t1, 8(s0)", "ld t2, 16(s0)");
        code.add("csrrw zero, hgatp, t0", "hfence.gvma zero, zero");
        code.add("addi t3, zero, -1", "addi t4, zero, 0", "addi t5, zero, 0", "addi t6, zero, 1");
        code.add("beq t2, t6, @fetch", "hlv.d t3, (t1)", "beq t2, zero, @done");
        code.add("addi t6, t3, 0", "addi t3, zero, -1", "hsv.d t6, (t1)", "addi t3, t6, 0", "jal zero, @done");
        code.label("fetch").add("hlvx.wu t3, (t1)", "jal zero, @done");
        // A distance counts from the addi, the address from the auipc before it.
        code.add("addi zero, zero, 0").label("trap").add("csrrs t4, mcause, zero", "csrrs t5, mtval2, zero");
        code.label("done").add("sd t3, 0(s2)", "sd t4, 8(s2)", "sd t5, 16(s2)");
        code.add("addi s0, s0, " + question, "addi s2, s2, " + answer, "jal zero, @next");
        code.label("end").add(Constant.load("t0", 0x10_0000)).add(Constant.load("t1", 0x5555));
        code.add("sw t1, 0(t0)").label("rest").add("jal zero, @rest");
        code.writeTo(image);
    }
}
