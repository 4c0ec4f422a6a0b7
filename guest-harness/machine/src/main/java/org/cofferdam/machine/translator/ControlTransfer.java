package org.cofferdam.machine.translator;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.isa.Decoded;

/** Where jumps go whose target follows from their address and their fields. */
final class ControlTransfer {

    /** Whether a jump's target depends on no register. */
    boolean isDirect(Decoded jump) {
        for (Parameter parameter : method(jump).getParameters()) {
            switch (parameter.getName()) {
                case "hart", "rs1", "rs2", "rs3" -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /**
     * The target of a direct jump.
     *
     * @param offset of the jump from some page; the result is from the same
     */
    long target(Decoded jump, long offset) {
        Method method = method(jump);
        try {
            MethodHandle meaning = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method);
            List<Object> arguments = new ArrayList<>();
            for (Parameter parameter : method.getParameters()) {
                arguments.add(parameter.getName().equals("pc") ? offset : jump.operand(parameter.getName()));
            }
            return (long) meaning.invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new LinkageError("the target of " + jump, failure);
        }
    }

    private static Method method(Decoded jump) {
        return jump.encoding().definition().method();
    }
}
