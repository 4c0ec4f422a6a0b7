package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cofferdam.properties.differential.privileged.AddressSpaces.Entry;

/** What only M-mode can do: change tables, delegation and the PMP, and access memory as another mode. */
final class MachineUnits {

    static final long MPRV = 1L << 17;
    private static final long MPP = 3L << 11;
    static final long MPV = 1L << 39;
    private static final int NATURALLY_ALIGNED = 3;
    private static final int LOCKED = 0x80;

    private final Dialect dialect;
    private final Choice choice;
    private final long block;
    private final AddressSpaces spaces;
    private final InstructionDraw instructions;
    private final boolean locks;

    MachineUnits(
            Dialect dialect,
            Choice choice,
            long block,
            AddressSpaces spaces,
            InstructionDraw instructions,
            boolean locks) {
        this.dialect = dialect;
        this.choice = choice;
        this.block = block;
        this.spaces = spaces;
        this.instructions = instructions;
        this.locks = locks;
    }

    List<Integer> unit() {
        return switch (choice.below(6)) {
            case 0, 1 -> asOtherMode();
            case 2 -> changedEntry();
            case 3 -> delegation();
            case 4 -> protection();
            default -> interrupt();
        };
    }

    /**
     * Spike does not set GVA when a cache-block operation faults as a guest's (privileged ISA, "mstatus", GVA): there are
     * none where MPV is set.
     */
    private List<Integer> asOtherMode() {
        long level = choice.of(List.of(0L, 1L, 1L, 3L));
        long virtualized = dialect.avoids(QemuDifference.GUESTS) ? 0 : choice.bits(MPV);
        List<Integer> unit = new ArrayList<>(Assembled.lines(
                Constant.load(
                        choice.of(List.of("sp", "s0", "s1")), Layout.WINDOW + Layout.PAGE + 8L * choice.below(512)),
                Assembled.bits("mstatus", MPRV | MPP | MPV, MPRV | (level << 11) | virtualized)));
        for (int i = 1 + choice.below(3); i > 0; i--) {
            unit.addAll(virtualized == 0 ? instructions.access() : instructions.accessWithoutCacheBlocks());
        }
        if (virtualized != 0 || dialect.avoids(QemuDifference.MPRV_AFTER_RETURN) || !choice.oneIn(8)) {
            unit.addAll(Assembled.lines("lui t3, 0x20", "csrrc zero, mstatus, t3"));
        }
        return unit;
    }

    /** In M-mode's own view, then seen by all. */
    private List<Integer> changedEntry() {
        Entry entry = choice.of(spaces.entries());
        return Assembled.lines(
                Assembled.bits("mstatus", MPRV, 0),
                Constant.load("t3", entry.place()),
                Constant.load("t4", spaces.entry(entry.kind())),
                List.of("sd t4, 0(t3)", "sfence.vma zero, zero", "hfence.vvma zero, zero", "hfence.gvma zero, zero"));
    }

    /** A call from HS-mode is never delegated: it is how the handler there reaches the monitor. */
    private List<Integer> delegation() {
        String csr = choice.of(Stream.of("medeleg", "hedeleg", "mideleg", "hideleg")
                .filter(dialect::has)
                .toList());
        long value = choice.oneIn(3) ? choice.bits(-1) : choice.mostBits();
        return Assembled.lines(
                Constant.load("t3", dialect.steered(csr, value & ~StartState.CALL_FROM_HYPERVISOR)),
                List.of("csrrw zero, %s, t3".formatted(csr)));
    }

    /** An entry over a part of the data or of the landing pages; the first never from address 0 on. */
    private List<Integer> protection() {
        int index = choice.below(CsrPool.PMP_ENTRIES);
        int kind = index == 0 ? choice.of(List.of(0, 2, NATURALLY_ALIGNED)) : choice.below(4);
        long address = block + Layout.DATA + 8L * choice.below(6 * Layout.PAGE / 8);
        long value = address >>> 2;
        if (kind == NATURALLY_ALIGNED) {
            long size = 1L << choice.below(10);
            value = (value & -size) | (((size >>> 1) - 1) & (size - 1));
        }
        int permissions = choice.below(8);
        if (dialect.avoids(QemuDifference.RESERVED_PROTECTION) && (permissions & 3) == 2) {
            permissions &= ~2;
        }
        int config = (kind << 3) | permissions | (locks && choice.oneIn(3) ? LOCKED : 0);
        return Assembled.lines(
                Constant.load("t3", value),
                List.of("csrrw zero, pmpaddr%d, t3".formatted(index)),
                Assembled.bits("pmpcfg0", 0xffL << (8 * index), (long) config << (8 * index)),
                List.of("sfence.vma zero, zero", "hfence.gvma zero, zero"));
    }

    /** One that is pending without a device, and enabled here or there. */
    private List<Integer> interrupt() {
        long pending = choice.bits(0x222);
        return Assembled.lines(
                Constant.load("t3", dialect.steered("mie", choice.bits(0x666))),
                List.of("csrrw zero, mie, t3"),
                Constant.load("t3", pending),
                List.of("csrrw zero, mip, t3"),
                Constant.load("t3", choice.bits(0x444)),
                dialect.has("hvip") ? List.of("csrrw zero, hvip, t3") : List.<String>of(),
                Assembled.bits("mstatus", 0xaa, choice.bits(0xaa)));
    }
}
