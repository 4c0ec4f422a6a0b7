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
import java.util.List;
import java.util.Optional;
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

    private static final Optional<MethodHandle> SET_SCHEDULER = setScheduler();

    private final MemorySegment noPriority = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
    private boolean back;

    /** The threads there are now, by Linux's numbers: the JVM starts more where there is much to compile, and ends them. */
    private static List<Integer> threads() {
        if (!Files.isDirectory(TASKS)) {
            return List.of();
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(OptimizingCompiler::isCompiler)
                    .map(task -> Integer.valueOf(task.getFileName().toString()))
                    .toList();
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

    /** {@code int sched_setscheduler(pid_t, int, const struct sched_param *)}, whose structure is one {@code int}; not every system has it. */
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> setScheduler() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return linker.defaultLookup().find("sched_setscheduler").map(symbol -> linker.downcallHandle(symbol, type));
    }

    /** Whether it runs only where a processor has nothing else to do. */
    boolean isBack() {
        return back;
    }

    /** Lets it run only where a processor has nothing else to do, or as everybody. */
    void stepBack(boolean wanted) {
        if (wanted != back) {
            back = wanted;
            SET_SCHEDULER.ifPresent(
                    function -> threads().forEach(thread -> schedule(function, thread, wanted ? IDLE : OTHER)));
        }
    }

    /** A refusal changes nothing but how soon something is done, and there is nobody to tell. */
    private void schedule(MethodHandle function, int thread, int policy) {
        try {
            int _ = (int) function.invokeExact(thread, policy, noPriority);
        } catch (Throwable failure) {
            throw new LinkageError("sched_setscheduler", failure);
        }
    }
}
