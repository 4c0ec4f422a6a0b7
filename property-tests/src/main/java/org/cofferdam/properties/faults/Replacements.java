package org.cofferdam.properties.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java methods that a fault puts in the place of calls: each in a class of its own, in the package of the class that calls. */
final class Replacements {
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(");
    private static final String IMPORTS = """
            import java.util.*;
            import org.cofferdam.microkernel.*;
            import org.cofferdam.microkernel.frames.*;
            import org.cofferdam.microkernel.hardware.*;
            import org.cofferdam.microkernel.translation.*;
            """;

    private final String fault;
    private final Path changedClasses;
    private final Map<String, Compiled> bySource = new HashMap<>();

    /** What a replacement became: the class that holds the method, and all class files of it, by binary name. */
    record Compiled(String className, String method, Map<String, byte[]> classes) {}

    /** @param changedClasses where the changed classes are, whose members are visible */
    Replacements(String fault, Path changedClasses) {
        this.fault = fault;
        this.changedClasses = changedClasses;
    }

    Compiled compile(String beside, String source) {
        return bySource.computeIfAbsent(source, _ -> compileAnew(beside, source));
    }

    private Compiled compileAnew(String beside, String source) {
        Matcher name = NAME.matcher(source);
        if (!name.find()) {
            throw new IllegalArgumentException("fault " + fault + ": no method in: " + source);
        }
        String packageName = beside.substring(0, beside.lastIndexOf('.'));
        String simple = "Fault" + fault + "Number" + (bySource.size() + 1);
        String text = "package " + packageName + ";\n" + IMPORTS + "public final class " + simple + " {\npublic static "
                + source + "\n}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> path = new ArrayList<>();
        for (Built built : Built.values()) {
            path.add(changedClasses.resolve(built.module).toString());
        }
        path.addAll(Built.paths());
        try {
            Path out = Files.createTempDirectory("cofferdam-replacement");
            try {
                boolean done = compiler.getTask(
                                messages,
                                null,
                                null,
                                List.of(
                                        "-proc:none",
                                        "-d",
                                        out.toString(),
                                        "-cp",
                                        String.join(java.io.File.pathSeparator, path)),
                                null,
                                List.of(new Text(simple, text)))
                        .call();
                if (!done) {
                    throw new IllegalArgumentException("fault " + fault + " does not compile:\n" + messages);
                }
                return new Compiled(packageName + "." + simple, name.group(1), collect(out));
            } finally {
                Scratch.delete(out);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, byte[]> collect(Path out) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String relative = out.relativize(file).toString();
                classes.put(
                        relative.substring(0, relative.length() - ".class".length())
                                .replace(java.io.File.separatorChar, '.'),
                        Files.readAllBytes(file));
            }
        }
        return classes;
    }

    /** A source file that is a string. */
    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String simpleName, String text) {
            super(URI.create("string:///" + simpleName + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
