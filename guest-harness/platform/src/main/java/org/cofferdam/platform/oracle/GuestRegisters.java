package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;

/**
 * The registers of a hart that a guest can see, or that decide what it sees, read from the machine. Which ones these are follows
 * from the machine's own table of CSRs, whatever the core believes that it has to switch.
 */
final class GuestRegisters {
    static final int INTEGERS = 32;
    static final int FLOATS = 32;
    /** The place of the pc, after the integers and floats; then the CSRs. */
    static final int PC = INTEGERS + FLOATS;

    /** What is a matter of the trap, of the moment, or of the second stage, which others look at. */
    private static final Set<String> OTHERS =
            Set.of("fflags", "frm", "hstatus", "htval", "htinst", "hip", "hie", "hvip", "hgatp", "vsip", "hgeip");

    private static final int USER = 0x100;
    private static final int SUPERVISOR = 0x200;
    private static final int MACHINE = 0x300;
    private static final int HYPERVISOR = 0x600;
    private static final int DEBUG = 0x700;

    private final List<Csr> csrs = new ArrayList<>();

    GuestRegisters(Hart hart) {
        Set<String> names = hart.csrs.table().stream().map(Csr::name).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> seen = new TreeSet<>();
        for (Csr row : hart.csrs.table()) {
            boolean watched = isGuests(row, names) && !OTHERS.contains(row.name());
            if (watched && seen.add(row.number())) {
                csrs.add(row);
            }
        }
    }

    /** A register of S-mode is HS-mode's own if VS-mode has one in its place. */
    private static boolean isGuests(Csr row, Set<String> names) {
        int number = row.number();
        if (number < SUPERVISOR) {
            return number < USER || !names.contains("v" + row.name());
        }
        return number < MACHINE || (number >= HYPERVISOR && number < DEBUG);
    }

    /** All of them: x0 to x31, f0 to f31, the guest's pc, the CSRs. */
    long[] read(Hart hart) {
        long[] values = new long[PC + 1 + csrs.size()];
        System.arraycopy(hart.x, 0, values, 0, INTEGERS);
        System.arraycopy(hart.f, 0, values, INTEGERS, FLOATS);
        values[PC] = hart.csrs.read(org.cofferdam.microkernel.hardware.Csr.SEPC);
        for (int i = 0; i < csrs.size(); i++) {
            values[PC + 1 + i] = hart.csrs.read(csrs.get(i).number());
        }
        return values;
    }

    /** The name of a place. */
    String name(int place) {
        if (place < INTEGERS) {
            return "x" + place;
        }
        if (place < PC) {
            return "f" + (place - INTEGERS);
        }
        return place == PC ? "pc" : csrs.get(place - PC - 1).name();
    }

    /** The place of a CSR; -1 if the machine has none of that name. */
    int place(String name) {
        for (int i = 0; i < csrs.size(); i++) {
            if (csrs.get(i).name().equals(name)) {
                return PC + 1 + i;
            }
        }
        return -1;
    }
}
