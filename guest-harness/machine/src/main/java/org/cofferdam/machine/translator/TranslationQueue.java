package org.cofferdam.machine.translator;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.ExecutedCode.Stretch;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TranslatedRegion;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;

/**
 * Makes translations on a thread of its own, which exists while there is something to do. The hart's thread asks for them and
 * takes what is ready; in between it interprets.
 */
final class TranslationQueue {

    /** Between two looks whether translations have been compiled, in nanoseconds. */
    private static final long PAUSE = 1_000_000;

    /** So many instructions are remembered as translated; then they may be translated once more. */
    private static final int MOST = 500_000;

    /** For so long, in nanoseconds, nothing must have waited for the fast compiler before the optimizing one may compete with it. */
    private static final long REST = 50_000_000;

    /** A translation that the JVM has not compiled after so long, in nanoseconds, is used nevertheless: it may never be. */
    private static final long PATIENCE = 5_000_000_000L;

    /** How long the rehearsal waits for the fast compiler at most, in pauses. */
    private static final int PAUSES = 200;

    private static final AtomicBoolean REHEARSED = new AtomicBoolean();

    /** A translation that is waited for, since when. */
    private record Waiting(Warming translation, long since) {
        boolean isOver() {
            return translation.isDone() || System.nanoTime() - since > PATIENCE;
        }
    }

    private final RegionMaker maker;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Warming> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TranslationQueue::thread);

    /** What is inside of translations of a shape, by physical address, with the generation of its page. The thread's own. */
    private final Map<Shape, Map<Long, Integer>> inside =
            new EnumMap<>(Map.of(Shape.QUICK, new LinkedHashMap<>(), Shape.THOROUGH, new LinkedHashMap<>()));

    /** Where thorough translations are entered, likewise. */
    private final Map<Long, Integer> entered = new LinkedHashMap<>();

    private final Queue<Waiting> warming = new ArrayDeque<>();
    private final Hart idle;
    private final OptimizingCompiler optimizing = new OptimizingCompiler();

    /** When a translation was waited for last: not for a while. */
    private long waited = System.nanoTime() - REST;

    TranslationQueue(RegionMaker maker, InstructionSet instructions) {
        this.maker = maker;
        Bus nothing = new Bus();
        idle = new Hart(0, nothing, new CodeCache(nothing, instructions));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "translation");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Asks for a translation.
     *
     * @param shape what it is for
     * @param again even if there is one that contains the block
     */
    void request(ExecutedCode code, long pc, Shape shape, boolean again) {
        ExecutedCode kept = code.kept();
        request(() -> make(kept, pc, shape, again));
    }

    /** Asks for the translation of a region with its slow paths. */
    void requestWhole(ExecutedCode code, TranslatedRegion region) {
        request(() -> await(code, maker.makeWhole(region)));
    }

    /** Has the run loop rehearsed before anything is translated, once in a process: the JVM remembers what it has come by. */
    void rehearse(InstructionSet instructions, JvmCompilers compilers) {
        if (REHEARSED.compareAndSet(false, true)) {
            request(() -> {
                Method loop = Hart.runLoop();
                compilers.compile(loop, JvmCompilers.COUNTING);
                for (int i = 0; i < PAUSES && !compilers.hasCompiled(loop); i++) {
                    LockSupport.parkNanos(PAUSE);
                }
                new Rehearsal(instructions).perform();
                compilers.compile(loop, JvmCompilers.OPTIMIZING);
            });
        }
    }

    private void request(Runnable making) {
        requests.add(making);
        if (working.compareAndSet(false, true)) {
            thread.execute(this::work);
        }
    }

    /** The next translation that is ready, or null. */
    Warming next() {
        return ready.poll();
    }

    private void work() {
        do {
            while (!requests.isEmpty() || !warming.isEmpty() || optimizing.isBack()) {
                Runnable making = requests.poll();
                if (making == null) {
                    LockSupport.parkNanos(PAUSE);
                } else {
                    making.run();
                }
                if (!warming.isEmpty()) {
                    waited = System.nanoTime();
                }
                optimizing.stepBack(System.nanoTime() - waited < REST);
                warming.removeIf(waiting -> waiting.isOver() && ready.add(waiting.translation));
            }
            working.set(false);
        } while (!requests.isEmpty() && working.compareAndSet(false, true));
    }

    private void make(ExecutedCode code, long pc, Shape shape, boolean again) {
        Stretch seed = code.at(pc);
        if (seed == null
                || (!again && isInside(code, seed.physical(), shape))
                || (shape == Shape.THOROUGH && isIn(entered, code, seed.physical()))) {
            return;
        }
        maker.make(code, pc, shape, (physical, as) -> isInside(code, physical, as))
                .ifPresent(made -> {
                    remember(inside.get(shape), made.form().addresses(), made.form());
                    if (shape == Shape.THOROUGH) {
                        remember(entered, made.form().entrances(), made.form());
                    }
                    await(code, made);
                });
    }

    private void await(ExecutedCode code, RegionMaker.Made made) {
        warming.add(new Waiting(warming(code, made), System.nanoTime()));
    }

    private static void remember(Map<Long, Integer> translated, Collection<Long> addresses, Region region) {
        if (translated.size() > MOST) {
            translated.clear();
        }
        addresses.forEach(
                address -> translated.put(address, region.generations().get(Region.pageOf(address))));
    }

    private Warming warming(ExecutedCode code, RegionMaker.Made made) {
        return JvmCompilers.present()
                .<Warming>map(compilers -> new Ordered(code, made, compilers))
                .orElseGet(() -> new IdleRuns(code, made, idle));
    }

    /** Whether an instruction is part of a translation that is as good as one of this shape. */
    private boolean isInside(ExecutedCode code, long physical, Shape shape) {
        return isIn(inside.get(Shape.THOROUGH), code, physical)
                || (shape == Shape.QUICK && isIn(inside.get(Shape.QUICK), code, physical));
    }

    private static boolean isIn(Map<Long, Integer> translated, ExecutedCode code, long physical) {
        Integer generation = translated.get(physical);
        return generation != null && generation == code.generation(physical);
    }
}
