package org.cofferdam.properties.tworuns;

import java.util.List;
import org.cofferdam.machine.isa.RegisterNames;

/** Pieces of a generated guest's program, each drawn with a weight: most of them touch the boundary. */
enum Unit {
    COMPUTE(6, (code, choice) -> {
        for (int i = choice.between(1, 5); i > 0; i--) {
            code.bits(RandomInstructions.any(choice, RandomInstructions.STRAIGHT));
        }
    }),
    PRIVILEGED(4, (code, choice) -> code.bits(RandomInstructions.any(choice, RandomInstructions.PRIVILEGED))),
    CLOCK(5, (code, _) -> code.add("rdtime a0").note("a0")),
    COUNTERS(3, (code, choice) -> code.add("addi a0, zero, 0")
            .add(choice.of(List.of("rdinstret a0", "rdcycle a0", "csrrs a0, 0xC03, zero")))
            .note("a0")),
    COUNT_INSTRUCTIONS(3, (code, _) -> code.set("a0", 22)
            .set("a1", 1)
            .set("a2", 6)
            .set("a3", 2)
            .set("a4", 0)
            .call(0x504D55, 2)
            .add("rdinstret a0")
            .note("a0")),
    READ_REGISTER(8, (code, choice) -> code.add("addi a0, zero, 0")
            .add("csrrs a0, " + (choice.oneIn(4) ? choice.below(0x1000) : choice.of(Registers.OWN)) + ", zero")
            .note("a0")),
    WRITE_REGISTER(6, (code, choice) -> Registers.write(code, choice)),
    FLOAT(3, (code, choice) -> {
        String register = RegisterNames.floatingPoint(choice.below(32));
        if (choice.oneIn(2)) {
            code.set("a0", choice.word()).add("fmv.d.x %s, a0".formatted(register), "csrrw zero, fcsr, a0");
        } else {
            code.add("fmv.x.d a0, " + register)
                    .note("a0")
                    .add("csrrs a0, fcsr, zero")
                    .note("a0");
        }
    }),
    TRANSLATE(2, (code, choice) -> {
        boolean on = choice.oneIn(2);
        code.set("a0", on ? 8L << 60 | (long) choice.below(3) << 44 | (Layout.RAM + Layout.TABLE) >>> 12 : 0);
        code.add("csrrw zero, satp, a0").add(choice.oneIn(3) ? "addi zero, zero, 0" : "sfence.vma");
    }),
    WAIT(4, (code, choice) -> code.add("rdtime a0")
            .add("addi a0, a0, " + choice.between(1, 300))
            .add("csrrw zero, stimecmp, a0")
            .add("addi a1, zero, 0x20", "csrrs zero, sie, a1", "wfi", "rdtime a0")
            .note("a0")),
    WAIT_LONG(1, (code, choice) -> code.add(choice.of(List.of("wfi", "wrs.nto", "wrs.sto")), "rdtime a0")
            .note("a0")),
    SBI(8, Calls::sbi),
    HYPERCALL(12, Calls::hypercall),
    PROTOCOL(14, Protocols::write),
    DEVICE(4, (code, choice) -> {
        int size = choice.below(4);
        long address = Layout.DEVICE + ((long) choice.below(64) << size) + (choice.oneIn(8) ? 1 : 0);
        code.set("a1", address);
        String suffix = List.of("b", "h", "w", "d").get(size);
        if (choice.oneIn(2)) {
            code.add("addi a0, zero, 0", "l%s a0, 0(a1)".formatted(suffix)).note("a0");
        } else {
            code.add("s%s a1, 0(a1)".formatted(suffix));
        }
    }),
    REACH(6, (code, choice) -> {
        code.set("a1", Addresses.any(choice)).add("addi a0, zero, 0");
        code.add(choice.of(List.of("ld a0, 0(a1)", "lbu a0, 0(a1)", "sd a1, 0(a1)", "amoadd.d a0, a1, (a1)")))
                .note("a0");
    }),
    RESERVE(5, (code, choice) -> code.add("lr.d a0, (s1)")
            .set("a1", choice.between(1, 1000))
            .add("addi a1, a1, -1", "bne a1, zero, -4", "sc.d a0, a1, (s1)")
            .note("a0")),
    SPIN(4, (code, choice) -> code.set("a1", choice.between(1, 700)).add("addi a1, a1, -1", "bne a1, zero, -4")),
    USER(3, (code, choice) -> {
        code.add("addi a0, zero, 0x100", "csrrc zero, sstatus, a0", "auipc a0, 0", "addi a0, a0, 16");
        code.add("csrrw zero, sepc, a0", "sret");
        for (int i = choice.between(1, 4); i > 0; i--) {
            code.bits(RandomInstructions.any(choice, RandomInstructions.STRAIGHT));
        }
        code.add("csrrs a0, " + choice.of(Registers.OWN) + ", zero", "rdtime a0")
                .note("a0")
                .add("ecall");
    }),
    JUMP(1, (code, choice) -> code.set("a0", Addresses.any(choice)).add("jalr ra, 0(a0)")),
    NEW_CODE(2, (code, choice) -> {
        int value = choice.below(2000);
        // addi a0, zero, value; ret
        code.set("a1", 0x0000_8067L << 32 | Integer.toUnsignedLong(value << 20 | 0x513))
                .add("sd a1, 0(s1)")
                .add(choice.oneIn(8) ? "addi zero, zero, 0" : "fence.i")
                .add("jalr ra, 0(s1)")
                .note("a0");
    });

    private static final List<Unit> ALL = List.of(values());
    private static final int WEIGHTS =
            ALL.stream().mapToInt(unit -> unit.weight).sum();

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final Writer writer;

    Unit(int weight, Writer writer) {
        this.weight = weight;
        this.writer = writer;
    }

    private interface Writer {
        void write(GuestCode code, Choice choice);
    }

    /** Which unit a word stands for; 0 is none at all. */
    static Unit of(Choice choice) {
        int left = choice.below(WEIGHTS);
        for (Unit unit : ALL) {
            left -= unit.weight;
            if (left < 0) {
                return unit;
            }
        }
        throw new AssertionError("weights do not add up");
    }

    /** Adds the unit that a word stands for. */
    static void write(GuestCode code, long word) {
        Choice choice = new Choice(word);
        of(choice).writer.write(code, choice);
    }
}
