package org.cofferdam.manager.remote;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.cofferdam.manager.control.ControlDesk;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Outcome;

/** A client's turn on the machine's thread, for which its own thread waits. */
record MachineTurn(Inbox inbox) {
    /**
     * Has something done there.
     *
     * @throws Refusal if the run is over, or the request was not total
     * @throws InterruptedException if this thread is interrupted
     */
    <T> T take(Function<ControlDesk, T> request) throws Refusal, InterruptedException {
        CompletableFuture<T> answer = inbox.submit(request)
                .orElseThrow(() -> new Refusal(
                        Outcome.Kind.REFUSED, "the run has ended, or too many requests wait already: try again"));
        try {
            return answer.get();
        } catch (CancellationException e) {
            throw new Refusal(Outcome.Kind.REFUSED, "the run has ended");
        } catch (ExecutionException e) {
            throw new Refusal(Outcome.Kind.FAULT, "internal fault, please report it: " + e.getCause());
        }
    }
}
