package org.cofferdam.machine.hart;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition;

/**
 * Makes operations of decoded instructions. For each instruction and length it defines, when first needed, one hidden
 * class whose {@code execute} loads the operands that the annotated method names, calls the method and stores the result.
 */
final class OperationFactory {
    /** Writes to x0 go to a register that nobody reads. */
    private static final int DISCARD = 32;

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Operation.class, int[].class);

    /** A class of operations: its constructor, and the operands that go into it, in order. */
    private record Form(MethodHandle constructor, List<String> operands) {}

    private record Key(InstructionDefinition definition, int length) {}

    private final Map<Key, Form> forms = new LinkedHashMap<>();

    /** The operation that executes this instruction. */
    Operation make(Decoded instruction) {
        Encoding encoding = instruction.encoding();
        Form form = forms.computeIfAbsent(
                new Key(encoding.definition(), instruction.length()), _ -> form(new OperationClass(encoding)));
        int[] values = new int[form.operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(instruction, form.operands.get(i));
        }
        try {
            return (Operation) form.constructor.invokeExact(values);
        } catch (Throwable failure) {
            throw new LinkageError("making " + encoding, failure);
        }
    }

    private static int value(Decoded instruction, String name) {
        if (name.equals("bits")) {
            return instruction.bits();
        }
        boolean index = name.endsWith("Index");
        int value = (int) instruction.operand(index ? name.substring(0, name.length() - "Index".length()) : name);
        return name.equals("rd") && value == 0 ? DISCARD : value;
    }

    private static Form form(OperationClass operations) {
        try {
            MethodHandles.Lookup room = MethodHandles.privateLookupIn(operations.room(), MethodHandles.lookup());
            MethodHandles.Lookup defined =
                    room.defineHiddenClass(operations.write(), true, MethodHandles.Lookup.ClassOption.NESTMATE);
            MethodHandle constructor = defined.findConstructor(
                            defined.lookupClass(), MethodType.methodType(void.class, int[].class))
                    .asType(CONSTRUCTOR);
            return new Form(constructor, operations.operands());
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("defining operations of " + operations.room(), failure);
        }
    }
}
