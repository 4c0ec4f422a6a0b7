package org.cofferdam.guests.debugger;

import java.util.stream.IntStream;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.isa.RegisterNames;

/**
 * The registers of a hart by the numbers that GDB gives them (GDB, gdb/riscv-tdep.h), and their description: integer
 * registers and pc, floating-point registers, every row of the CSR table, and the mode.
 */
final class GdbRegisters {
    /** How many registers a {@code g} packet holds: x0 to x31 and pc. */
    static final int GENERAL = 33;

    private static final int PC = 32;
    private static final int FIRST_FLOAT = 33;
    private static final int FIRST_CSR = 65;
    private static final int PRIVILEGE = FIRST_CSR + 4096;
    private static final int VIRTUALIZED = PRIVILEGE + 1;
    private static final int MACHINE_LEVEL = Privilege.MACHINE.level;

    /** {@code fcsr} and its parts, which GDB looks for among the floating-point registers. */
    private static final int LAST_FLOAT_CSR = 3;

    private GdbRegisters() {}

    /** Whether there is a register of this number. */
    static boolean exists(Hart hart, long number) {
        return number >= 0
                && (number < FIRST_CSR
                        || number == PRIVILEGE
                        || number == VIRTUALIZED
                        || (number < PRIVILEGE
                                && hart.csrs.table().stream().anyMatch(csr -> csr.number() == number - FIRST_CSR)));
    }

    static long read(Hart hart, int number) {
        if (number < PC) {
            return hart.x[number];
        } else if (number == PC) {
            return hart.pc;
        } else if (number < FIRST_CSR) {
            return hart.f[number - FIRST_FLOAT];
        } else if (number == PRIVILEGE) {
            return hart.privilege().level;
        } else if (number == VIRTUALIZED) {
            return hart.virtualized() ? 1 : 0;
        }
        return hart.csrs.read(number - FIRST_CSR);
    }

    /** Writes as software would: what a register cannot hold, it does not take. */
    static void write(Hart hart, int number, long value) {
        if (number == 0) {
            return;
        }
        if (number < PC) {
            hart.x[number] = value;
        } else if (number == PC) {
            hart.pc = value & ~1L;
        } else if (number < FIRST_CSR) {
            hart.f[number - FIRST_FLOAT] = value;
        } else if (number == PRIVILEGE) {
            boolean known = value >= 0 && value <= MACHINE_LEVEL && Privilege.of((int) value).level == value;
            if (known) {
                hart.enter(Privilege.of((int) value), hart.virtualized() && value != MACHINE_LEVEL);
            }
        } else if (number == VIRTUALIZED) {
            hart.enter(hart.privilege(), value != 0 && hart.privilege() != Privilege.MACHINE);
        } else {
            hart.csrs.write(number - FIRST_CSR, value);
        }
    }

    /** The target description (GDB manual, "RISC-V Features"), made from the tables. */
    static String description(Hart hart) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0"?>
                <!DOCTYPE target SYSTEM "gdb-target.dtd">
                <target version="1.0">
                <architecture>riscv:rv64</architecture>
                """);
        xml.append("<feature name=\"org.gnu.gdb.riscv.cpu\">\n");
        IntStream.range(0, PC)
                .forEach(i -> register(xml, RegisterNames.integer(i), i, i == 2 ? "data_ptr" : "int", "general"));
        register(xml, "pc", PC, "code_ptr", "general");
        xml.append(
                "</feature>\n<feature name=\"org.gnu.gdb.riscv.fpu\">\n<union id=\"riscv_double\">"
                        + "<field name=\"float\" type=\"ieee_single\"/><field name=\"double\" type=\"ieee_double\"/></union>\n");
        IntStream.range(0, 32)
                .forEach(i -> register(xml, RegisterNames.floatingPoint(i), FIRST_FLOAT + i, "riscv_double", "float"));
        csrs(xml, hart, 0, LAST_FLOAT_CSR, "float");
        xml.append("</feature>\n<feature name=\"org.gnu.gdb.riscv.csr\">\n");
        csrs(xml, hart, LAST_FLOAT_CSR + 1, 4095, "csr");
        xml.append("</feature>\n<feature name=\"org.gnu.gdb.riscv.virtual\">\n");
        register(xml, "priv", PRIVILEGE, "int", "general");
        register(xml, "virt", VIRTUALIZED, "int", "virtual");
        return xml.append("</feature>\n</target>\n").toString();
    }

    private static void csrs(StringBuilder xml, Hart hart, int first, int last, String group) {
        for (Csr csr : hart.csrs.table()) {
            if (csr.number() >= first && csr.number() <= last) {
                register(xml, csr.name(), FIRST_CSR + csr.number(), "uint64", group);
            }
        }
    }

    private static void register(StringBuilder xml, String name, int number, String type, String group) {
        xml.append("<reg name=\"%s\" bitsize=\"64\" regnum=\"%d\" type=\"%s\" group=\"%s\"%s/>\n"
                .formatted(name, number, type, group, number >= FIRST_CSR ? " save-restore=\"no\"" : ""));
    }
}
