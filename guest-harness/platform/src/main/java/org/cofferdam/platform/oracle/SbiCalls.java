package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;

import org.cofferdam.isolation.core.SbiActions;

/** Which step of the specification an SBI call of a guest's is, by its numbers (RISC-V SBI 2.0). */
final class SbiCalls {
    private static final long TIME = 0x54494D45;
    private static final long SUSP = 0x53555350;
    private static final long IPI = 0x735049;
    private static final long RFENCE = 0x52464E43;
    private static final long HSM = 0x48534D;
    private static final long HART_START = 0;
    private static final long SRST = 0x53525354;
    private static final long DBCN = 0x4442434E;
    private static final long CONSOLE_READ = 1;
    private static final long STA = 0x535441;

    private static final int A1 = 1;
    private static final int A6 = 6;
    private static final int A7 = 7;
    private static final int SOMETHING = 1;

    private final Surroundings system;
    private final Observation observation;

    SbiCalls(Surroundings system, Observation observation) {
        this.system = system;
        this.observation = observation;
    }

    /** The action that covers a function; an extension that there is not is a call as well, which is refused. */
    static String action(long extension, long function) {
        if (extension == IPI || extension == RFENCE || (extension == HSM && function == HART_START)) {
            return SbiActions.SIBLINGS;
        }
        if (extension == STA || (extension == DBCN && function == CONSOLE_READ)) {
            return SbiActions.STORE;
        }
        return extension == SRST ? SbiActions.RESET : SbiActions.CALL;
    }

    /** Whether a call has ended its caller's partition. */
    static boolean ends(Call call, boolean stopped) {
        return stopped && call.calls() && action(call).equals(SbiActions.RESET);
    }

    /** Whether a call starts another virtual hart of its partition. */
    static boolean starts(Call call) {
        return call.argument(A7) == HSM && call.argument(A6) == HART_START;
    }

    /** The CSRs of the caller's that a call may change beside its result. */
    static String[] changes(Call call) {
        long extension = call.argument(A7);
        if (extension == TIME) {
            return new String[] {"vstimecmp"};
        }
        // What is suspended goes on where it asked to, without translation.
        return extension == HSM || extension == SUSP ? new String[] {"vsatp", "vsstatus"} : new String[0];
    }

    private static String action(Call call) {
        return action(call.argument(A7), call.argument(A6));
    }

    /** Adds the step of a call that has been made. */
    void add(Plan plan, Call call, boolean stopped) {
        int caller = call.partition() + FIRST;
        String action = action(call);
        switch (action) {
            case SbiActions.RESET -> plan.act(action, stopped ? "SUCCESS" : "REFUSED", call.hart(), caller);
            case SbiActions.STORE -> store(plan, call);
            case SbiActions.SIBLINGS -> {
                for (int hart = 0; hart < system.harts().size(); hart++) {
                    plan.chooseOther(action, "reached", hart);
                }
                plan.chooseOther(action, "parked");
                plan.act(action, "SUCCESS", call.hart(), caller, SOMETHING);
            }
            default -> plan.act(action, "SUCCESS", call.hart(), caller, SOMETHING);
        }
    }

    private void store(Plan plan, Call call) {
        boolean ofConsole = call.argument(A7) == DBCN;
        GuestTables.Leaf leaf = observation.tables(call.partition()).walk(call.argument(ofConsole ? A1 : 0));
        int frame = leaf == null ? -1 : system.frame(leaf.physical());
        boolean done = frame >= 0 && call.result(system).error() == 0;
        plan.act(
                SbiActions.STORE,
                done ? "SUCCESS" : "REFUSED",
                call.hart(),
                call.partition() + FIRST,
                Math.max(frame, 0),
                SOMETHING);
    }
}
