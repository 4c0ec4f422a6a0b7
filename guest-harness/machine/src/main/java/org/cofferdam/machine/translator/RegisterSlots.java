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
import org.cofferdam.machine.isa.Decoded;

/**
 * The registers of a region in local variables of its method: those that it names are loaded from the hart when it is
 * entered, and those that it writes are stored when it is left. A register's number is that of the hart, floating-point
 * registers from {@value #FLOATS} on.
 */
final class RegisterSlots {

    static final int FLOATS = 32;

    private static final ClassDesc HART = ClassDesc.of(Hart.class.getName());
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();

    private final Map<Integer, Integer> slots = new TreeMap<>();
    private final TreeSet<Integer> written = new TreeSet<>();
    private final int hartSlot;

    /** @param firstSlot from which on local variables are free */
    RegisterSlots(Region region, int hartSlot, int firstSlot) {
        this.hartSlot = hartSlot;
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
        int slot = firstSlot;
        for (int register : named) {
            slots.put(register, slot);
            slot += 2;
        }
    }

    private static void forEachRead(Decoded instruction, Consumer<Integer> action) {
        for (Parameter parameter : method(instruction).getParameters()) {
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

    /** The local variable of a register. */
    int slot(int register) {
        return slots.get(register);
    }

    /** Loads all that is named. */
    void load(CodeBuilder code) {
        slots.forEach((register, slot) -> {
            file(code, register);
            code.laload().lstore(slot);
        });
    }

    /** Stores all that may have been written. */
    void store(CodeBuilder code) {
        for (int register : written) {
            file(code, register);
            code.lload(slots.get(register)).lastore();
        }
    }

    private void file(CodeBuilder code, int register) {
        code.aload(hartSlot)
                .getfield(HART, register < FLOATS ? "x" : "f", LONGS)
                .loadConstant(register % FLOATS);
    }
}
