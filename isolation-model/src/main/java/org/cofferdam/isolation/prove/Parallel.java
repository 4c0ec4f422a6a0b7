package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several tasks at once; their results come in the order of the tasks. */
public final class Parallel {
    private Parallel() {}

    /** The results, in order. */
    public static <T> List<T> run(List<Callable<T>> tasks, int threads) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : workers.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
