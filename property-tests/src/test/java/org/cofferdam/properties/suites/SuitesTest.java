package org.cofferdam.properties.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cofferdam.isolation.IsolationProperty;
import org.junit.jupiter.api.Test;

/** Every isolation property has a test, and the lists that say which are made from the tests. */
class SuitesTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path LIST =
            Path.of("src/main/resources/org/cofferdam/properties/suites", TestedProperties.RESOURCE);
    private static final Path PAPER = Path.of("../papers/faults/properties.md");

    /** By property the names of tests. */
    private static SortedMap<Integer, List<String>> annotated() throws IOException {
        SortedMap<Integer, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(SuitesTest::isAnnotated).sorted().toList()) {
                String name = TESTS.relativize(file).toString();
                collect(type(name.substring(0, name.length() - ".java".length()).replace('/', '.')), tests);
            }
        }
        for (Elsewhere.Test test : Elsewhere.all()) {
            add(test.property(), test.name().replace(".~", ""), tests);
        }
        return tests;
    }

    private static boolean isAnnotated(Path file) {
        try {
            if (!file.toString().endsWith(".java")) {
                return false;
            }
            String text = Files.readString(file);
            return text.contains("\n@Checks(") || text.contains("\n    @Checks(");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static void collect(Class<?> type, SortedMap<Integer, List<String>> tests) {
        Checks whole = type.getAnnotation(Checks.class);
        for (int property : whole == null ? new int[0] : whole.value()) {
            add(property, type.getSimpleName(), tests);
        }
        for (Method method : type.getDeclaredMethods()) {
            Checks one = method.getAnnotation(Checks.class);
            for (int property : one == null ? new int[0] : one.value()) {
                add(property, type.getSimpleName() + "." + method.getName(), tests);
            }
        }
    }

    private static void add(int property, String test, SortedMap<Integer, List<String>> tests) {
        List<String> all = tests.computeIfAbsent(property, _ -> new ArrayList<>());
        all.add(test);
        all.sort(null);
    }

    private static String list(SortedMap<Integer, List<String>> tests) {
        StringBuilder text = new StringBuilder();
        tests.forEach((property, names) -> names.forEach(name -> text.append(property + " " + name + "\n")));
        return text.toString();
    }

    @Test
    void everyPropertyHasATestHere() throws IOException {
        SortedMap<Integer, List<String>> tests = annotated();
        for (Elsewhere.Test test : Elsewhere.all()) {
            tests.get(test.property()).remove(test.name().replace(".~", ""));
        }
        for (IsolationProperty property : IsolationProperty.values()) {
            assertTrue(!tests.getOrDefault(property.number(), List.of()).isEmpty(), property::title);
        }
        tests.keySet().forEach(IsolationProperty::numbered);
    }

    @Test
    void theListIsFresh() throws IOException {
        String list = list(annotated());
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(LIST, list);
        }
        assertEquals(Files.readString(LIST), list, "write it anew with -Dreference.write=true");
    }

    @Test
    void theMatrixIsFresh() throws IOException {
        String matrix = Matrix.of(annotated());
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAPER, matrix);
        }
        assertEquals(Files.readString(PAPER), matrix, "write it anew with -Dreference.write=true");
    }

    @Test
    void testsElsewhereAreThere() throws IOException {
        for (Elsewhere.Test test : Elsewhere.all()) {
            String source = Files.readString(Path.of("..").resolve(test.file()));
            boolean there = test.method().equals("~") || source.contains("void " + test.method() + "(");
            assertTrue(there, test::toString);
        }
    }
}
