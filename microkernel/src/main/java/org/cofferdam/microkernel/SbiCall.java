package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;

/** The SBI that guests see (RISC-V SBI 2.0), each call declared once: extension, function, handler. */
enum SbiCall {
    GET_SPEC_VERSION(Sbi.BASE, 0, _ -> SbiReturn.success(0x0200_0000)),
    GET_IMPLEMENTATION_ID(Sbi.BASE, 1, _ -> SbiReturn.success(0xC0FF)),
    GET_IMPLEMENTATION_VERSION(Sbi.BASE, 2, _ -> SbiReturn.success(1)),
    PROBE_EXTENSION(Sbi.BASE, 3, request -> SbiReturn.success(has(request.argument(0)) ? 1 : 0)),
    GET_VENDOR_ID(Sbi.BASE, 4, _ -> SbiReturn.success(0)),
    GET_ARCHITECTURE_ID(Sbi.BASE, 5, _ -> SbiReturn.success(0)),
    GET_MACHINE_IMPLEMENTATION_ID(Sbi.BASE, 6, _ -> SbiReturn.success(0)),

    SET_TIMER(Sbi.TIME, 0, SbiCall::setTimer),

    SEND_IPI(Sbi.IPI, 0, SbiHarts::sendIpi),

    REMOTE_FENCE_I(Sbi.RFENCE, 0, SbiHarts::remoteFenceI),
    REMOTE_SFENCE_VMA(Sbi.RFENCE, 1, SbiHarts::remoteSfenceVma),
    REMOTE_SFENCE_VMA_ASID(Sbi.RFENCE, 2, SbiHarts::remoteSfenceVmaAsid),

    HART_START(Sbi.HSM, 0, SbiHarts::start),
    HART_STOP(Sbi.HSM, 1, SbiHarts::stop),
    HART_GET_STATUS(Sbi.HSM, 2, SbiHarts::status),
    HART_SUSPEND(Sbi.HSM, 3, SbiHarts::suspend),

    SYSTEM_RESET(Sbi.SRST, 0, SbiCall::reset),
    SYSTEM_SUSPEND(Sbi.SUSP, 0, SbiHarts::suspendSystem),

    CONSOLE_WRITE(Sbi.DBCN, 0, SbiConsole::write),
    CONSOLE_READ(Sbi.DBCN, 1, SbiConsole::read),
    CONSOLE_WRITE_BYTE(Sbi.DBCN, 2, SbiConsole::writeByte),

    PMU_NUM_COUNTERS(Sbi.PMU, 0, _ -> SbiReturn.success(Counters.COUNT)),
    PMU_COUNTER_GET_INFO(Sbi.PMU, 1, Counters::describe),
    PMU_COUNTER_CONFIG_MATCHING(Sbi.PMU, 2, Counters::configure),
    PMU_COUNTER_START(Sbi.PMU, 3, Counters::start),
    PMU_COUNTER_STOP(Sbi.PMU, 4, Counters::stop),
    PMU_COUNTER_FW_READ(Sbi.PMU, 5, Counters::read),
    PMU_COUNTER_FW_READ_HI(Sbi.PMU, 6, request -> Counters.firmware(request, 0)),

    STEAL_TIME_SET_SHMEM(Sbi.STA, 0, StealTime::setSharedMemory);

    private static final SbiCall[] ALL = values();
    private static final int ECALL_LENGTH = 4;
    private static final int SYSTEM_FAILURE = 1;

    private final long extension;
    private final long function;

    @SuppressWarnings("ImmutableEnumChecker") // handlers are static methods
    private final Handler handler;

    SbiCall(long extension, long function, Handler handler) {
        this.extension = extension;
        this.function = function;
        this.handler = handler;
    }

    /** Carries a call out; what is not in this table is not supported. */
    static void handle(SbiRequest request) {
        long next = request.port().csr(Csr.SEPC) + ECALL_LENGTH;
        SbiReturn result = request.extension() == Hypercall.EXTENSION
                ? Hypercall.handle(request)
                : find(request).handle(request);
        if (!result.equals(SbiReturn.UNFINISHED)) {
            request.port().csr(Csr.SEPC, next);
            request.give(result);
        }
    }

    private static Handler find(SbiRequest request) {
        long extension = request.extension();
        long function = request.function();
        for (SbiCall call : ALL) {
            if (call.extension == extension && call.function == function) {
                return call.handler;
            }
        }
        return _ -> SbiReturn.NOT_SUPPORTED;
    }

    private static boolean has(long extension) {
        boolean found = extension == Hypercall.EXTENSION;
        for (SbiCall call : ALL) {
            found |= call.extension == extension;
        }
        return found;
    }

    private static SbiReturn setTimer(SbiRequest request) {
        request.port().csr(Csr.VSTIMECMP, request.argument(0));
        request.caller().counters.count(Counters.SET_TIMER);
        return SbiReturn.SUCCESS;
    }

    private static SbiReturn reset(SbiRequest request) {
        int type = (int) request.argument(0);
        int reason = (int) request.argument(1);
        boolean knownReason = reason == 0 || reason == SYSTEM_FAILURE;
        if (!knownReason || type < 0 || type > 2) {
            return SbiReturn.INVALID_PARAMETER;
        }
        StopReason why = type == 0 ? new StopReason.PoweredOff() : new StopReason.RebootAsked();
        if (reason == SYSTEM_FAILURE) {
            request.services().health().fault(request.partition(), FaultKind.SYSTEM_FAILURE, why);
        }
        // Unless the health monitor has done something else about it already.
        if (request.partition().isRunning()) {
            request.dispatcher().stop(request.partition(), why);
        }
        return SbiReturn.SUCCESS;
    }

    /** What a call does. */
    private interface Handler {
        SbiReturn handle(SbiRequest request);
    }

    /** Numbers of the extensions. */
    private static final class Sbi {
        static final long BASE = 0x10;
        static final long TIME = 0x54494D45;
        static final long IPI = 0x735049;
        static final long RFENCE = 0x52464E43;
        static final long HSM = 0x48534D;
        static final long SRST = 0x53525354;
        static final long SUSP = 0x53555350;
        static final long DBCN = 0x4442434E;
        static final long PMU = 0x504D55;
        static final long STA = 0x535441;
    }
}
