package org.cofferdam.platform.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.core.SbiActions;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.platform.CoreControl;
import org.junit.jupiter.api.Test;

/** What the core can be asked for, and what the specification says of it, are the same list. */
class CallsHaveStepsTest {
    private static SortedSet<String> specified(String kind) {
        return CoreSpecification.CORE.actions().stream()
                .map(Action::name)
                .filter(name -> name.startsWith(kind))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> methods(Class<?> door, String kind) {
        return Stream.of(door.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> kind + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyHypercallHasItsStepAndEveryStepItsHypercall() {
        SortedSet<String> calls = Arrays.stream(Hypercall.values())
                .map(Hypercalls::action)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(calls, specified("hypercall."));
    }

    @Test
    void everyControlCallHasItsStepAndEveryStepItsControlCall() {
        assertEquals(methods(Control.class, "control."), specified("control."));
    }

    @Test
    void everyMonitorCallHasItsStepAndEveryStepItsMonitorCall() {
        SortedSet<String> calls = methods(Monitor.class, "monitor.");
        calls.remove("monitor.partition"); // whose handle it is: no call of the core
        assertEquals(calls, specified("monitor."));
    }

    @Test
    void everySbiFunctionHasItsStepAndIsAskedAboutAsThat() throws ReflectiveOperationException {
        SortedMap<String, String> specified = new TreeMap<>();
        SbiActions.functions().forEach((action, functions) -> functions.forEach(name -> specified.put(name, action)));
        assertEquals(new TreeSet<>(SbiActions.functions().keySet()), specified("sbi."));
        // The table is the core's own business; a test may look.
        Class<?> table = Class.forName("org.cofferdam.microkernel.SbiCall");
        SortedMap<String, String> asked = new TreeMap<>();
        for (Object call : table.getEnumConstants()) {
            asked.put(
                    ((Enum<?>) call).name(),
                    SbiCalls.action(number(table, call, "extension"), number(table, call, "function")));
        }
        assertEquals(specified, asked);
    }

    private static long number(Class<?> table, Object call, String field) throws ReflectiveOperationException {
        Field found = table.getDeclaredField(field);
        found.setAccessible(true);
        return found.getLong(call);
    }

    @Test
    void theMachineHandsOutEveryControlCall() {
        assertEquals(signatures(Control.class), signatures(CoreControl.class));
    }

    private static SortedSet<String> signatures(Class<?> door) {
        return Stream.of(door.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(CallsHaveStepsTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.toGenericString().replaceAll("org\\.cofferdam\\.[a-z]+\\.(Core)?Control\\.", "");
    }
}
