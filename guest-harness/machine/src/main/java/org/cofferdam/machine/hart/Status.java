package org.cofferdam.machine.hart;

/** Fields of {@code mstatus}, {@code sstatus} and {@code vsstatus}, and which of them each register lets software write. */
final class Status {

    static final long SIE = 1L << 1;
    static final long MIE = 1L << 3;
    static final long SPIE = 1L << 5;
    static final long MPIE = 1L << 7;
    static final long SPP = 1L << 8;
    static final long MPP = 3L << 11;
    static final long FS = 3L << 13;
    static final long MPRV = 1L << 17;
    static final long SUM = 1L << 18;
    static final long MXR = 1L << 19;
    static final long TVM = 1L << 20;
    static final long TW = 1L << 21;
    static final long TSR = 1L << 22;
    static final long UXL_64 = 2L << 32;
    static final long SXL_64 = 2L << 34;
    static final long GVA = 1L << 38;
    static final long MPV = 1L << 39;
    static final long SD = 1L << 63;

    /** Writable by supervisors, in {@code sstatus} and {@code vsstatus}. */
    static final long SUPERVISOR_FIELDS = SIE | SPIE | SPP | FS | SUM | MXR;

    /** Writable in {@code mstatus}. */
    static final long MACHINE_FIELDS = SUPERVISOR_FIELDS | MIE | MPIE | MPP | MPRV | TVM | TW | TSR | GVA | MPV;

    private static final int MPP_SHIFT = 11;

    private Status() {}

    static Privilege mpp(long mstatus) {
        return Privilege.of((int) ((mstatus & MPP) >>> MPP_SHIFT));
    }

    static long withMpp(long mstatus, Privilege mode) {
        return (mstatus & ~MPP) | ((long) mode.level << MPP_SHIFT);
    }

    static Privilege spp(long status) {
        return (status & SPP) != 0 ? Privilege.SUPERVISOR : Privilege.USER;
    }

    /** SD says in one bit that FS is dirty. */
    static long withSummary(long status) {
        return (status & FS) == FS ? status | SD : status;
    }

    /** What trap entry makes of a supervisor's status: the interrupt enable stacked, the previous mode noted. */
    static long supervisorEntry(long status, Privilege from) {
        long entered = status & ~(SIE | SPIE | SPP);
        if ((status & SIE) != 0) {
            entered |= SPIE;
        }
        return from == Privilege.USER ? entered : entered | SPP;
    }

    /** What {@code sret} makes of it. */
    static long supervisorReturn(long status) {
        long returned = (status & ~(SIE | SPP)) | SPIE;
        return (status & SPIE) != 0 ? returned | SIE : returned;
    }
}
