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

import java.util.ArrayList;
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
                List.of(
                        "SEND_IPI",
                        "REMOTE_FENCE_I",
                        "REMOTE_SFENCE_VMA",
                        "REMOTE_SFENCE_VMA_ASID",
                        "HART_START"));
        FUNCTIONS.put(STORE, List.of("CONSOLE_READ", "STEAL_TIME_SET_SHMEM"));
        FUNCTIONS.put(RESET, List.of("SYSTEM_RESET"));
    }

    private SbiActions() {}

    /** The names of the SBI functions that a step covers, by the step's action. */
    public static Map<String, List<String>> functions() {
        return Map.copyOf(FUNCTIONS);
    }

    static List<Action> actions() {
        return List.of(
                action(
                        CALL,
                        "reads or writes what the calling virtual hart has to itself: its registers, its timer, its"
                                + " counters, whether it waits. One step is enough, for all of that is the hart's one"
                                + " value here, and what is printed goes to the caller's own monitor",
                        List.of(H, D, X),
                        List.of(),
                        new Outcome("SUCCESS", false, CALLS, List.of(Update.assign(FILE, H, X)))),
                action(
                        SIBLINGS,
                        "reaches virtual harts of the caller's partition, on whichever harts they are, or parked: an"
                                + " interrupt, a fence, a start. One step is enough, for what a remote fence makes a hart"
                                + " forget it may forget at any time (machine.evict), and the rest are registers",
                        List.of(H, D, X),
                        List.of(REACHED, PARKED),
                        new Outcome(
                                "SUCCESS",
                                false,
                                CALLS,
                                List.of(
                                        new Update.Assign(
                                                FILE,
                                                List.of(ANY_HART),
                                                or(
                                                        equal(ANY_HART, H),
                                                        and(REACHED.of(ANY_HART), equal(ON.of(ANY_HART), D))),
                                                X),
                                        new Update.Assign(
                                                REGISTERS,
                                                List.of(ANY_PARTITION),
                                                and(equal(ANY_PARTITION, D), PARKED.of()),
                                                X)))),
                action(
                        STORE,
                        "writes the caller's memory: a console's input, stolen time, which is written at later switches"
                                + " too. One step is enough, for it can be any page that the caller could write itself",
                        List.of(H, D, P, X),
                        List.of(),
                        new Outcome(
                                "SUCCESS",
                                false,
                                conditions(CALLS, MAPPED.of(D, P, WRITE)),
                                List.of(Update.assign(CONTENT, P, X), Update.insert(TRACES, P, D)))),
                action(
                        RESET,
                        "the caller's partition is switched off, or asks to be started again, which the manager may do;"
                                + " a reset for a failure of the guest's is a core.fault first",
                        List.of(H, D),
                        List.of(),
                        new Outcome("SUCCESS", false, CALLS, List.of(Update.assign(PHASE_OF, D, STOPPED)))));
    }

    private static Action action(
            String name, String reason, List<Variable> parameters, List<Relation> inputs, Outcome outcome) {
        List<Outcome> outcomes = new ArrayList<>(List.of(outcome, REFUSED_CALL));
        return new Action(
                name,
                reason + " (" + String.join(", ", FUNCTIONS.get(name)) + ")",
                D,
                parameters,
                inputs,
                outcomes);
    }
}
