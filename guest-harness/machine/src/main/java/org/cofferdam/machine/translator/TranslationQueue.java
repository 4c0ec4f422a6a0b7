package org.cofferdam.machine.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    private record Request(ExecutedCode code, long pc, boolean again) {}

    private final RegionMaker maker;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Warming> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TranslationQueue::thread);

    /** What is inside of translations, by physical address, with the generation of its page. The thread's own. */
    private final Map<Long, Integer> inside = new LinkedHashMap<>();

    private final Queue<Warming> warming = new ArrayDeque<>();
    private final Hart idle;

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
     * @param again even if there is one that contains the block
     */
    void request(ExecutedCode code, long pc, boolean again) {
        requests.add(new Request(code, pc, again));
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
            while (!requests.isEmpty() || !warming.isEmpty()) {
                Request request = requests.poll();
                if (request == null) {
                    LockSupport.parkNanos(PAUSE);
                } else {
                    make(request);
                }
                warming.removeIf(translation -> translation.isDone() && ready.add(translation));
            }
            working.set(false);
        } while (!requests.isEmpty() && working.compareAndSet(false, true));
    }

    private void make(Request request) {
        ExecutedCode code = request.code;
        Stretch seed = code.at(request.pc);
        if (seed == null || (!request.again && isInside(code, seed.physical()))) {
            return;
        }
        maker.make(code, request.pc, physical -> isInside(code, physical)).ifPresent(made -> {
            if (inside.size() > MOST) {
                inside.clear();
            }
            Map<Long, Integer> generations = made.form().generations();
            List<Long> addresses = new ArrayList<>(made.form().addresses());
            addresses.forEach(address -> inside.put(address, generations.get(Region.pageOf(address))));
            warming.add(new Warming(code, made, idle));
        });
    }

    private boolean isInside(ExecutedCode code, long physical) {
        Integer generation = inside.get(physical);
        return generation != null && generation == code.generation(physical);
    }
}
