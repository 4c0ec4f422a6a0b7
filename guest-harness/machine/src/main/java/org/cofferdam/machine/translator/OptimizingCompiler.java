package org.cofferdam.machine.translator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The threads of the JVM's optimizing compiler. In the boot of a kernel it wants a processor for as long as the guest does; where there
 * are two, it takes them from the guest and from the fast compiler, for which the guest waits. So it is made to step back while
 * something quicker is to be compiled. On Linux; elsewhere it goes on.
 */
final class OptimizingCompiler {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String NAME = "C2 CompilerThre";

    /** Linux's scheduling policies, see sched(7). */
    private static final int OTHER = 0;

    private static final int IDLE = 5;

    private static final MethodHandle SET_SCHEDULER = setScheduler();

    private final List<Integer> threads = new ArrayList<>();
    private final MemorySegment noPriority = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
    private boolean back;

    OptimizingCompiler() {
        if (!Files.isDirectory(TASKS)) {
            return;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            tasks.filter(OptimizingCompiler::isCompiler)
                    .forEach(task ->
                            threads.add(Integer.parseInt(task.getFileName().toString())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isCompiler(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(NAME);
        } catch (IOException _) {
            return false; // has ended meanwhile
        }
    }

    /** {@code int sched_setscheduler(pid_t, int, const struct sched_param *)}, whose structure is one {@code int}. */
    @SuppressWarnings("restricted")
    private static MethodHandle setScheduler() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("sched_setscheduler").orElse(MemorySegment.NULL),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** Whether it runs only where a processor has nothing else to do. */
    boolean isBack() {
        return back;
    }

    /** Lets it run only where a processor has nothing else to do, or as everybody. */
    void stepBack(boolean wanted) {
        if (wanted != back && !threads.isEmpty()) {
            back = wanted;
            threads.forEach(thread -> schedule(thread, wanted ? IDLE : OTHER));
        }
    }

    /** A refusal changes nothing but how soon something is done, and there is nobody to tell. */
    private void schedule(int thread, int policy) {
        try {
            int _ = (int) SET_SCHEDULER.invokeExact(thread, policy, noPriority);
        } catch (Throwable failure) {
            throw new LinkageError("sched_setscheduler", failure);
        }
    }
}
