package org.cofferdam.properties.differential.privileged;

import static org.cofferdam.properties.differential.privileged.Steering.BY_NAME;
import static org.cofferdam.properties.differential.privileged.Steering.never;
import static org.cofferdam.properties.differential.privileged.Steering.withoutCsrs;
import static org.cofferdam.properties.differential.privileged.Steering.withoutExtensions;

import java.util.ArrayList;
import java.util.List;

/**
 * All in which QEMU 7.2 and this machine are known to differ in M-, S- and U-mode: what the specification says about it,
 * how programs keep off it, and the smallest program that shows it, which starts in M-mode.
 */
enum QemuDifference {
    NEWER_EXTENSIONS(
            Kind.ABSENT,
            "Unprivileged ISA, \"CMO\", \"Zicond\", \"Zawrs\", \"Zfa\", \"Zcb\"",
            "these came with QEMU 8.0 and 8.1",
            withoutExtensions("zicbom", "zicboz", "zicbop", "zicond", "zfa", "zcb", "zawrs"),
            "czero.eqz t0, t0, zero"),
    STATE_ENABLES(
            Kind.ABSENT,
            "Privileged ISA, \"Smstateen/Ssstateen\"",
            "no such registers",
            withoutCsrs("mstateen0", "hstateen0", "sstateen0"),
            "csrrs zero, mstateen0, zero"),
    MARKS(
            Kind.ABSENT,
            "Privileged ISA, \"Svadu\", and \"Machine Environment Configuration\", ADUE",
            "A and D are always set by the hart: Svade cannot be had",
            never("henvcfg", Bits.ADUE).andAlways("menvcfg", Bits.ADUE).andUncompared("menvcfg", Bits.ADUE),
            Example.through("menvcfg", Bits.ADUE, Bits.PAGE & ~(TranslationTable.A | TranslationTable.D))),
    HARDWARE_ERRORS(
            Kind.ABSENT,
            "Privileged ISA, \"Machine Cause Register\", exception code 19",
            "hardware errors cannot be delegated",
            never("medeleg", 1L << 19).andNever("hedeleg", 1L << 19),
            "lui t3, 0x80",
            "csrrw zero, medeleg, t3"),
    ALWAYS_MEMORY_TYPES(
            Kind.WRONG,
            "Privileged ISA, \"Machine Environment Configuration\", PBMTE",
            "memory types of page-table entries are known whatever PBMTE says",
            BY_NAME.andAlways("menvcfg", Bits.PBMTE),
            Example.through("menvcfg", Bits.PBMTE, Bits.PAGE | 1L << 61)),
    RESERVED_ENTRY_BITS(
            Kind.WRONG,
            "Privileged ISA, \"Sv39\", bits 60-54; \"Svpbmt\", PBMT of 3",
            "reserved bits of page-table entries are not looked at",
            never(Dialect.ENTRY, 0x7fL << 54),
            Example.through("menvcfg", 0, Bits.PAGE | 1L << 54)),
    MPRV_AFTER_RETURN(
            Kind.WRONG,
            "Privileged ISA, \"Privilege and Global Interrupt-Enable Stack in mstatus\"",
            "xRET to a mode below M leaves MPRV as it is",
            never("mstatus", MachineUnits.MPRV),
            "lui t3, 0x20",
            "csrrs zero, mstatus, t3",
            "addi s11, zero, 16",
            "ecall"),
    AMO_ON_NOTHING(
            Kind.WRONG,
            "Privileged ISA, \"Machine Cause Register\", store/AMO access fault",
            "an AMO where nothing is raises a load access fault",
            never("medeleg", Bits.ACCESS_FAULTS).andUncompared("mcause", 2),
            "addi s1, zero, 17",
            "slli s1, s1, 27",
            "amoadd.w t0, t0, (s1)"),
    PART_OF_MISALIGNED_ACCESS(
            Kind.WRONG,
            "Privileged ISA, \"Machine Trap Value\", misaligned loads and stores",
            "mtval of an access fault is the aligned address in front of the access",
            never("medeleg", Bits.ACCESS_FAULTS).andUncompared("mtval", -1),
            "addi s1, zero, 17",
            "slli s1, s1, 27",
            "ld t0, 5(s1)"),
    LOW_BIT_OF_EPC(
            Kind.WRONG,
            "Privileged ISA, \"Machine Exception Program Counter\", \"Supervisor Exception Program Counter\"",
            "bit 0 can be set",
            never("mepc", 1).andNever("sepc", 1).andNever("vsepc", 1),
            "csrrwi zero, sepc, 1"),
    COUNTER_ENABLES(
            Kind.WRONG,
            "Privileged ISA, \"Machine Counter-Enable\": 32 bits",
            "the enables of counters have 64 bits",
            never("mcounteren", -1L << 32).andNever("scounteren", -1L << 32).andNever("hcounteren", -1L << 32),
            "addi t3, zero, -1",
            "csrrw zero, mcounteren, t3"),
    TIMER_WITHOUT_LEAVE(
            Kind.WRONG,
            "Privileged ISA, \"Machine Environment Configuration\", STCE",
            "stimecmp decides about STIP while STCE is clear",
            BY_NAME,
            "addi t3, zero, 1",
            "slli t3, t3, 63",
            "csrrc zero, menvcfg, t3",
            "csrrw zero, stimecmp, zero",
            "csrrs t0, mip, zero"),
    CLEAN_FLAGS(
            Kind.WRONG,
            "Privileged ISA, \"Extension Context Status in mstatus\", FS",
            "a comparison that raises a flag leaves FS Clean: programs never have it so",
            BY_NAME,
            "addi t1, zero, -1",
            "lui t3, 6",
            "csrrs zero, mstatus, t3",
            "fmv.d.x ft0, t1",
            "csrrw zero, fcsr, zero",
            "lui t3, 2",
            "csrrc zero, mstatus, t3",
            "flt.d t0, ft0, ft0"),
    ENVIRONMENT_OF_GUESTS(
            Kind.WRONG,
            "Privileged ISA, \"Hypervisor Environment Configuration\", PBMTE and STCE",
            "henvcfg grants what menvcfg does not",
            never("henvcfg", Bits.GRANTED).andUncompared("henvcfg", Bits.GRANTED),
            "addi t3, zero, 1",
            "slli t3, t3, 62",
            "csrrc zero, menvcfg, t3",
            "csrrw zero, henvcfg, t3"),
    STATUS_OF_GUESTS(
            Kind.WRONG,
            "Privileged ISA, \"Virtual Supervisor Status\"",
            "fields that sstatus does not have can be written, and SD is not read-only",
            never("vsstatus", ~(StartState.MSTATUS_SUM | StartState.MSTATUS_MXR | 0x122)),
            "addi t3, zero, -1",
            "csrrw zero, vsstatus, t3"),
    HYPERVISOR_STATUS(
            Kind.WRONG,
            "Privileged ISA, \"Hypervisor Status\"",
            "fields that are read-only zero or not there at all can be written",
            never("hstatus", ~(StartState.HSTATUS_REFUSALS | StartState.HSTATUS_USER | 0x140)),
            "addi t3, zero, -1",
            "csrrw zero, hstatus, t3"),
    ROOT_OF_SECOND_STAGE(
            Kind.WRONG,
            "Privileged ISA, \"Hypervisor Guest Address Translation and Protection\", TVM",
            "hgatp is open to HS-mode while TVM is set",
            withoutCsrs("hgatp"),
            "lui t3, 0x100",
            "csrrs zero, mstatus, t3",
            "addi s11, zero, 18",
            "ecall",
            "csrrs t0, hgatp, zero"),
    ROOT_OF_GUESTS(
            Kind.WRONG,
            "Privileged ISA, \"Virtual Supervisor Address Translation and Protection\": WARL",
            "vsatp holds modes that there are not; QEMU aborts when it translates with one",
            withoutCsrs("vsatp"),
            "addi t3, zero, -1",
            "csrrw zero, vsatp, t3",
            "csrrw t0, vsatp, zero"),
    INTERRUPTS_OF_GUESTS(
            Kind.WRONG,
            "Privileged ISA, \"Hypervisor Interrupt\"",
            "VSTIP of hvip does not reach mip, and vsie writes what is not delegated",
            withoutCsrs("hvip", "hip", "hie", "vsip", "vsie", "vstimecmp", "hideleg")
                    .andNever("mie", Bits.OF_GUESTS)
                    .andNever("mip", Bits.OF_GUESTS),
            "addi t3, zero, 64",
            "csrrw zero, hvip, t3",
            "csrrs t0, mip, zero"),
    DELEGATION_OF_THE_IMPOSSIBLE(
            Kind.CHOICE,
            "Privileged ISA, \"Machine Trap Delegation\": should be read-only zero",
            "misaligned jumps, which C makes impossible, and calls from M-mode can be delegated",
            never("medeleg", 0x801),
            "csrrwi zero, medeleg, 1"),
    BREAKPOINT_VALUE(
            Kind.CHOICE,
            "Privileged ISA, \"Machine Trap Value\": zero or the address",
            "mtval of EBREAK is zero",
            never("medeleg", 8).andUncompared("mtval", -1),
            "ebreak"),
    REFUSED_INVALIDATION(
            Kind.CHOICE,
            "Privileged ISA, \"Machine Trap Value\": zero or the instruction",
            "mtval of a refused SINVAL.VMA is zero, of other illegal instructions the instruction",
            withoutExtensions("svinval"),
            "addi s11, zero, 16",
            "ecall",
            "sinval.vma zero, zero"),
    RESERVED_CBIE(
            Kind.CHOICE,
            "Privileged ISA, \"Machine Environment Configuration\": WARL",
            "CBIE holds the reserved 2",
            never("menvcfg", 32).andNever("henvcfg", 32).andNever("senvcfg", 32),
            "addi t3, zero, 32",
            "csrrw zero, senvcfg, t3"),
    VECTOR_STATUS(
            Kind.CHOICE,
            "Privileged ISA, \"Extension Context Status in mstatus\": may be read-only zero",
            "VS can be written without V",
            never("mstatus", Bits.VS).andNever("sstatus", Bits.VS),
            "addi t3, zero, 1024",
            "csrrs zero, mstatus, t3"),
    OTHER_WIDTHS(
            Kind.CHOICE,
            "Privileged ISA, \"Base ISA Control in mstatus\": WARL",
            "UXL can be 1: user mode with 32 bits",
            never("mstatus", 0xfL << 32).andNever("sstatus", 3L << 32),
            "addi t3, zero, 1",
            "slli t3, t3, 32",
            "csrrw zero, sstatus, t3"),
    RESERVED_PROTECTION(
            Kind.CHOICE,
            "Privileged ISA, \"Physical Memory Protection CSRs\": R=0 with W=1 is reserved",
            "pmpcfg holds the reserved combination",
            BY_NAME,
            "csrrwi zero, pmpcfg0, 2"),
    RESERVED_VECTORING(
            Kind.CHOICE,
            "Privileged ISA, \"Supervisor Trap Vector Base Address\": WARL",
            "a write with a reserved MODE is ignored as a whole",
            never("mtvec", 2).andNever("stvec", 2).andNever("vstvec", 2),
            "csrrwi zero, stvec, 2"),
    FAILING_CONDITIONAL(
            Kind.CHOICE,
            "Unprivileged ISA, \"Zalrsc\": says nothing of it",
            "SC without a reservation does not look whether it could store",
            BY_NAME,
            "addi s1, zero, 17",
            "slli s1, s1, 27",
            "sc.w t0, t0, (s1)"),
    CODE_IN_DEVICES(
            Kind.CHOICE,
            "Privileged ISA, \"Supported Access Type PMAs\"",
            "instructions can be fetched from the test finisher",
            BY_NAME.andAlways("mepc", Bits.NOWHERE)
                    .andNever("mepc", -1L << 41)
                    .andAlways("sepc", Bits.NOWHERE)
                    .andNever("sepc", -1L << 41),
            "lui t3, 0x100",
            "jalr ra, 0(t3)"),
    GUESTS(
            Kind.WRONG,
            "Privileged ISA, \"Hypervisor\"",
            "too much is wrong in VS- and VU-mode, and with HLV and HSV; Spike is asked about them",
            never("mstatus", 3L << 38).andNever("hstatus", 1L << 7),
            "addi s11, zero, 17",
            "ecall",
            "sfence.vma zero, zero");

    /** Who is right. */
    enum Kind {
        /** QEMU 7.2 does not have it. */
        ABSENT,
        /** QEMU 7.2 does what the specification forbids or advises against. */
        WRONG,
        /** The specification leaves it to the implementation. */
        CHOICE
    }

    /** What registers have where. */
    private static final class Bits {
        static final long ADUE = 1L << 61;
        static final long PBMTE = 1L << 62;
        static final long GRANTED = 7L << 61;
        static final long ACCESS_FAULTS = 0xa0;
        static final long OF_GUESTS = 0x444;
        static final long VS = 0x600;
        /** No code is that high. */
        static final long NOWHERE = 1L << 40;

        static final long PAGE =
                TranslationTable.V | TranslationTable.R | TranslationTable.W | TranslationTable.A | TranslationTable.D;
    }

    /** Programs that read through a page table of their own. */
    private static final class Example {
        /** A load as S-mode through a page of 1 GiB with these flags, while bits of a register are clear. */
        static String[] through(String csr, long cleared, long flags) {
            List<String> lines = new ArrayList<>(Constant.load("t3", cleared));
            lines.add("csrrc zero, %s, t3".formatted(csr));
            // The first page of data becomes a root table.
            lines.addAll(List.of("auipc s1, 4", "srli t0, s1, 12", "slli s1, t0, 12"));
            lines.addAll(Constant.load("t3", TranslationTable.leaf(Layout.BASE, flags)));
            lines.add("sd t3, 16(s1)");
            lines.addAll(List.of("addi t3, zero, 1", "slli t3, t3, 63", "or t0, t0, t3", "csrrw zero, satp, t0"));
            lines.add("sfence.vma zero, zero");
            lines.addAll(Assembled.bits("mstatus", MachineUnits.MPRV | 3 << 11, MachineUnits.MPRV | 1 << 11));
            lines.addAll(List.of("ld t0, 0(s1)", "lui t3, 0x20", "csrrc zero, mstatus, t3"));
            return lines.toArray(String[]::new);
        }
    }

    final Kind kind;
    final String section;
    final String what;
    /** Of sets and maps that nobody changes. */
    @SuppressWarnings("ImmutableEnumChecker")
    final Steering steering;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> example;

    QemuDifference(Kind kind, String section, String what, Steering steering, String... example) {
        this.kind = kind;
        this.section = section;
        this.what = what;
        this.steering = steering;
        this.example = List.of(example);
    }

    /** The smallest program that shows it. */
    List<Integer> example() {
        return Assembled.lines(example);
    }
}
