package org.cofferdam.properties.differential.privileged;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The control and status registers that programs use; a fixed list, so that a seed means the same program for ever. */
final class CsrPool {

    /** Those that the monitor and the two handlers need; a program may probe them only where no trap can come between. */
    static final Set<String> GUARDED =
            Set.of("mtvec", "mscratch", "stvec", "vstvec", "satp", "vsatp", "hgatp", "medeleg", "pmpcfg0", "pmpcfg2");

    /** Compared with the time: only values in which all machines' clocks agree are written. */
    static final Set<String> TIMED = Set.of("stimecmp", "vstimecmp", "htimedelta");

    /** Long past and far ahead. */
    static final List<Long> MOMENTS = List.of(0L, 1L << 61, -1L);

    static final List<Long> OFFSETS = List.of(0L, 1L << 62);

    /**
     * Bit 0, FIOM, is never set: Spike has it read-only, which the specification allows only where {@code satp} is (privileged
     * ISA, "Machine Environment Configuration").
     */
    static final Set<String> ENVIRONMENTS = Set.of("menvcfg", "henvcfg", "senvcfg");

    /** Their FS is Off or Dirty: whether an instruction that changes nothing makes it Dirty is left open. */
    static final Set<String> STATUSES = Set.of("mstatus", "sstatus", "vsstatus");

    /** Entries of the PMP that programs change; the last of all opens everything that these do not name. */
    static final int PMP_ENTRIES = 6;

    private static final List<String> PMP_ADDRESSES =
            IntStream.range(0, PMP_ENTRIES).mapToObj(i -> "pmpaddr" + i).toList();

    private static final List<String> MACHINE = List.of(
            "medeleg",
            "mideleg",
            "mie",
            "mip",
            "mcounteren",
            "menvcfg",
            "mstateen0",
            "mepc",
            "mcause",
            "mtval",
            "mtval2",
            "mtinst");

    private static final List<String> SUPERVISOR = List.of(
            "scounteren", "senvcfg", "sstateen0", "sscratch", "sepc", "scause", "stval", "stimecmp", "satp", "stvec");

    private static final List<String> HYPERVISOR = List.of(
            "hstatus",
            "hedeleg",
            "hideleg",
            "hvip",
            "htval",
            "htinst",
            "hgatp",
            "hcounteren",
            "henvcfg",
            "hstateen0",
            "htimedelta");

    private static final List<String> GUEST =
            List.of("vsstatus", "vsscratch", "vsepc", "vscause", "vstval", "vstimecmp", "vsatp", "vstvec");

    /** Other views of registers that are in the list already. */
    private static final List<String> VIEWS = List.of("sstatus", "sie", "sip", "hie", "hip", "vsie", "vsip");

    /** What the monitor sets before each program, in this order. */
    static final List<String> FIRST = Stream.of(
                    PMP_ADDRESSES.stream(),
                    Stream.of("pmpaddr15", "pmpcfg0", "pmpcfg2"),
                    MACHINE.stream(),
                    SUPERVISOR.stream(),
                    HYPERVISOR.stream(),
                    GUEST.stream(),
                    Stream.of("mstatus"))
            .flatMap(names -> names)
            .toList();

    /** What it reads after each program. */
    static final List<String> LAST = Stream.of(
                    Stream.of("mstatus"),
                    MACHINE.stream(),
                    SUPERVISOR.stream(),
                    HYPERVISOR.stream(),
                    GUEST.stream(),
                    VIEWS.stream(),
                    Stream.of("pmpcfg0"),
                    PMP_ADDRESSES.stream())
            .flatMap(names -> names)
            .toList();

    /** What programs read and write. */
    static final List<String> USED = Stream.of(
                    LAST.stream(), Stream.of("mtvec", "mscratch", "fcsr", "fflags", "frm", "hgeie"))
            .flatMap(names -> names)
            .toList();

    /** Only whether they may be read is the same everywhere, not what they hold. */
    static final List<String> COUNTERS =
            List.of("cycle", "time", "instret", "hpmcounter3", "hpmcounter9", "hpmcounter31");

    /**
     * Smstateen's. Bits of state that the hart does not have are never set; Spike has some of it.
     */
    static final List<String> STATE_ENABLES = List.of("mstateen0", "hstateen0", "sstateen0");

    /** What they hold depends on what a machine likes to say there: their values reach no other register. */
    static final Set<String> UNREAD = Set.of("mtinst", "htinst");

    static final long STATE_ENABLE_BITS = 3L << 62;

    private CsrPool() {}
}
