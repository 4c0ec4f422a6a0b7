package org.cofferdam.machine.firmware;

import org.cofferdam.machine.hart.Hart;

/** Every call that the firmware answers: where it is found, and who answers it. */
enum SbiFunction {
    PUTCHAR(SbiExtension.LEGACY_PUTCHAR, 0, (firmware, hart) -> firmware.console.writeByte(hart)),
    GETCHAR(SbiExtension.LEGACY_GETCHAR, 0, (firmware, _) -> firmware.console.readByte()),

    SPECIFICATION_VERSION(SbiExtension.BASE, 0, (_, _) -> SbiAnswer.success(2L << 24)),
    IMPLEMENTATION_ID(SbiExtension.BASE, 1, (_, _) -> SbiAnswer.success(SbiFirmware.IMPLEMENTATION_ID)),
    IMPLEMENTATION_VERSION(SbiExtension.BASE, 2, (_, _) -> SbiAnswer.success(1)),
    PROBE(SbiExtension.BASE, 3, (_, hart) -> SbiAnswer.success(SbiExtension.exists(hart.x[10]) ? 1 : 0)),
    VENDOR_ID(SbiExtension.BASE, 4, (_, hart) -> SbiAnswer.success(hart.csrs.read(0xf11))),
    ARCHITECTURE_ID(SbiExtension.BASE, 5, (_, hart) -> SbiAnswer.success(hart.csrs.read(0xf12))),
    MACHINE_IMPLEMENTATION_ID(SbiExtension.BASE, 6, (_, hart) -> SbiAnswer.success(hart.csrs.read(0xf13))),

    SET_TIMER(SbiExtension.TIME, 0, (_, hart) -> SbiFirmware.setTimer(hart)),

    SEND_IPI(SbiExtension.IPI, 0, (firmware, hart) -> firmware.harts.interrupt(hart)),

    FENCE_I(SbiExtension.RFENCE, 0, (firmware, hart) -> firmware.fences.instructions(hart)),
    SFENCE_VMA(SbiExtension.RFENCE, 1, (firmware, hart) -> firmware.fences.supervisor(hart)),
    SFENCE_VMA_ASID(SbiExtension.RFENCE, 2, (firmware, hart) -> firmware.fences.supervisorAsid(hart)),
    HFENCE_GVMA_VMID(SbiExtension.RFENCE, 3, (firmware, hart) -> firmware.fences.guestPhysicalVmid(hart)),
    HFENCE_GVMA(SbiExtension.RFENCE, 4, (firmware, hart) -> firmware.fences.guestPhysical(hart)),
    HFENCE_VVMA_ASID(SbiExtension.RFENCE, 5, (firmware, hart) -> firmware.fences.guestVirtualAsid(hart)),
    HFENCE_VVMA(SbiExtension.RFENCE, 6, (firmware, hart) -> firmware.fences.guestVirtual(hart)),

    HART_START(SbiExtension.HSM, 0, (firmware, hart) -> firmware.harts.start(hart)),
    HART_STOP(SbiExtension.HSM, 1, (firmware, hart) -> firmware.harts.stop(hart)),
    HART_STATUS(SbiExtension.HSM, 2, (firmware, hart) -> firmware.harts.status(hart)),
    HART_SUSPEND(SbiExtension.HSM, 3, (firmware, hart) -> firmware.harts.suspend(hart)),

    SYSTEM_RESET(SbiExtension.SRST, 0, (firmware, hart) -> firmware.reset(hart)),

    CONSOLE_WRITE(SbiExtension.DBCN, 0, (firmware, hart) -> firmware.console.write(hart)),
    CONSOLE_READ(SbiExtension.DBCN, 1, (firmware, hart) -> firmware.console.read(hart)),
    CONSOLE_WRITE_BYTE(SbiExtension.DBCN, 2, (firmware, hart) -> firmware.console.writeByte(hart));

    /** Reads its arguments from a0 to a5 (x10 to x15) of the calling hart. */
    interface Handler {
        SbiAnswer answer(SbiFirmware firmware, Hart hart);
    }

    final SbiExtension extension;
    final long id;

    @SuppressWarnings("ImmutableEnumChecker") // the handlers above capture nothing
    final Handler handler;

    SbiFunction(SbiExtension extension, long id, Handler handler) {
        this.extension = extension;
        this.id = id;
        this.handler = handler;
    }

    /** The function with these ids, or null. */
    static SbiFunction find(long extension, long id) {
        for (SbiFunction function : values()) {
            if (function.extension.id == extension && (function.id == id || function.extension.legacy())) {
                return function;
            }
        }
        return null;
    }
}
