package org.cofferdam.properties.differential.privileged;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cofferdam.machine.isa.RegisterNames;

/** A program's block as a machine has left it. */
record PrivilegedOutcome(ByteBuffer block) {

    /** A page-table read or write of 64 bits by the VS-stage. */
    private static final Set<Long> PSEUDOINSTRUCTIONS = Set.of(0x3000L, 0x3020L);

    private static final int BREAKPOINT = 3;
    private static final int LOAD_ACCESS = 5;
    private static final int STORE_ACCESS = 7;
    private static final int ATOMIC = 0x2f;

    /** One trap, as the monitor noted it. */
    record Trap(List<Long> words) {

        long get(String csr) {
            return words.get(Monitor.RECORD.indexOf(csr));
        }
    }

    int traps() {
        return (int) (word(Layout.STATE + StatePage.NEXT_RECORD) & (2 * Layout.PAGE - 1)) / Monitor.RECORD_BYTES;
    }

    Trap trap(int index) {
        int at = Layout.LOG + index * Monitor.RECORD_BYTES;
        return new Trap(IntStream.range(0, Monitor.RECORD.size())
                .mapToObj(i -> word(at + 8 * i))
                .toList());
    }

    private long word(int offset) {
        return block.getLong(offset);
    }

    /** The first thing in which two machines differ, traps before registers and registers before memory. */
    Optional<String> differenceTo(PrivilegedOutcome other, Dialect dialect) {
        for (int i = 0; i < Math.min(traps(), other.traps()); i++) {
            for (String csr : Monitor.RECORD) {
                long here = trap(i).get(csr);
                long there = other.trap(i).get(csr);
                if (compared(csr, trap(i)) != compared(csr, other.trap(i))
                        && !excused(csr, trap(i), other.trap(i), dialect)) {
                    return Optional.of("trap %d: %s\n  here  %s\n  there %s"
                            .formatted(i, different(csr, here, there), text(trap(i)), text(other.trap(i))));
                }
            }
        }
        if (traps() != other.traps()) {
            return Optional.of("%d traps here, %d there; the next: %s".formatted(traps(), other.traps(), next(other)));
        }
        for (int offset = 0; offset < Layout.BLOCK_BYTES; offset += 8) {
            String name = name(offset);
            long here = word(offset);
            long there = other.word(offset);
            if (!name.isEmpty()
                    && dialect.compared(name, compared(name, offset))
                            != dialect.compared(name, other.compared(name, offset))) {
                return Optional.of(different(name, here, there));
            }
        }
        return Optional.empty();
    }

    /** Whether a difference in how a trap is reported is one that the dialect cannot keep off. */
    private boolean excused(String csr, Trap here, Trap there, Dialect dialect) {
        long cause = here.get("mcause");
        boolean accessFault = cause == LOAD_ACCESS || cause == STORE_ACCESS;
        if (csr.equals("mcause")) {
            return dialect.avoids(QemuDifference.AMO_ON_NOTHING)
                    && cause == STORE_ACCESS
                    && there.get(csr) == LOAD_ACCESS
                    && isAtomic(here);
        }
        if (!csr.equals("mtval")) {
            return false;
        }
        if (cause == BREAKPOINT) {
            return dialect.avoids(QemuDifference.BREAKPOINT_VALUE)
                    && here.get(csr) == here.get("mepc")
                    && there.get(csr) == 0;
        }
        return accessFault
                && dialect.avoids(QemuDifference.PART_OF_MISALIGNED_ACCESS)
                && here.get(csr) - there.get(csr) > 0
                && here.get(csr) - there.get(csr) < Long.BYTES;
    }

    /** Whether the instruction that trapped is an AMO, in the program's own page. */
    private boolean isAtomic(Trap trap) {
        int at = (int) trap.get("mepc") & (Layout.PAGE - 1);
        return (block.getInt(Layout.CODE + at) & 0x7f) == ATOMIC;
    }

    private long compared(String register, Trap trap) {
        return compared(register, trap.get(register));
    }

    private long compared(String name, int offset) {
        return compared(name, word(offset));
    }

    /**
     * What is left of a register's value for comparison. The one known difference to Spike: it writes zero, which is always
     * allowed, in place of a transformed instruction; a pseudoinstruction is not optional (privileged ISA, "Transformed
     * Instruction or Pseudoinstruction for mtinst or htinst").
     */
    static long compared(String register, long value) {
        boolean isOptional = CsrPool.UNREAD.contains(register) && !PSEUDOINSTRUCTIONS.contains(value);
        return isOptional ? 0 : value;
    }

    private String next(PrivilegedOutcome other) {
        int common = Math.min(traps(), other.traps());
        return text(traps() > common ? trap(common) : other.trap(common));
    }

    private static String different(String name, long here, long there) {
        return "%s is 0x%x here, 0x%x there".formatted(name, here, there);
    }

    static String text(Trap trap) {
        StringBuilder text = new StringBuilder();
        for (String csr : Monitor.RECORD) {
            text.append("%s %x  ".formatted(csr, trap.get(csr)));
        }
        return text.toString();
    }

    /** What a word of the block means, or nothing if it is not compared: the monitor's own, or compared as a trap. */
    private static String name(int offset) {
        if (offset >= Layout.LOG && offset < Layout.LOG + Layout.PAGE) {
            return "";
        }
        if (offset < Layout.STATE || offset >= Layout.LOG) {
            return "memory at block + 0x%x".formatted(offset);
        }
        int at = offset - Layout.STATE;
        if (at < StatePage.F) {
            return at / 8 < StatePage.MONITOR_REGISTERS ? RegisterNames.integer(at / 8) : "";
        }
        if (at < StatePage.FCSR) {
            return RegisterNames.floatingPoint((at - StatePage.F) / 8);
        }
        if (at == StatePage.FCSR) {
            return "fcsr";
        }
        int csr = (at - StatePage.LAST_CSRS) / 8;
        return at >= StatePage.LAST_CSRS && csr < CsrPool.LAST.size() ? CsrPool.LAST.get(csr) : "";
    }

    /** Of traps, of registers, of control and status registers, and of memory: what is compared, as it is compared. */
    List<Integer> digests() {
        Digest traps = new Digest();
        for (int i = 0; i < traps(); i++) {
            for (String csr : Monitor.RECORD) {
                traps.add(compared(csr, trap(i)));
            }
        }
        Digest registers = new Digest();
        Digest csrs = new Digest();
        Digest memory = new Digest();
        for (int offset = 0; offset < Layout.BLOCK_BYTES; offset += 8) {
            String name = name(offset);
            if (!name.isEmpty()) {
                boolean isState = offset >= Layout.STATE && offset < Layout.LOG;
                Digest part = !isState ? memory : offset < Layout.STATE + StatePage.LAST_CSRS ? registers : csrs;
                part.add(compared(name, offset));
            }
        }
        return List.of(traps.value(), registers.value(), csrs.value(), memory.value());
    }
}
