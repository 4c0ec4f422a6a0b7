package org.cofferdam.manager.control;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Requests from other threads on their way to the machine's own: they wait here, in the order in which they came, until
 * an instant at which it takes them.
 */
public final class Inbox {
    private static final int MOST_WAITING = 64;

    private final Queue<Errand<?>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** A request and the promise of its answer. */
    private record Errand<T>(Function<ControlDesk, T> request, CompletableFuture<T> answer) {
        void run(ControlDesk desk) {
            try {
                answer.complete(request.apply(desk));
            } catch (RuntimeException defect) {
                answer.completeExceptionally(defect);
            }
        }
    }

    /**
     * Puts a request in, from any thread.
     *
     * @return the answer to come, which is cancelled if the run ends before; empty if too many wait, or the run is over
     */
    public synchronized <T> Optional<CompletableFuture<T>> submit(Function<ControlDesk, T> request) {
        if (closed || waiting.size() == MOST_WAITING) {
            return Optional.empty();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(new Errand<>(request, answer));
        notifyAll();
        return Optional.of(answer);
    }

    /** Carries out, on the machine's thread, what waits now. */
    public void run(ControlDesk desk) {
        Queue<Errand<?>> due;
        synchronized (this) {
            due = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        due.forEach(errand -> errand.run(desk));
    }

    /**
     * Waits until a request is there, or so long, or less.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    @SuppressWarnings("WaitNotInLoop") // who calls this looks again at what it waits for
    public synchronized void await(long milliseconds) throws InterruptedException {
        if (waiting.isEmpty()) {
            wait(milliseconds);
        }
    }

    /** Nothing is taken any more. */
    public synchronized void close() {
        closed = true;
        waiting.forEach(errand -> errand.answer().cancel(false));
        waiting.clear();
    }
}
