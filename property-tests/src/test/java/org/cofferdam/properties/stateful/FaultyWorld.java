package org.cofferdam.properties.stateful;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cofferdam.properties.faults.Edit;
import org.cofferdam.properties.faults.Fault;
import org.cofferdam.properties.faults.FaultyClasses;
import picocli.CommandLine;

/** Core, platform and traces loaded anew, with some classes changed: the real ones stay as they are. */
final class FaultyWorld extends ClassLoader {
    private static final List<String> LOADED_ANEW =
            List.of("org.cofferdam.microkernel.", "org.cofferdam.platform.", "org.cofferdam.properties.stateful.");

    private final Map<String, byte[]> changed;

    private FaultyWorld(Map<String, byte[]> changed) {
        super(FaultyWorld.class.getClassLoader());
        this.changed = changed;
    }

    /** Has the text of a trace happen. The story of what fails, or an empty text. */
    public static final class Replay implements UnaryOperator<String> {
        /** For who loads it anew. */
        public Replay() {}

        @Override
        public String apply(String text) {
            try {
                return Playback.run(TraceText.parse(text)).map(Finding::story).orElse("");
            } catch (BadTrace bad) {
                throw new IllegalArgumentException(bad);
            }
        }
    }

    /** Has the trace in a file told by the command: what it prints, and its exit code. */
    public static final class Tell implements UnaryOperator<String> {
        /** For who loads it anew. */
        public Tell() {}

        @Override
        public String apply(String file) {
            StringWriter out = new StringWriter();
            int code = new CommandLine(new ReplayCommand())
                    .setOut(new PrintWriter(out))
                    .execute(file);
            return out + "exit code " + code;
        }
    }

    /** The story of what fails when a trace happens with these edits made. */
    static String replay(List<Edit> edits, Path folder, String text) throws Exception {
        return apply(Replay.class, edits, folder, text);
    }

    /** What {@code ./cofferdam replay} tells of a trace with these edits made. */
    static String tell(List<Edit> edits, Path folder, String text) throws Exception {
        return apply(
                Tell.class,
                edits,
                folder,
                Files.writeString(folder.resolve("trace"), text).toString());
    }

    @SuppressWarnings("unchecked")
    private static String apply(Class<? extends UnaryOperator<String>> what, List<Edit> edits, Path folder, String text)
            throws Exception {
        Map<String, byte[]> changed =
                FaultyClasses.make(new Fault("X", "this project", "undone", Set.of(), edits), folder);
        Class<?> anew = new FaultyWorld(changed).loadClass(what.getName());
        return ((UnaryOperator<String>) anew.getConstructor().newInstance()).apply(text);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean faultys = changed.containsKey(name);
        if (!faultys && LOADED_ANEW.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        if (bytes == null) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
