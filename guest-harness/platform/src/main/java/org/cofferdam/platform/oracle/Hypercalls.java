package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;
import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;

import java.util.List;
import java.util.function.Predicate;
import org.cofferdam.isolation.core.SbiActions;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Hypercall;

/** What a hypercall and its result mean in the words of the specification. */
final class Hypercalls {
    private static final int NO_GRANT = 0;
    private static final int SOMETHING = 1;
    private static final long INVALID_STATE = -10;

    private final Surroundings system;
    private final Observation observation;
    private final Ledger ledger;
    /** How many messages wait in each port, by the calls that were made. */
    private final int[] waiting;

    Hypercalls(Surroundings system, Observation observation, Ledger ledger) {
        this.system = system;
        this.observation = observation;
        this.ledger = ledger;
        waiting = new int[system.channels().ports().size()];
    }

    /** The name of a call's action. */
    static String action(Hypercall call) {
        return "hypercall." + call.name();
    }

    /** Nothing waits for a partition that is made anew. */
    void silence(int partition) {
        for (int port = 0; port < waiting.length; port++) {
            if (system.channels().ports().get(port).to() == partition) {
                waiting[port] = 0;
            }
        }
    }

    /** Adds the steps of a call that has ended. Before it, so that what was chosen is read from tables as they were. */
    interface Ending {
        void with(Plan plan, Call.Result result);
    }

    /** Reads the arguments of a call that is about to be made. */
    Ending begin(Call call, Hypercall hypercall) {
        return switch (hypercall) {
            case IDENTITY, DOORBELL_LISTEN -> simple(call, hypercall);
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> offer(call, hypercall);
            case GRANT_ACCEPT, GRANT_RETURN -> grant(call, hypercall, slot(call.argument(0), call.argument(1)));
            case GRANT_RECLAIM -> grant(call, hypercall, slot(call.partition(), call.argument(0)));
            case PORT_SEND -> send(call);
            case PORT_RECEIVE -> receive(call);
            case PORT_STATUS -> portStatus(call);
            case DOORBELL_RING -> ring(call);
            case DOORBELL_TAKE -> take(call);
        };
    }

    private static int caller(Call call) {
        return call.partition() + FIRST;
    }

    private static String outcome(Call.Result result) {
        return result.again() ? "UNFINISHED" : result.error() == 0 ? "SUCCESS" : "REFUSED";
    }

    private Ending simple(Call call, Hypercall hypercall) {
        return (plan, result) -> plan.act(action(hypercall), outcome(result), call.hart(), caller(call));
    }

    /** The slot that a granter and a number name, or that of none. */
    private int slot(long granter, long number) {
        boolean sound = granter >= 0 && granter < system.partitions() && number >= 0 && number < Configuration.SLOTS;
        return sound ? Configuration.slot((int) granter, number) : NO_GRANT;
    }

    private Ending offer(Call call, Hypercall hypercall) {
        long target = call.argument(0);
        long base = call.argument(1);
        long pages = call.argument(2);
        int borrower = target >= 0 && target < system.partitions() ? (int) target + FIRST : NOBODY;
        String action = action(hypercall);
        Plan chosen = new Plan(ledger.specification());
        for (long page = 0; page < Math.min(pages, Pte.ENTRIES); page++) {
            GuestTables.Leaf leaf = observation.tables(call.partition()).walk(base + page * Pte.PAGE);
            int frame = leaf == null ? -1 : system.frame(leaf.physical());
            if (frame >= 0) {
                chosen.choose(action, "run", frame);
            }
            if (page == 0 && leaf != null) {
                rights(chosen, action, "held", leaf.rights());
            }
        }
        rights(chosen, action, "asked", (int) call.argument(3) & 0b111);
        return (plan, result) -> {
            if (result.error() == 0) {
                int slot = slot(call.partition(), result.value());
                plan.adopt(chosen).act(action, "SUCCESS", call.hart(), caller(call), borrower, slot);
            } else {
                plan.act(action, outcome(result), call.hart(), caller(call), NOBODY, NO_GRANT);
            }
        };
    }

    private static void rights(Plan plan, String action, String input, int rights) {
        for (int right = 0; right < Integer.SIZE && rights >>> right != 0; right++) {
            if ((rights >>> right & 1) != 0) {
                plan.chooseOther(action, input, right);
            }
        }
    }

    private Ending grant(Call call, Hypercall hypercall, int slot) {
        return (plan, result) -> {
            String outcome = outcome(result);
            int named = outcome.equals("REFUSED") ? NO_GRANT : slot;
            plan.act(action(hypercall), outcome, call.hart(), caller(call), named);
        };
    }

    /** The n-th of those that satisfy a condition; -1 if there are fewer. */
    private static <T> int nth(List<T> all, long n, Predicate<T> counts) {
        long left = n;
        for (int i = 0; i < all.size() && n >= 0; i++) {
            if (counts.test(all.get(i)) && left-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private int port(Call call) {
        return nth(
                system.channels().ports(),
                call.argument(0),
                port -> port.from() == call.partition() || port.to() == call.partition());
    }

    /** The frame behind the second argument; -1 if there is none. */
    private int frame(Call call) {
        GuestTables.Leaf leaf = observation.tables(call.partition()).walk(call.argument(1));
        return leaf == null ? -1 : system.frame(leaf.physical());
    }

    private Ending send(Call call) {
        int port = port(call);
        int frame = frame(call);
        return (plan, result) -> {
            if (port < 0 || frame < 0) {
                refusedOrWrong(plan, call, result, Hypercall.PORT_SEND);
                return;
            }
            Channels.Port declared = system.channels().ports().get(port);
            boolean sampling = declared.kind() == Channels.PortKind.SAMPLING;
            boolean full = !sampling && waiting[port] == declared.depth();
            String outcome = outcome(result);
            if (outcome.equals("SUCCESS") && full) {
                outcome = "SUCCESS lost";
            } else if (outcome.equals("SUCCESS")) {
                outcome = sampling || waiting[port] == 0 ? "SUCCESS" : "SUCCESS behind";
                waiting[port] = sampling ? 1 : waiting[port] + 1;
                if (!sampling && waiting[port] == declared.depth()) {
                    plan.chooseOther(action(Hypercall.PORT_SEND), "fills");
                }
            } else if (result.error() == INVALID_STATE) {
                outcome = "INVALID_STATE";
            }
            plan.act(action(Hypercall.PORT_SEND), outcome, call.hart(), caller(call), port, frame);
        };
    }

    private Ending receive(Call call) {
        int port = port(call);
        int frame = frame(call);
        return (plan, result) -> {
            if (port < 0 || frame < 0) {
                refusedOrWrong(plan, call, result, Hypercall.PORT_RECEIVE);
                return;
            }
            boolean sampling = system.channels().ports().get(port).kind() == Channels.PortKind.SAMPLING;
            String outcome = result.error() == INVALID_STATE ? "INVALID_STATE" : outcome(result);
            if (outcome.equals("SUCCESS")) {
                waiting[port] -= sampling ? 0 : 1;
                if (waiting[port] > 0) {
                    plan.chooseOther(action(Hypercall.PORT_RECEIVE), "more");
                }
            }
            plan.act(action(Hypercall.PORT_RECEIVE), outcome, call.hart(), caller(call), port, frame, SOMETHING);
        };
    }

    private Ending portStatus(Call call) {
        int port = port(call);
        return (plan, result) -> {
            if (port < 0) {
                refusedOrWrong(plan, call, result, Hypercall.PORT_STATUS);
            } else {
                plan.act(action(Hypercall.PORT_STATUS), outcome(result), call.hart(), caller(call), port);
            }
        };
    }

    private Ending ring(Call call) {
        int bell = nth(system.channels().doorbells(), call.argument(0), each -> each.from() == call.partition());
        return (plan, result) -> {
            if (bell < 0) {
                refusedOrWrong(plan, call, result, Hypercall.DOORBELL_RING);
            } else {
                plan.act(action(Hypercall.DOORBELL_RING), outcome(result), call.hart(), caller(call), bell);
            }
        };
    }

    private Ending take(Call call) {
        String action = action(Hypercall.DOORBELL_TAKE);
        return (plan, result) -> {
            List<Channels.Doorbell> bells = system.channels().doorbells();
            for (int bell = 0; bell < bells.size(); bell++) {
                if (bells.get(bell).to() == call.partition()
                        && (call.argument(0) >>> bells.get(bell).bit() & 1) != 0) {
                    plan.chooseOther(action, "heard", bell);
                }
            }
            plan.act(action, outcome(result), call.hart(), caller(call));
        };
    }

    /** A call about something that there is not. */
    private static void refusedOrWrong(Plan plan, Call call, Call.Result result, Hypercall hypercall) {
        plan.act(
                SbiActions.CALL,
                result.error() == 0 ? action(hypercall) + " of nothing" : "REFUSED",
                call.hart(),
                caller(call),
                SOMETHING);
    }
}
