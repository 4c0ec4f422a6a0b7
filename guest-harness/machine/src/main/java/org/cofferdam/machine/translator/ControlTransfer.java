package org.cofferdam.machine.translator;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.InstructionDefinition;

/** Where jumps go whose target follows from their address and their fields. */
final class ControlTransfer {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType SPREAD = MethodType.methodType(long.class, Object[].class);

    /** The meaning of each jump that has been asked for, which takes an array of its arguments. */
    private final Map<Method, MethodHandle> meanings = new LinkedHashMap<>();

    /** Whether a jump's target depends on no register. */
    boolean isDirect(Decoded jump) {
        InstructionDefinition definition = jump.encoding().definition();
        return Stream.of("hart", "rs1", "rs2", "rs3").noneMatch(definition::takes);
    }

    /**
     * The target of a direct jump.
     *
     * @param offset of the jump from some page; the result is from the same
     */
    long target(Decoded jump, long offset) {
        InstructionDefinition definition = jump.encoding().definition();
        Object[] arguments = definition.parameters().stream()
                .map(parameter ->
                        parameter.getName().equals("pc") ? (Object) offset : jump.operand(parameter.getName()))
                .toArray();
        try {
            return (long) meanings.computeIfAbsent(definition.method(), ControlTransfer::meaning)
                    .invokeExact(arguments);
        } catch (Throwable failure) {
            throw new LinkageError("the target of " + jump, failure);
        }
    }

    private static MethodHandle meaning(Method method) {
        try {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), LOOKUP)
                    .unreflect(method)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(SPREAD);
        } catch (IllegalAccessException failure) {
            throw new LinkageError("the meaning of " + method, failure);
        }
    }
}
