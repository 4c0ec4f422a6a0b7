package org.cofferdam.machine.hart;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.Encoding;

/**
 * Writes the class of operations that execute a given sequence of instructions, mostly of length one. Registers and
 * immediates are fields, so that one class serves all sequences of the same instructions.
 */
final class OperationClass {
    /** Writes to x0 go to a register that nobody reads. */
    private static final int DISCARD = 32;

    /** Ends the name of an operand that is not a register's value but its number. */
    private static final String INDEX = "Index";

    private static final ClassDesc OPERATION = ClassDesc.of(Operation.class.getName());
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, INT.arrayType());
    private static final MethodTypeDesc EXECUTE =
            MethodTypeDesc.of(ConstantDescs.CD_long, ClassDesc.of(Hart.class.getName()), ConstantDescs.CD_long);

    private final ClassDesc self;
    private final List<InstructionCode> instructions = new ArrayList<>();
    private int fields;

    /**
     * @param encodings of which only the first may trap and only the last may go elsewhere
     * @param room whose package the class joins
     */
    OperationClass(List<Encoding> encodings, Class<?> room) {
        self = ClassDesc.of(
                room.getPackageName(),
                encodings.stream()
                        .map(encoding -> encoding.definition().method().getName()
                                + encoding.pattern().length())
                        .collect(Collectors.joining("_")));
        int distance = 0;
        for (Encoding encoding : encodings) {
            instructions.add(new InstructionCode(encoding, self, instructions.size(), distance));
            fields += instructions.getLast().operands().size();
            distance += encoding.pattern().length();
        }
    }

    /** The bytes of the class file; its constructor takes what {@link #values} gives. */
    byte[] write() {
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(OPERATION);
            for (InstructionCode instruction : instructions) {
                for (String operand : instruction.operands()) {
                    type.withField(instruction.field(operand), INT, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                }
            }
            type.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, this::constructor);
            type.withMethodBody("execute", EXECUTE, ClassFile.ACC_PUBLIC, this::execute);
        });
    }

    private void constructor(CodeBuilder code) {
        code.aload(InstructionCode.THIS).invokespecial(OPERATION, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        int index = 0;
        for (InstructionCode instruction : instructions) {
            for (String operand : instruction.operands()) {
                code.aload(InstructionCode.THIS).aload(1).loadConstant(index++).iaload();
                code.putfield(self, instruction.field(operand), INT);
            }
        }
        code.return_();
    }

    private void execute(CodeBuilder code) {
        for (InstructionCode instruction : instructions) {
            instruction.write(code, instruction == instructions.getLast());
        }
    }

    /** The values of the fields for these instructions. */
    int[] values(List<Decoded> decoded) {
        int[] values = new int[fields];
        int next = 0;
        for (int i = 0; i < decoded.size(); i++) {
            for (String operand : instructions.get(i).operands()) {
                values[next++] = value(decoded.get(i), operand);
            }
        }
        return values;
    }

    private static int value(Decoded instruction, String name) {
        if (name.equals("bits")) {
            return instruction.bits();
        }
        int value = (int)
                instruction.operand(name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name);
        return value == 0 && name.equals("rd") ? DISCARD : value;
    }
}
