package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The counters of one virtual hart (SBI PMU): one for each firmware event, numbered as the event is, and one of the
 * instructions that the virtual hart retired itself. Nothing that another partition does moves any of them (property 25).
 */
final class Counters {
    /** Firmware events (SBI, "PMU Firmware Events"); that of receiving follows on that of sending. Others never happen. */
    static final int ACCESS_LOAD = 2;

    static final int ACCESS_STORE = 3;
    static final int ILLEGAL_INSTRUCTION = 4;
    static final int SET_TIMER = 5;
    static final int IPI_SENT = 6;
    static final int FENCE_I_SENT = 8;
    static final int SFENCE_VMA_SENT = 10;
    static final int SFENCE_VMA_ASID_SENT = 12;
    /** The counter that follows on those of firmware events: a guest reads it as a CSR. */
    private static final int INSTRET = 22;

    static final int COUNT = INSTRET + 1;

    private static final long FIRMWARE_EVENTS = 0xF_0000;
    private static final long INSTRUCTIONS_EVENT = 2;
    private static final long WIDTH = 63L << 12;
    private static final long FIRMWARE = 1L << 63;

    // Flags of configuring; then those of starting and stopping.
    private static final long SKIP_MATCH = 1;
    private static final long CLEAR = 2;
    private static final long AUTO_START = 4;
    private static final long ALL_OF_CONFIGURING = 0xFF;
    private static final long SET_OR_RESET = 1;
    private static final long SNAPSHOT = 2;

    /** csrrs rd, instret, zero. */
    private static final int READ_INSTRET = 0xC020_2073;

    private static final int READ_LENGTH = 4;
    private static final int RD_SHIFT = 7;
    private static final int RD = 31 << RD_SHIFT;
    private static final long SCOUNTEREN_IR = 1 << 2;

    private final long[] happened = new long[COUNT];
    /** While a counter is stopped its value, else what its event had come to when the value was 0. */
    private final long[] bases = new long[COUNT];

    private long configured;
    private long started;
    private long retiredBefore;

    void count(int event) {
        happened[event]++;
    }

    /** The virtual hart comes to a physical one that has retired so many instructions. */
    void enter(long retired) {
        retiredBefore = retired - happened[INSTRET];
    }

    /** It comes back to the core, on a hart that has retired so many. */
    void settle(long retired) {
        happened[INSTRET] = retired - retiredBefore;
    }

    /** Carries out a trapped read of instret, if the virtual hart has asked for the counter and its kernel allows it. */
    boolean answers(HartPort port, int instruction, boolean supervisor) {
        boolean open = supervisor || (port.csr(Csr.SCOUNTEREN) & SCOUNTEREN_IR) != 0;
        boolean answers = (instruction & ~RD) == READ_INSTRET && open && (configured >>> INSTRET & 1) != 0;
        if (answers) {
            port.x((instruction & RD) >>> RD_SHIFT, value(INSTRET));
            port.csr(Csr.SEPC, port.csr(Csr.SEPC) + READ_LENGTH);
        }
        return answers;
    }

    private long value(int counter) {
        return (started >>> counter & 1) != 0 ? happened[counter] - bases[counter] : bases[counter];
    }

    /** Starts counters that are stopped, from a value if there is one to set, and the other way round. */
    private void turn(long counters, boolean set, long value) {
        for (int i = 0; i < COUNT; i++) {
            long base = set ? value : bases[i];
            bases[i] = (counters >>> i & 1) != 0 ? happened[i] - base : bases[i];
        }
        started ^= counters;
    }

    /** The counters that a0 (base) and a1 (mask) select; 0 if a counter does not exist, or a flag in a2. */
    private static long selected(SbiRequest request, long flags) {
        long base = request.argument(0);
        long mask = request.argument(1);
        boolean valid = base >= 0 && base <= INSTRET && mask >>> (COUNT - base) == 0;
        return valid && (request.argument(2) & ~flags) == 0 ? mask << base : 0;
    }

    static SbiReturn describe(SbiRequest request) {
        return request.argument(0) == INSTRET ? SbiReturn.success(Csr.INSTRET | WIDTH) : firmware(request, FIRMWARE);
    }

    static SbiReturn configure(SbiRequest request) {
        Counters own = request.caller().counters;
        long selected = selected(request, ALL_OF_CONFIGURING);
        if (selected == 0) {
            return SbiReturn.INVALID_PARAMETER;
        }
        long event = request.argument(3);
        long counter = event == INSTRUCTIONS_EVENT ? INSTRET : event - FIRMWARE_EVENTS;
        boolean known = counter >= 0 && (counter < INSTRET || event == INSTRUCTIONS_EVENT) && request.argument(4) == 0;
        long candidates = has(request, SKIP_MATCH) ? Long.lowestOneBit(selected) : selected & ~own.configured;
        if (!known || (candidates & ~own.started & (1L << counter)) == 0) {
            return SbiReturn.NOT_SUPPORTED;
        }
        own.configured |= 1L << counter;
        own.bases[(int) counter] *= has(request, CLEAR) ? 0 : 1;
        own.turn(has(request, AUTO_START) ? 1L << counter : 0, false, 0);
        return SbiReturn.success(counter);
    }

    static SbiReturn start(SbiRequest request) {
        Counters own = request.caller().counters;
        long selected = selected(request, SET_OR_RESET | SNAPSHOT);
        if (selected == 0 || (selected & ~own.configured) != 0) {
            return SbiReturn.INVALID_PARAMETER;
        }
        if (has(request, SNAPSHOT) || (selected & own.started) != 0) {
            return has(request, SNAPSHOT) ? SbiReturn.NO_SHARED_MEMORY : SbiReturn.ALREADY_STARTED;
        }
        own.turn(selected, has(request, SET_OR_RESET), request.argument(3));
        return SbiReturn.SUCCESS;
    }

    /** Stops what is started; with an error, as the specification has it, if some of it was not. */
    static SbiReturn stop(SbiRequest request) {
        Counters own = request.caller().counters;
        long selected = selected(request, SET_OR_RESET | SNAPSHOT);
        if (selected == 0 || has(request, SNAPSHOT)) {
            return selected == 0 ? SbiReturn.INVALID_PARAMETER : SbiReturn.NO_SHARED_MEMORY;
        }
        long running = selected & own.started;
        own.turn(running, false, 0);
        own.configured &= has(request, SET_OR_RESET) ? ~selected : -1;
        return running == selected ? SbiReturn.SUCCESS : SbiReturn.ALREADY_STOPPED;
    }

    private static boolean has(SbiRequest request, long flag) {
        return (request.argument(2) & flag) != 0;
    }

    static SbiReturn read(SbiRequest request) {
        long counter = Math.clamp(request.argument(0), 0, INSTRET);
        return firmware(request, request.caller().counters.value((int) counter));
    }

    /** A result of a call for firmware counters alone. */
    static SbiReturn firmware(SbiRequest request, long result) {
        long counter = request.argument(0);
        return counter >= 0 && counter < INSTRET ? SbiReturn.success(result) : SbiReturn.INVALID_PARAMETER;
    }
}
