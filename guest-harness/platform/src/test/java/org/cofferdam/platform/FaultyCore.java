package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;

/**
 * The core with something wrong in it: one of its sources, changed and compiled aside, in the place of the real one, for classes
 * that are loaded anew together with it. The core itself stays as it is.
 */
final class FaultyCore extends ClassLoader {
    private static final Path SOURCES = Path.of("../../microkernel/src/main/java/org/cofferdam/microkernel");
    private static final List<String> LOADED_ANEW = List.of("org.cofferdam.microkernel.", "org.cofferdam.platform.");

    private final Path changed;

    private FaultyCore(Path changed) {
        super(FaultyCore.class.getClassLoader());
        this.changed = changed;
    }

    /**
     * Runs a scenario on a core in which some text of a source has been replaced.
     *
     * @param folder where to compile
     * @param source path below the core's package
     */
    static String run(Path folder, String source, String from, String to, Class<? extends Callable<String>> scenario)
            throws Exception {
        String text = Files.readString(SOURCES.resolve(source));
        assertTrue(text.contains(from), () -> source + " no longer has: " + from);
        Path file = Files.createDirectories(folder.resolve("source"))
                .resolve(Path.of(source).getFileName());
        Files.writeString(file, text.replace(from, to));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(file, classes);
        Class<?> anew = new FaultyCore(classes).loadClass(scenario.getName());
        return (String) ((Callable<?>) anew.getConstructor().newInstance()).call();
    }

    private static void compile(Path file, Path into) {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-d",
                        into.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-parameters",
                        file.toString());
        assertEquals(0, status, messages::toString);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (LOADED_ANEW.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream bytes = Files.exists(changed.resolve(path))
                ? Files.newInputStream(changed.resolve(path))
                : getParent().getResourceAsStream(path)) {
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
