package org.cofferdam.machine.firmware;

/** The SBI extensions that the firmware has. */
enum SbiExtension {
    LEGACY_PUTCHAR(0x01),
    LEGACY_GETCHAR(0x02),
    BASE(0x10),
    TIME(0x54494D45),
    IPI(0x735049),
    RFENCE(0x52464E43),
    HSM(0x48534D),
    SRST(0x53525354),
    DBCN(0x4442434E);

    final long id;

    SbiExtension(long id) {
        this.id = id;
    }

    /** Legacy calls have no function id and answer in a0 alone. */
    boolean legacy() {
        return id < BASE.id;
    }

    static boolean exists(long id) {
        for (SbiExtension extension : values()) {
            if (extension.id == id) {
                return true;
            }
        }
        return false;
    }
}
