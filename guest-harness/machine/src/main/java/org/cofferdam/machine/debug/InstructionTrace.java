package org.cofferdam.machine.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * A line for each instruction that retires, and those of {@link TrapTrace} for what happens besides. What stands before the
 * semicolon is what Spike's {@code --log-commits} says:
 *
 * <pre>
 * core   0: 3 0x0000000080000004 (0x00b53023) mem 0x0000000080001000 0x0000000000000007 ; 2 M sd a1, 0(a0)
 * core   0: 3 0x0000000080000008 (0x00053603) x12 0x0000000000000007 mem 0x0000000080001000 ; 3 M ld a2, 0(a0) loads 0x0000000000000007
 * </pre>
 *
 * hart; nominal privilege, address and encoding; registers and CSRs written, by number; addresses of loads; addresses and
 * values of stores. Behind it: the hart's cycle before the instruction, the mode, the assembly text, and the values loaded.
 */
public final class InstructionTrace extends TrapTrace {
    private static final int FFLAGS = 0x001;
    private static final int FRM = 0x002;
    private static final int FCSR = 0x003;
    private static final int SSTATUS = 0x100;
    private static final int SIE = 0x104;
    private static final int VSSTATUS = 0x200;
    private static final int MSTATUS = 0x300;
    private static final int MIE = 0x304;
    private static final int HSTATUS = 0x600;

    /** What {@code fcsr} consists of; a register that shows others' bits is shown as those, {@code sie} beside them. */
    private static final List<Integer> FCSR_PARTS = List.of(FFLAGS, FRM);

    /** What instructions change besides what they name. */
    private static final int[] CHANGED_IN_PASSING = {FFLAGS, VSSTATUS, MSTATUS, HSTATUS};

    private record Moved(long address, int size, long value) {}

    private record Reached(long address, int size, long physical, boolean load) {}

    private final Map<Integer, String> names = new TreeMap<>();
    private final List<Moved> loads = new ArrayList<>();
    private final List<Moved> stores = new ArrayList<>();
    private final Set<Integer> written = new TreeSet<>();
    private final long[] before = new long[CHANGED_IN_PASSING.length];
    private final PhysicalMemory ram;
    private Reached atomic;
    private boolean conditional;
    private boolean succeeds;
    private int bits;
    private long pc;
    private long cycle;
    private int privilege;
    private String mode;

    /**
     * A trace of one hart.
     *
     * @param ram what atomics reach
     */
    public InstructionTrace(TraceOutput output, Hart hart, PhysicalMemory ram) {
        super(output);
        this.ram = ram;
        hart.csrs.table().forEach(csr -> names.put(csr.number(), csr.name()));
    }

    @Override
    public boolean wantsInstructions() {
        return output.open();
    }

    @Override
    public void begins(Hart hart, int encoding) {
        bits = encoding;
        pc = hart.pc;
        cycle = hart.cycle;
        privilege = hart.privilege().level;
        mode = Modes.of(hart);
        loads.clear();
        stores.clear();
        written.clear();
        atomic = null;
        conditional = false;
        for (int i = 0; i < before.length; i++) {
            before[i] = hart.csrs.read(CHANGED_IN_PASSING[i]);
        }
    }

    @Override
    public void loaded(long address, int size, long value) {
        loads.add(new Moved(address, size, value));
    }

    @Override
    public void stored(long address, int size, long value) {
        stores.add(new Moved(address, size, value));
    }

    @Override
    public void reached(long address, int size, long physical, boolean load) {
        atomic = new Reached(address, size, physical, load);
        loaded(address, size, value(atomic));
    }

    private long value(Reached place) {
        return place.size == Long.BYTES ? ram.loadDouble(place.physical) : ram.loadWord(place.physical);
    }

    @Override
    public void conditional(boolean succeeding) {
        conditional = true;
        succeeds = succeeding;
        loads.clear();
    }

    @Override
    public void wrote(Csr csr) {
        switch (csr.number()) {
            case FCSR -> written.addAll(FCSR_PARTS);
            case SSTATUS -> written.add(MSTATUS);
            case SIE -> written.addAll(List.of(SIE, MIE));
            default -> written.add(csr.number());
        }
    }

    @Override
    void returns(Hart hart) {
        if (hart.virtualized()) {
            written.add(VSSTATUS);
        } else {
            written.add(MSTATUS);
            if (Rv64.instructions().disassemble(bits).equals("sret")) {
                written.add(HSTATUS);
            }
        }
    }

    @Override
    public void retires(Hart hart) {
        if (atomic != null && !atomic.load && (!conditional || succeeds)) {
            stored(atomic.address, atomic.size, value(atomic));
        }
        int length = InstructionSet.lengthOf(bits);
        TraceLine line = TraceLine.of(hart)
                .text(Integer.toString(privilege))
                .text(" ")
                .number(pc)
                .text(" (")
                .number(bits, length)
                .text(")");
        registers(line, hart);
        loads.forEach(load -> line.text(" mem ").number(load.address));
        stores.forEach(
                store -> line.text(" mem ").number(store.address).text(" ").number(store.value, store.size));
        line.text(" ; ").text(Long.toString(cycle)).text(" ").text(mode).text(" ");
        line.text(Rv64.instructions().disassemble(bits));
        loads.forEach(load -> line.text(" loads ").number(load.value, load.size));
        output.line(line.end());
    }

    /** Registers and CSRs together by number, and of one number in this order. */
    private void registers(TraceLine line, Hart hart) {
        TreeMap<Integer, Runnable> parts = new TreeMap<>();
        Rv64.instructions().decode(bits).ifPresent(instruction -> {
            if (instruction.encoding().hasOperand("frd")) {
                int number = (int) instruction.operand("frd");
                parts.put(16 * number + 1, () -> line.register('f', number).number(hart.f[number]));
            } else if (instruction.encoding().hasOperand("rd") && instruction.operand("rd") != 0) {
                int number = (int) instruction.operand("rd");
                parts.put(16 * number, () -> line.register('x', number).number(hart.x[number]));
            }
        });
        for (int i = 0; i < before.length; i++) {
            if (hart.csrs.read(CHANGED_IN_PASSING[i]) != before[i]) {
                written.add(CHANGED_IN_PASSING[i]);
            }
        }
        for (int number : written) {
            parts.put(16 * number + 2, () -> line.text(" c" + number + "_" + names.get(number) + " ")
                    .number(hart.csrs.read(number)));
        }
        parts.values().forEach(Runnable::run);
    }
}
