package org.cofferdam.machine.hart;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/** Writes the class of one instruction's operations at one length. */
final class OperationClass {
    private static final ClassDesc OPERATION = described(Operation.class);
    private static final ClassDesc HART = described(Hart.class);
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONGS = LONG.arrayType();
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, INT.arrayType());
    private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(LONG, HART, LONG);

    private static final int THIS = 0;
    private static final int HART_SLOT = 1;
    private static final int PC_SLOT = 2;
    private static final int RESULT_SLOT = 4;

    private final Method method;
    private final Flow flow;
    private final int length;
    private final ClassDesc self;
    private final Optional<String> destination;
    private final List<String> operands;

    OperationClass(Encoding encoding) {
        method = encoding.definition().method();
        flow = encoding.definition().flow();
        length = encoding.pattern().length();
        self = ClassDesc.of(method.getDeclaringClass().getPackageName(), method.getName() + length);
        destination = method.getReturnType() == long.class
                ? Optional.of(encoding.hasOperand("frd") ? "frd" : "rd")
                : Optional.empty();
        operands = fields();
    }

    /** The class of the annotated method, whose package and nest the operations join. */
    Class<?> room() {
        return method.getDeclaringClass();
    }

    /** The fields of an instance, in the order in which the constructor takes them. */
    List<String> operands() {
        return operands;
    }

    private List<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        destination.ifPresent(names::add);
        if (flow == Flow.BRANCH) {
            names.add("offset");
        }
        for (Parameter parameter : method.getParameters()) {
            switch (parameter.getName()) {
                case "hart", "pc", "length" -> {}
                case String name -> names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The bytes of the class file. */
    byte[] write() {
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(OPERATION);
            operands.forEach(name -> type.withField(name, INT, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL));
            type.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, this::constructor);
            type.withMethodBody("execute", EXECUTE, ClassFile.ACC_PUBLIC, this::execute);
        });
    }

    private void constructor(CodeBuilder code) {
        code.aload(THIS).invokespecial(OPERATION, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        for (int i = 0; i < operands.size(); i++) {
            code.aload(THIS).aload(1).loadConstant(i).iaload().putfield(self, operands.get(i), INT);
        }
        code.return_();
    }

    private void execute(CodeBuilder code) {
        if (flow == Flow.END) {
            code.aload(HART_SLOT);
            following(code);
            code.putfield(HART, "pc", LONG);
        }
        for (Parameter parameter : method.getParameters()) {
            argument(code, parameter);
        }
        ClassDesc room = described(method.getDeclaringClass());
        code.invokestatic(room, method.getName(), described(method));
        switch (flow) {
            case NEXT -> {
                storeResult(code);
                following(code);
                code.lreturn();
            }
            case END -> {
                storeResult(code);
                code.aload(HART_SLOT).getfield(HART, "pc", LONG).lreturn();
            }
            case BRANCH -> branch(code);
            case JUMP -> jump(code);
        }
    }

    private void branch(CodeBuilder code) {
        Label notTaken = code.newLabel();
        code.ifeq(notTaken).lload(PC_SLOT);
        field(code, "offset");
        code.i2l().ladd().lreturn().labelBinding(notTaken);
        following(code);
        code.lreturn();
    }

    private void jump(CodeBuilder code) {
        code.lstore(RESULT_SLOT);
        register(code, "rd");
        following(code);
        code.lastore().lload(RESULT_SLOT).lreturn();
    }

    private void storeResult(CodeBuilder code) {
        destination.ifPresent(name -> {
            code.lstore(RESULT_SLOT);
            register(code, name);
            code.lload(RESULT_SLOT).lastore();
        });
    }

    private void argument(CodeBuilder code, Parameter parameter) {
        Class<?> type = parameter.getType();
        switch (parameter.getName()) {
            case "hart" -> code.aload(HART_SLOT);
            case "pc" -> code.lload(PC_SLOT);
            case "length" -> number(code.loadConstant(length), type);
            case "rs1", "rs2", "rs3", "frs1", "frs2", "frs3" -> {
                register(code, parameter.getName());
                code.laload();
            }
            case "bits" -> {
                field(code, "bits");
                if (type == long.class) {
                    code.i2l().loadConstant(0xffff_ffffL).land();
                }
            }
            case String name -> {
                field(code, name);
                number(code, type);
            }
        }
    }

    private static void number(CodeBuilder code, Class<?> type) {
        if (type == long.class) {
            code.i2l();
        }
    }

    /** Pushes the register file and the number of the register. */
    private void register(CodeBuilder code, String name) {
        code.aload(HART_SLOT).getfield(HART, name.startsWith("f") ? "f" : "x", LONGS);
        field(code, name);
    }

    private void field(CodeBuilder code, String name) {
        code.aload(THIS).getfield(self, name, INT);
    }

    /** Pushes the address of the following instruction. */
    private void following(CodeBuilder code) {
        code.lload(PC_SLOT).loadConstant((long) length).ladd();
    }

    private static ClassDesc described(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static MethodTypeDesc described(Method method) {
        return MethodTypeDesc.of(
                described(method.getReturnType()),
                List.of(method.getParameterTypes()).stream()
                        .map(OperationClass::described)
                        .toList());
    }
}
