package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/** A static method that a translation calls. */
record Callee(ClassDesc owner, String name, MethodTypeDesc type) {

    /** An instruction's own. */
    static Callee of(Method method) {
        return new Callee(
                described(method.getDeclaringClass()),
                method.getName(),
                MethodTypeDesc.of(
                        described(method.getReturnType()),
                        Stream.of(method.getParameterTypes())
                                .map(Callee::described)
                                .toList()));
    }

    static ClassDesc described(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /** Calls it. */
    void write(CodeBuilder code) {
        code.invokestatic(owner, name, type);
    }
}
