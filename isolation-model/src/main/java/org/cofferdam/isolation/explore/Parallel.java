package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that share tasks; the results come in the order of the tasks, whoever was first. */
final class Parallel implements AutoCloseable {
    private final ExecutorService threads;

    Parallel(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /** Runs tasks, and waits for all of them. */
    <T> List<T> run(List<? extends Callable<T>> tasks) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while exploring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the explorer failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
