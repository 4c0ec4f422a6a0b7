package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.GrantActions.CALLS;
import static org.cofferdam.isolation.core.GrantActions.REFUSED_CALL;
import static org.cofferdam.isolation.core.GrantActions.conditions;
import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.ANY_PARTITION;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.PARKED;
import static org.cofferdam.isolation.core.Names.REACHED;
import static org.cofferdam.isolation.core.Names.X;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.STOPPED;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/**
 * The SBI that guests see. Its functions are four steps, for isolation sees no more of them: registers are one value, and a call
 * concerns the caller's partition alone. Which functions a step covers, and why one step is enough, is part of what it says.
 */
public final class SbiActions {
    /** What concerns the virtual hart that calls: its registers, timer, counters, state of waiting. */
    public static final String CALL = "sbi.call";

    /** What reaches the caller's other virtual harts. */
    public static final String SIBLINGS = "sbi.siblings";

    /** What writes the caller's memory. */
    public static final String STORE = "sbi.store";

    /** What ends the caller's partition. */
    public static final String RESET = "sbi.reset";

    private static final Map<String, List<String>> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put(
                CALL,
                List.of(
                        "GET_SPEC_VERSION",
                        "GET_IMPLEMENTATION_ID",
                        "GET_IMPLEMENTATION_VERSION",
                        "PROBE_EXTENSION",
                        "GET_VENDOR_ID",
                        "GET_ARCHITECTURE_ID",
                        "GET_MACHINE_IMPLEMENTATION_ID",
                        "SET_TIMER",
                        "HART_STOP",
                        "HART_GET_STATUS",
                        "HART_SUSPEND",
                        "SYSTEM_SUSPEND",
                        "CONSOLE_WRITE",
                        "CONSOLE_WRITE_BYTE",
                        "PMU_NUM_COUNTERS",
                        "PMU_COUNTER_GET_INFO",
                        "PMU_COUNTER_CONFIG_MATCHING",
                        "PMU_COUNTER_START",
                        "PMU_COUNTER_STOP",
                        "PMU_COUNTER_FW_READ",
                        "PMU_COUNTER_FW_READ_HI"));
        FUNCTIONS.put(
                SIBLINGS,
                List.of("SEND_IPI", "REMOTE_FENCE_I", "REMOTE_SFENCE_VMA", "REMOTE_SFENCE_VMA_ASID", "HART_START"));
        FUNCTIONS.put(STORE, List.of("CONSOLE_READ", "STEAL_TIME_SET_SHMEM"));
        FUNCTIONS.put(RESET, List.of("SYSTEM_RESET"));
    }

    private SbiActions() {}

    /** The names of the SBI functions that a step covers, by the step's action. */
    public static Map<String, List<String>> functions() {
        return Map.copyOf(FUNCTIONS);
    }

    /** Which functions a step covers and why it is enough for them, in a sentence; empty for actions that are no SBI calls. */
    public static String reason(String action) {
        String why =
                switch (action) {
                    case CALL ->
                        "One step is enough: registers, timer and counters are the hart's one value here, and what is"
                                + " printed goes to the caller's own monitor";
                    case SIBLINGS ->
                        "One step is enough: what a remote fence makes a hart forget it may forget at any time"
                                + " (machine.evict), and the rest are registers";
                    case STORE ->
                        "One step is enough: it can be any page that the caller could write itself, and stolen time is"
                                + " written at later switches too";
                    case RESET -> "A reset for a failure of the guest's is a core.fault first";
                    default -> "";
                };
        return why.isEmpty() ? "" : "It covers " + String.join(", ", FUNCTIONS.get(action)) + ". " + why + ".";
    }

    static List<Action> actions() {
        return List.of(
                action(
                        CALL,
                        "an SBI call about the calling virtual hart alone",
                        List.of(H, D, X),
                        List.of(),
                        List.of(Update.assign(FILE, H, X))),
                action(
                        SIBLINGS,
                        "an SBI call that reaches the caller's other virtual harts, on whichever harts they are, or parked",
                        List.of(H, D, X),
                        List.of(REACHED, PARKED),
                        List.of(
                                new Update.Assign(
                                        FILE,
                                        List.of(ANY_HART),
                                        or(equal(ANY_HART, H), and(REACHED.of(ANY_HART), equal(ON.of(ANY_HART), D))),
                                        X),
                                new Update.Assign(
                                        REGISTERS,
                                        List.of(ANY_PARTITION),
                                        and(equal(ANY_PARTITION, D), PARKED.of()),
                                        X))),
                new Action(
                        STORE,
                        "an SBI call that writes the caller's memory: a console's input, stolen time",
                        D,
                        List.of(H, D, P, X),
                        List.of(),
                        List.of(
                                new Outcome(
                                        "SUCCESS",
                                        false,
                                        conditions(CALLS, MAPPED.of(D, P, WRITE)),
                                        List.of(Update.assign(CONTENT, P, X), Update.insert(TRACES, P, D))),
                                REFUSED_CALL)),
                action(
                        RESET,
                        "the caller's partition switches itself off, or asks to be started again, which the manager may do",
                        List.of(H, D),
                        List.of(),
                        List.of(Update.assign(PHASE_OF, D, STOPPED))));
    }

    private static Action action(
            String name, String meaning, List<Variable> parameters, List<Relation> inputs, List<Update> updates) {
        Outcome success = new Outcome("SUCCESS", false, CALLS, updates);
        return new Action(name, meaning, D, parameters, inputs, List.of(success, REFUSED_CALL));
    }
}
