package org.cofferdam.manager.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.manager.control.ControlDesk;
import org.cofferdam.manager.control.Order;
import org.cofferdam.manager.control.Outcome;
import org.cofferdam.manager.control.Verb;
import org.cofferdam.manager.lifecycle.ReportJson;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.lifecycle.Wording;
import org.cofferdam.microkernel.AuditRecord;

/** How requests are answered that are one question and one answer. */
final class Answers {
    private static final long PAGE = 4096;

    private Answers() {}

    /**
     * Answers a request; the machine's thread does the asking alone.
     *
     * @throws Refusal if the request cannot be done
     * @throws InterruptedException if this thread is interrupted
     */
    static ObjectNode to(Request request, MachineTurn turn) throws Refusal, InterruptedException {
        Optional<Order> asked = order(request);
        if (asked.isPresent()) {
            Order order = asked.get();
            return outcome(turn.take(desk -> {
                desk.attend();
                return desk.carryOut(order);
            }));
        }
        return switch (request.word()) {
            case Protocol.REPORT -> report(turn.take(ControlDesk::report));
            case Protocol.AUDIT -> audit(request, turn);
            default -> throw Refusal.badInput("the request says to '" + request.word() + "', which is nothing known");
        };
    }

    /** The order that a request is, if it is one. */
    private static Optional<Order> order(Request request) throws Refusal {
        if (request.word().equals(Order.BALLOON)) {
            long bytes = request.bytes()
                    .filter(count -> count >= 0 && count % PAGE == 0)
                    .orElseThrow(() -> Refusal.badInput("the request does not say how many bytes, in whole pages"));
            return Optional.of(new Order.Balloon(request.named(), bytes));
        }
        Optional<Verb> verb = Verb.of(request.word());
        return verb.isPresent() ? Optional.of(new Order.Act(verb.get(), request.named())) : Optional.empty();
    }

    /** What came of something. */
    static ObjectNode outcome(Outcome outcome) {
        return Protocol.JSON
                .createObjectNode()
                .put(Protocol.STATUS, Protocol.status(outcome.kind()))
                .put(Protocol.MESSAGE, outcome.message());
    }

    private static ObjectNode ok() {
        return Protocol.JSON.createObjectNode().put(Protocol.STATUS, Protocol.status(Outcome.Kind.OK));
    }

    private static ObjectNode report(SystemReport report) {
        try (TokenBuffer buffer = new TokenBuffer(Protocol.JSON, false)) {
            ReportJson.write(report, buffer);
            ObjectNode answer = ok();
            answer.set(Protocol.SYSTEM, Protocol.JSON.readTree(buffer.asParser()));
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("a buffer in memory cannot fail", e);
        }
    }

    private static ObjectNode audit(Request request, MachineTurn turn) throws Refusal, InterruptedException {
        Optional<String> wanted = request.partition();
        Optional<String> unknown = wanted.isEmpty()
                ? Optional.empty()
                : turn.take(desk -> desk.console(wanted.get()).isPresent()
                        ? Optional.empty()
                        : Optional.of(desk.unknown(wanted.get())));
        if (unknown.isPresent()) {
            throw Refusal.badInput(unknown.get());
        }
        return turn.take(desk -> events(desk, wanted));
    }

    private static ObjectNode events(ControlDesk desk, Optional<String> wanted) {
        List<AuditRecord> records = desk.audit();
        ObjectNode answer = ok();
        ArrayNode events = answer.putArray(Protocol.EVENTS);
        for (AuditRecord record : records) {
            String name = desk.name(record.partition()).orElse("#" + record.partition());
            if (wanted.isEmpty() || wanted.get().equals(name)) {
                events.addObject()
                        .put("sequence", record.sequence())
                        .put("cycle", record.tick() * Hart.CYCLES_PER_TICK)
                        .put(Protocol.PARTITION, name)
                        .put("event", Wording.of(record.event()));
            }
        }
        return answer;
    }
}
