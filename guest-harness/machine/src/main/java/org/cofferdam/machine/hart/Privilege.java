package org.cofferdam.machine.hart;

/** Nominal privilege modes (privileged ISA, "Privilege Levels"); with the V bit, S is HS or VS and U is U or VU. */
public enum Privilege {
    USER(0),
    SUPERVISOR(1),
    MACHINE(3);

    /** The encoding in {@code mstatus.MPP}. */
    public final int level;

    Privilege(int level) {
        this.level = level;
    }

    /** The mode with this encoding; 2 is reserved and read as user mode, as {@code mstatus.MPP} never holds it. */
    public static Privilege of(int level) {
        return switch (level) {
            case 1 -> SUPERVISOR;
            case 3 -> MACHINE;
            default -> USER;
        };
    }
}
