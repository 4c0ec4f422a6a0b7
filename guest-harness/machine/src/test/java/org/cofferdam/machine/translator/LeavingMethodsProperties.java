package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Missed;
import org.cofferdam.machine.hart.Trap;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionDefinition;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

/** A copy of an instruction's method does what the original does, or leaves before it has done anything. */
class LeavingMethodsProperties {
    private static final long BASE = 0x8000_0000L;
    private static final int SIZE = 1 << 14;
    private static final int MSTATUS = 0x300;
    private static final int DIRTY = 3 << 13;

    /** What is there of each instruction, one of them the copy. */
    private record Pair(InstructionDefinition definition, Method original, Method copy) {}

    private static final List<Pair> PAIRS = Rv64.instructions().encodings().stream()
            .map(Encoding::definition)
            .distinct()
            .flatMap(LeavingMethodsProperties::pair)
            .toList();

    private static Stream<Pair> pair(InstructionDefinition definition) {
        Method original = definition.method();
        Callee callee = LeavingMethods.SHARED.of(original);
        if (callee.equals(Callee.of(original))) {
            return Stream.empty();
        }
        try {
            Class<?> companion = Class.forName(
                    callee.owner().packageName() + "." + callee.owner().displayName());
            Method copy = companion.getDeclaredMethod(
                    callee.name(),
                    callee.type()
                            .resolveConstantDesc(MethodHandles.privateLookupIn(companion, MethodHandles.lookup()))
                            .parameterArray());
            original.setAccessible(true);
            return Stream.of(new Pair(definition, original, copy));
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("the copy of " + definition, failure);
        }
    }

    @Test
    void whatAccessesMemoryOrRoundsHasACopy() {
        List<String> names =
                PAIRS.stream().map(pair -> pair.definition.mnemonic()).toList();
        assertTrue(
                names.containsAll(List.of(
                        "lbu",
                        "ld",
                        "sb",
                        "sd",
                        "fld",
                        "fsw",
                        "lr.w",
                        "sc.d",
                        "amoadd.w",
                        "fadd.d",
                        "fsub.s",
                        "fsqrt.d")),
                names::toString);
        assertTrue(Stream.of("add", "fsgnj.d", "hlv.w", "beq", "fadd.h").noneMatch(names::contains), names::toString);
    }

    @Property(tries = 20)
    void aCopyDoesWhatTheOriginalDoesOrNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Machine machine = new Machine();
        Machine other = new Machine();
        int left = 0;
        int done = 0;
        for (int i = 0; i < 400; i++) {
            Pair pair = PAIRS.get(random.nextInt(PAIRS.size()));
            Object[] arguments = arguments(pair.definition, random);
            Object outcome = other.call(pair.copy, arguments);
            if (outcome.equals(Missed.INSTANCE)) {
                left++;
                other.mustBe(machine, pair);
                outcome = other.call(pair.original, arguments);
            } else {
                done++;
            }
            assertEquals(machine.call(pair.original, arguments), outcome, pair.definition::toString);
            other.mustBe(machine, pair);
        }
        assertTrue(left > 20 && done > 20, "left %d times, done %d times".formatted(left, done));
    }

    private static Object[] arguments(InstructionDefinition definition, Random random) {
        return definition.parameters().stream()
                .map(parameter -> argument(parameter, random))
                .toArray();
    }

    private static Object argument(Parameter parameter, Random random) {
        return switch (parameter.getName()) {
            case "hart" -> Hart.class; // a machine puts its own in the place
            case "rs1" -> BASE + random.nextInt(SIZE / 8) * 8L + (random.nextInt(8) == 0 ? random.nextInt(8) : 0);
            case "imm" -> random.nextInt(8) == 0 ? -BASE : random.nextInt(16) * 8L;
            case "rm" -> random.nextInt(4) == 0 ? random.nextInt(5) : 0;
            case "frs1", "frs2", "frs3" -> floating(random);
            default -> parameter.getType() == long.class ? (Object) random.nextLong() : random.nextInt(32);
        };
    }

    /** The bits of a number that is much the same as others, or of any, or of a single. */
    private static long floating(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> -1L << 32 | Float.floatToRawIntBits(random.nextFloat());
            default -> Double.doubleToRawLongBits(random.nextDouble() * 1000 - 500);
        };
    }

    private static final class Machine {
        private final PhysicalMemory memory = new PhysicalMemory(BASE, SIZE);
        private final Hart hart;

        Machine() {
            Bus bus = new Bus();
            bus.attach(memory);
            hart = new Hart(0, bus, new CodeCache(bus, Rv64.instructions()));
            hart.csrs.write(MSTATUS, DIRTY);
        }

        /** The result, or what was thrown, as something that can be compared. */
        Object call(Method method, Object[] arguments) {
            Object[] own = Stream.of(arguments)
                    .map(argument -> argument == Hart.class ? hart : argument)
                    .toArray();
            try {
                Object result = method.invoke(null, own);
                return result == null ? "nothing" : result;
            } catch (InvocationTargetException thrown) {
                return thrown.getCause() instanceof Trap trap
                        ? trap.getMessage()
                        : thrown.getCause().equals(Missed.INSTANCE)
                                ? Missed.INSTANCE
                                : thrown.getCause().toString();
            } catch (IllegalAccessException failure) {
                throw new LinkageError("calling " + method, failure);
            }
        }

        void mustBe(Machine expected, Pair pair) {
            assertEquals(expected.registers(), registers(), pair.definition::toString);
            assertEquals(-1, expected.memory.contents().mismatch(memory.contents()), pair.definition::toString);
        }

        private Map<String, Long> registers() {
            Map<String, Long> registers = new TreeMap<>();
            hart.forEachRegister(registers::put);
            return registers;
        }
    }
}
