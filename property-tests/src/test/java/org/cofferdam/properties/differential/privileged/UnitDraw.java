package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws the units of a program. It follows the mode that the program will be in if nothing goes wrong, so that most units
 * make sense there; a program in another mode traps more, and does no harm.
 */
final class UnitDraw {

    private static final int UNITS = 36;
    private static final String WAIT = "wfi";

    private final Dialect dialect;
    private final Choice choice;
    private final InstructionDraw instructions;
    private final CsrUnits csrs;
    private final MachineUnits machine;
    private final long block;
    private final AddressSpaces spaces;
    private Mode mode = Mode.MACHINE;
    private boolean hostTranslates;
    private boolean guestTranslates;

    UnitDraw(Dialect dialect, Choice choice, long block, AddressSpaces spaces, Map<String, Long> start, boolean locks) {
        this.dialect = dialect;
        this.choice = choice;
        this.block = block;
        this.spaces = spaces;
        hostTranslates = start.get("satp") != 0;
        guestTranslates = start.get("vsatp") != 0;
        instructions = new InstructionDraw(dialect, choice);
        csrs = new CsrUnits(dialect, choice, start.get("menvcfg"));
        machine = new MachineUnits(dialect, choice, block, spaces, instructions, locks);
    }

    List<List<Integer>> program() {
        List<List<Integer>> units = new ArrayList<>();
        units.add(csrs.statusBits(mode));
        units.add(enter(choice.of(dialect.modes())));
        units.add(pointer());
        while (units.size() < UNITS) {
            units.add(unit());
        }
        return units;
    }

    private List<Integer> unit() {
        if (mode == Mode.MACHINE && choice.oneIn(3)) {
            return machine.unit();
        }
        return switch (choice.below(20)) {
            case 0, 1, 2 -> instructions.unit();
            case 3, 4, 5 -> instructions.access();
            case 6, 7, 8 -> guestAccess();
            case 9, 10 -> pointer();
            case 11, 12 -> csrs.any(mode);
            case 13 -> csrs.statusBits(mode);
            case 14, 15 -> choice.oneIn(3) ? returnTo() : enter(choice.of(dialect.modes()));
            case 16 -> root();
            case 17 -> wildJump();
            case 18 -> fence();
            default -> trap();
        };
    }

    private List<Integer> guestAccess() {
        if (dialect.avoids(QemuDifference.GUESTS) || (mode.virtualized && !choice.oneIn(6))) {
            return instructions.access();
        }
        List<Integer> unit = new ArrayList<>();
        if (mode == Mode.MACHINE && choice.oneIn(2)) {
            unit.addAll(pointerTo(virtualAddress()));
        }
        unit.add(instructions.instance(choice.of(InstructionPool.GUEST_ACCESSES), Map.of()));
        return unit;
    }

    /** A pointer gets another value: in the middle of what it points to, so that no immediate leads out of it. */
    private List<Integer> pointer() {
        boolean bare = mode == Mode.MACHINE ? !choice.oneIn(6) : choice.oneIn(6);
        long address = bare ? physicalAddress() : virtualAddress();
        return pointerTo(address);
    }

    private List<Integer> pointerTo(long address) {
        String pointer = choice.of(List.of("sp", "s0", "s1"));
        return Assembled.constant(pointer, pointer.equals("s1") ? address & -8 : address);
    }

    private long offset() {
        long page = Layout.PAGE * (1L + choice.below(2));
        return page + (choice.oneIn(6) ? choice.below(Layout.PAGE) : 8L * choice.below(Layout.PAGE / 8));
    }

    private long physicalAddress() {
        return choice.oneIn(12) ? Layout.HOLE : block + Layout.DATA + offset();
    }

    private long virtualAddress() {
        return switch (choice.below(12)) {
            case 0 -> block + Layout.DATA + offset();
            case 1 -> Layout.RANGE_WINDOW + Layout.DATA + offset();
            case 2 -> Layout.LARGE_WINDOW + (block & (Layout.LARGE_PAGE - 1)) + Layout.DATA + offset();
            case 3 -> Layout.HUGE_WINDOW + (block - Layout.BASE) + Layout.DATA + offset();
            case 4 -> choice.oneIn(2) ? Layout.UNMAPPED + offset() : (1L << (38 + choice.below(26))) | offset();
            default -> Layout.WINDOW + offset();
        };
    }

    /** By a call of the monitor. */
    private List<Integer> enter(Mode next) {
        mode = next;
        return Assembled.lines("addi s11, zero, " + next.request(), "ecall");
    }

    /** By {@code mret} or {@code sret}, which trap in user modes. */
    private List<Integer> returnTo() {
        if (mode.isUser()) {
            return refusedReturn(choice.of(List.of("mret", "sret")));
        }
        if (mode == Mode.MACHINE && choice.oneIn(2)) {
            mode = choice.of(dialect.modes());
            long previous = ((long) mode.level << 11) | (mode.virtualized ? 1L << 39 : 0);
            return Assembled.lines(
                    Assembled.bits("mstatus", 0x80_0000_1800L, previous),
                    Assembled.returnBehind("mret", "mepc", seesUserCode()));
        }
        boolean user = choice.oneIn(2);
        List<String> previous = new ArrayList<>(Assembled.bits("sstatus", 0x100, user ? 0 : 0x100));
        boolean virtualized = !dialect.avoids(QemuDifference.GUESTS) && choice.oneIn(2);
        if (mode == Mode.VIRTUAL_SUPERVISOR) {
            virtualized = true;
        } else {
            previous.addAll(Assembled.bits("hstatus", 0x80, virtualized ? 0x80 : 0));
        }
        if (virtualized) {
            mode = user ? Mode.VIRTUAL_USER : Mode.VIRTUAL_SUPERVISOR;
        } else {
            mode = user ? Mode.USER : Mode.HYPERVISOR;
        }
        return Assembled.lines(previous, Assembled.returnBehind("sret", "sepc", seesUserCode()));
    }

    /** Whether the mode sees the code where users do. */
    private boolean seesUserCode() {
        return mode.isUser() && (mode.virtualized ? guestTranslates : hostTranslates);
    }

    /** A stage of translation goes on or off, and is fenced. */
    private List<Integer> root() {
        boolean on = !choice.oneIn(3);
        int stage = dialect.avoids(QemuDifference.GUESTS) ? 0 : choice.below(3);
        if (mode == Mode.VIRTUAL_SUPERVISOR) {
            guestTranslates = on;
            return root("satp", on ? spaces.guestRegister() : 0, "sfence.vma");
        }
        return switch (stage) {
            case 0 -> {
                hostTranslates = mode.isUser() ? hostTranslates : on;
                yield root("satp", on ? spaces.hostRegister() : 0, "sfence.vma");
            }
            case 1 -> {
                guestTranslates = mode.isUser() ? guestTranslates : on;
                yield root("vsatp", on ? spaces.guestRegister() : 0, "hfence.vvma");
            }
            default -> root("hgatp", on ? spaces.secondStageRegister() : 0, "hfence.gvma");
        };
    }

    private static List<Integer> root(String csr, long value, String fence) {
        return Assembled.lines(
                Constant.load("t3", value), List.of("csrrw zero, %s, t3".formatted(csr), fence + " zero, zero"));
    }

    /** To pages of returns, of which the last instruction crosses into the next page; or to where nothing is. */
    private List<Integer> wildJump() {
        boolean bare = mode == Mode.MACHINE || choice.oneIn(4);
        long landing = bare ? block + Layout.LANDING : Layout.LANDING_WINDOW;
        long target =
                switch (choice.below(8)) {
                    case 0 -> Layout.UNMAPPED;
                    case 1 -> (1L << (38 + choice.below(26))) | 0x1000;
                    case 2, 3 -> landing + Layout.PAGE - 2;
                    case 4 -> landing + Layout.PAGE + 8;
                    default -> landing + 4L * choice.below(Layout.PAGE / 4);
                };
        return Assembled.lines(Constant.load("t3", target), List.of("jalr ra, 0(t3)"));
    }

    private List<Integer> fence() {
        return List.of(instructions.instance(
                choice.of(InstructionPool.FENCES.stream().filter(dialect::has).toList()), Map.of()));
    }

    private List<Integer> trap() {
        List<String> traps = new ArrayList<>(List.of("ecall", "ebreak", "c.ebreak"));
        if (mode.isUser()) {
            traps.addAll(List.of(WAIT, "sret", "mret"));
        } else if (mode != Mode.MACHINE) {
            traps.add("mret");
        }
        if (choice.oneIn(4)) {
            // The defined illegal instruction, and custom ones that no machine has.
            return List.of(choice.of(List.of(0, 0x0000_000b, 0x0000_002b, 0x0000_007b)));
        }
        String trap = choice.of(traps);
        return switch (trap) {
            case WAIT -> waitOfUser();
            case "mret", "sret" -> refusedReturn(trap);
            default -> Assembled.lines(trap);
        };
    }

    /**
     * A return that must trap, behind a write of where it would go that must trap as well. After a wild jump a program can be
     * in another mode than it thinks, in which the return would lead back, and the program have no end.
     */
    private List<Integer> refusedReturn(String instruction) {
        return Assembled.lines(
                Assembled.returnBehind(instruction, instruction.equals("mret") ? "mepc" : "sepc", seesUserCode()));
    }

    /** A wait that must trap; skipped where the code is not seen as users see it, lest another mode wait for ever. */
    private static List<Integer> waitOfUser() {
        return Assembled.lines("auipc t3, 0", "srli t3, t3, 29", "addi t3, t3, -5", "bne t3, zero, 8", WAIT);
    }
}
