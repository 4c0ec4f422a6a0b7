package org.cofferdam.isolation.mutate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.prove.Prover;

/**
 * Why a mutant that no claim notices does no harm. That a condition is implied, or an update idle, is proved; that something gives
 * less than it could is plain, for no isolation property is about progress; what is left is argued one by one.
 */
public final class Equivalents {
    /** To put a tuple in gives somebody something, or tells somebody something. */
    private static final Set<Symbol> GIVING = Set.of(
            Vocabulary.MAPPED,
            Vocabulary.TLB,
            Vocabulary.IOTLB,
            Vocabulary.CONTEXT,
            Vocabulary.DIRECTORY,
            Vocabulary.DRIVES,
            Vocabulary.ALLOWED,
            Vocabulary.KEPT,
            Vocabulary.LIVE,
            Vocabulary.WAITING,
            Vocabulary.LOST,
            Vocabulary.RUNG,
            Vocabulary.LINE,
            Vocabulary.ASSERTED,
            Vocabulary.CLAIMED,
            Vocabulary.ENABLED,
            Vocabulary.ACCEPTED);

    /** Values that a step moves: if it does not, the old one stays where it was. */
    private static final Set<Symbol> MOVING = Set.of(
            Vocabulary.CONTENT,
            Vocabulary.REGISTERS,
            Vocabulary.FILE,
            Vocabulary.BUFFER,
            Vocabulary.MESSAGE,
            Vocabulary.BORROWER,
            Vocabulary.INSTANT_OF,
            Vocabulary.GRANT_OF);

    /**
     * A reason that is argued.
     *
     * @param where how the mutant's name begins
     * @param what what its name contains
     */
    private record Argument(String where, String what, String reason) {}

    private static final List<Argument> ARGUED = List.of(
            new Argument(
                    "",
                    "the update table(",
                    "what is not noted as a table is mapped by nobody either, and stays its owner's"),
            new Argument(
                    "",
                    "the update used(",
                    "the VMID is lost until the next generation, and no other partition gets it"),
            new Argument("", "the update own(q) := nobody", "the frame stays charged to its owner, unmapped and wiped"),
            new Argument(
                    "core.freeTable", "the update own(", "the frame stays charged to its owner, unmapped and wiped"),
            new Argument(
                    "core.freeTable", "d ≠ system", "the caller's tables are freed, and the system makes no calls"),
            new Argument(
                    "control.",
                    "(AGAIN returned) without the condition accepted(g)",
                    "an offer to what is being taken apart ends early"),
            new Argument(
                    "control.",
                    "without the condition ∀m : Grant. ¬(accepted(m)",
                    "the order of two steps: the last step still waits for both"),
            new Argument("control.", "(AGAIN reclaimed) without the condition live(g)", "a free slot is freed"),
            new Argument("hypercall.GRANT_RECLAIM (SUCCESS)", "the condition live(g)", "a free slot is freed"),
            new Argument(
                    "hypercall.GRANT_RECLAIM (UNFINISHED)",
                    "the condition lends(g)",
                    "the borrower loses the pages before the slot is freed"),
            new Argument(
                    "hypercall.GRANT_RETURN",
                    "the condition accepted(g)",
                    "the borrower refuses for good what it could have accepted"),
            new Argument(
                    "hypercall.GRANT",
                    "(UNFINISHED) without",
                    "what this step wipes or not, the last step wipes all of it"),
            new Argument(
                    "hypercall.PORT_SEND (INVALID_STATE)",
                    "",
                    "an error: which reason is told is part of this model only where it tells of another partition"),
            new Argument(
                    "hypercall.PORT_RECEIVE (INVALID_STATE)", "", "an error about a port of the caller's, or none"),
            new Argument(
                    "hypercall.PORT_SEND (SUCCESS behind)",
                    "",
                    "a queue is modelled by its first message, which this does not touch"),
            new Argument(
                    "hypercall.PORT_SEND (SUCCESS lost)",
                    "",
                    "nothing is sent; that something was lost the receiver may know"),
            new Argument(
                    "hypercall.PORT_SEND", "full(", "how many messages a port holds is a number, outside this model"),
            new Argument(
                    "hypercall.PORT_RECEIVE",
                    "full(",
                    "how many messages a port holds is a number, outside this model"),
            new Argument("hypercall.PORT_RECEIVE", "waiting(", "the receiver sees a message again that was for it"),
            new Argument("hypercall.PORT_STATUS", "the update lost(", "the receiver is told again what is its to know"),
            new Argument("hypercall.DOORBELL_TAKE", "the update rung(", "the hearer's own bit stays set"),
            new Argument(
                    "monitor.externalInterrupt",
                    "",
                    "the partition's own line, which a new partition does not inherit"),
            new Argument(
                    "monitor.completeInterrupt",
                    "",
                    "the partition's own device, whose interrupts a new partition does not inherit"),
            new Argument(
                    "core.dispatch (enters)",
                    "the condition d ≠ on(h)",
                    "it is entered again with registers of its own"),
            new Argument("core.claim", "¬claimed(i)", "the monitor is told again of what it has not completed"),
            new Argument("machine.", "Evict (done)", "a cache may keep an entry as well as forget it"),
            new Argument("machine.evict", "", "a cache may keep an entry as well as forget it"),
            new Argument("machine.deviceAccess", "the update asserted(", "the device's own line stays as it was"),
            new Argument("core.fault (ignored)", "", "nothing happens"),
            new Argument(
                    "core.fault (signalled)", "phase(d) = running", "the doorbell is one that the partition may ring"));

    private Equivalents() {}

    /** The reason, or empty if there is none yet. */
    public static Optional<String> reason(Mutant mutant) {
        return switch (mutant.change()) {
            case Mutant.Change.Condition(var condition) ->
                Prover.z3(mutant.specification()).isImplied(mutant.action(), mutant.outcome(), condition)
                        ? Optional.of("the invariants and the other conditions imply it")
                        : argued(mutant);
            case Mutant.Change.Effect(Outcome whole, Update update) -> {
                if (Prover.z3(mutant.specification()).isIdle(mutant.action(), whole, update)) {
                    yield Optional.of("it changes nothing where the invariants hold");
                }
                yield less(update).or(() -> argued(mutant));
            }
            case Mutant.Change.Other() -> argued(mutant);
        };
    }

    private static Optional<String> less(Update update) {
        return switch (update) {
            case Update.Insert insert
            when GIVING.contains(insert.symbol()) ->
                Optional.of("less is given or told, and isolation promises no progress");
            case Update.Assign assign
            when MOVING.contains(assign.symbol()) -> Optional.of("less is moved, and isolation promises no progress");
            case Update.Insert _, Update.Remove _, Update.Assign _ -> Optional.empty();
        };
    }

    private static Optional<String> argued(Mutant mutant) {
        return ARGUED.stream()
                .filter(argument -> mutant.name().startsWith(argument.where)
                        && mutant.name().contains(argument.what))
                .map(Argument::reason)
                .findFirst();
    }
}
