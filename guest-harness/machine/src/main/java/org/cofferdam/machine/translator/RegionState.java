package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Passage;
import org.cofferdam.machine.isa.Decoded;

/**
 * Where registers and the count of instructions are while a region's code executes. A register's number is that of the hart,
 * floating-point registers from {@value #FLOATS} on; each that the region names has a local variable.
 */
abstract class RegionState {

    static final int FLOATS = 32;

    static final ClassDesc PASSAGE = ClassDesc.of(Passage.class.getName());
    private static final ClassDesc HART = ClassDesc.of(Hart.class.getName());
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final Map<Integer, Integer> slots = new TreeMap<>();
    private final TreeSet<Integer> written = new TreeSet<>();

    RegionState(Region region) {
        TreeSet<Integer> named = new TreeSet<>();
        for (BasicBlock block : region.blocks().values()) {
            for (Decoded instruction : block.instructions()) {
                forEachRead(instruction, named::add);
                int destination = destination(instruction);
                if (destination != 0) {
                    named.add(destination);
                    written.add(destination);
                }
            }
        }
        int slot = Slots.REGISTERS;
        for (int register : named) {
            slots.put(register, slot);
            slot += 2;
        }
    }

    private static void forEachRead(Decoded instruction, Consumer<Integer> action) {
        for (Parameter parameter : instruction.encoding().definition().parameters()) {
            int register = read(instruction, parameter.getName());
            if (register > 0) {
                action.accept(register);
            }
        }
    }

    /** The register that a parameter names, 0 for x0; -1 if it names none. */
    static int read(Decoded instruction, String parameter) {
        return switch (parameter) {
            case "rs1", "rs2", "rs3" -> (int) instruction.operand(parameter);
            case "frs1", "frs2", "frs3" -> FLOATS + (int) instruction.operand(parameter);
            default -> -1;
        };
    }

    /** The register that the result goes to; 0 if it goes nowhere. */
    static int destination(Decoded instruction) {
        if (method(instruction).getReturnType() != long.class) {
            return 0;
        }
        return instruction.encoding().hasOperand("frd")
                ? FLOATS + (int) instruction.operand("frd")
                : (int) instruction.operand("rd");
    }

    private static Method method(Decoded instruction) {
        return instruction.encoding().definition().method();
    }

    /** Where the region is entered, at whichever block. */
    abstract void enter(CodeBuilder code);

    /** Where a block begins, which others may lead to. */
    abstract void beginBlock();

    /** Pushes a register's value. */
    abstract void push(CodeBuilder code, int register);

    /** Pops a register's value. */
    abstract void pop(CodeBuilder code, int register);

    /** Before an instruction that may throw. */
    abstract void approach(CodeBuilder code, int site);

    /** Takes the instructions of a block off those that are left. */
    void count(CodeBuilder code, int instructions) {
        code.lload(Slots.LEFT).loadConstant((long) instructions).lsub().lstore(Slots.LEFT);
    }

    /** Where the region is left. */
    abstract void leave(CodeBuilder code);

    /** Whether something is to be done where it is left by an exception. */
    abstract boolean hasHandler();

    final void storeCount(CodeBuilder code) {
        code.aload(Slots.PASSAGE).lload(Slots.LEFT).putfield(PASSAGE, "left", LONG);
    }

    final void storeBase(CodeBuilder code) {
        code.aload(Slots.PASSAGE).lload(Slots.BASE).putfield(PASSAGE, "base", LONG);
    }

    /** The local variable of a register. */
    final int slot(int register) {
        return slots.get(register);
    }

    /** Loads all that is named from the hart. */
    final void loadAll(CodeBuilder code) {
        slots.keySet().forEach(register -> load(code, register));
    }

    final void load(CodeBuilder code, int register) {
        file(code, register);
        code.laload().lstore(slot(register));
    }

    /** Stores all that may have been written in the hart. */
    final void storeAll(CodeBuilder code) {
        written.forEach(register -> store(code, register));
    }

    final void store(CodeBuilder code, int register) {
        file(code, register);
        code.lload(slot(register)).lastore();
    }

    private static void file(CodeBuilder code, int register) {
        code.aload(Slots.HART)
                .getfield(HART, register < FLOATS ? "x" : "f", LONG.arrayType())
                .loadConstant(register % FLOATS);
    }
}
