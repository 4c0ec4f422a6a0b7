package org.cofferdam.machine.hart;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/**
 * Makes operations of decoded instructions. For each instruction and length, and for each short sequence of them that
 * proves to be frequent, it defines one hidden class when it is first needed.
 */
final class OperationFactory {
    /** The most instructions in one operation. */
    private static final int LONGEST = 4;

    /** Classes of sequences made at most; each costs the host some time and memory. */
    private static final int CAPACITY = 2_000;

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Operation.class, int[].class);

    private record Form(OperationClass type, MethodHandle constructor) {
        Operation make(List<Decoded> sequence) {
            try {
                return (Operation) constructor.invokeExact(type.values(sequence));
            } catch (Throwable failure) {
                throw new LinkageError("making " + sequence, failure);
            }
        }
    }

    private record Part(InstructionDefinition definition, int length) {}

    private final Map<List<Part>, Form> forms = new LinkedHashMap<>();
    private final Map<Encoding, Form> singleForms = new LinkedHashMap<>();

    /** The operation that executes this instruction. */
    Operation make(Decoded instruction) {
        Form form = singleForms.get(instruction.encoding());
        if (form == null) {
            form = form(List.of(instruction));
            singleForms.put(instruction.encoding(), form);
        }
        return form.make(List.of(instruction));
    }

    /** The operation that executes these instructions one after the other. */
    Operation make(List<Decoded> sequence) {
        return form(sequence).make(sequence);
    }

    private Form form(List<Decoded> sequence) {
        return forms.computeIfAbsent(
                parts(sequence),
                _ -> define(sequence.stream().map(Decoded::encoding).toList()));
    }

    private static List<Part> parts(List<Decoded> sequence) {
        return sequence.stream()
                .map(Decoded::encoding)
                .map(encoding ->
                        new Part(encoding.definition(), encoding.pattern().length()))
                .toList();
    }

    private static Form define(List<Encoding> encodings) {
        Class<?> room = encodings.getFirst().definition().method().getDeclaringClass();
        OperationClass type = new OperationClass(encodings, room);
        try {
            MethodHandles.Lookup defined =
                    MethodHandles.privateLookupIn(room, MethodHandles.lookup()).defineHiddenClass(type.write(), true);
            MethodHandle constructor = defined.findConstructor(
                            defined.lookupClass(), MethodType.methodType(void.class, int[].class))
                    .asType(CONSTRUCTOR);
            return new Form(type, constructor);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("defining operations for " + encodings, failure);
        }
    }

    /** Divides instructions into sequences of which one operation each may be made. */
    List<List<Decoded>> sequences(List<Decoded> instructions) {
        List<List<Decoded>> sequences = new ArrayList<>();
        for (Decoded instruction : instructions) {
            if (!sequences.isEmpty() && mayFollow(instruction)) {
                List<Decoded> longer = new ArrayList<>(sequences.getLast());
                longer.add(instruction);
                if (longer.size() <= LONGEST && (forms.size() < CAPACITY || forms.containsKey(parts(longer)))) {
                    sequences.set(sequences.size() - 1, longer);
                    continue;
                }
            }
            sequences.add(List.of(instruction));
        }
        return sequences;
    }

    /** Where the later ones of a sequence cannot trap, a trap finds the operation's first instruction at fault. */
    private static boolean mayFollow(Decoded instruction) {
        InstructionDefinition definition = instruction.encoding().definition();
        return !definition.takes("hart") && definition.flow() != Flow.END;
    }
}
