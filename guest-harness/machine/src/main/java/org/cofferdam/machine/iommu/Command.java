package org.cofferdam.machine.iommu;

/** A command that this IOMMU knows ("Command-Queue"), its fields checked as far as they can be without the IOMMU's registers. */
sealed interface Command {
    int BYTES = 16;

    /**
     * IOTINVAL.VMA: forgets first-stage translations.
     *
     * @param ofGuest GV: of the virtual machine {@code guest}; or else those without a second stage
     * @param byAddress AV: only of the page of {@code address}
     * @param ofProcess PSCV: only of the address space {@code process}, those of all address spaces not among them
     */
    record ForgetFirstStage(boolean ofGuest, int guest, boolean byAddress, long address, boolean ofProcess, int process)
            implements Command {}

    /**
     * IOTINVAL.GVMA: forgets second-stage translations.
     *
     * @param ofGuest GV: of one virtual machine
     * @param byAddress AV: only of the page of a guest-physical address; not asked for if all machines are meant
     */
    record ForgetSecondStage(boolean ofGuest, int guest, boolean byAddress, long address) implements Command {}

    /**
     * IOFENCE.C: everything before it is done, which here it always is.
     *
     * @param store AV: the four bytes {@code data} are to be written to {@code address}
     * @param interrupt WSI: software wants to hear of it
     */
    record Fence(boolean store, long address, int data, boolean interrupt) implements Command {}

    /**
     * IODIR.INVAL_DDT: forgets device contexts.
     *
     * @param ofDevice DV: of one device
     */
    record ForgetContext(boolean ofDevice, int device) implements Command {}

    /** A command of two doublewords, or null if it is illegal or, as with process directories and ATS, not supported. */
    static Command decode(long low, long high) {
        int code = (int) low & 0x3ff;
        return switch (code) {
            case 0x001 -> firstStage(low, high);
            case 0x081 -> secondStage(low, high);
            case 0x002 -> fence(low, high);
            case 0x003 -> context(low, high);
            default -> null;
        };
    }

    private static Command firstStage(long low, long high) {
        return invalidationReserved(low, high)
                ? null
                : new ForgetFirstStage(
                        bit(low, 33), guest(low), bit(low, 10), page(high), bit(low, 32), field(low, 12, 20));
    }

    private static Command secondStage(long low, long high) {
        boolean ofProcess = bit(low, 32);
        boolean ofGuest = bit(low, 33);
        return invalidationReserved(low, high) || ofProcess
                ? null
                : new ForgetSecondStage(ofGuest, guest(low), ofGuest && bit(low, 10), page(high));
    }

    /** Bits 34 (NL) and 73 (S) belong to extensions that are not there. */
    private static boolean invalidationReserved(long low, long high) {
        return (low & 0xf000_0ffc_0000_0800L) != 0 || (high & 0xc000_0000_0000_03ffL) != 0;
    }

    private static Command fence(long low, long high) {
        boolean reserved = (low & 0x0000_0000_ffff_c000L) != 0 || high >>> 62 != 0;
        return reserved ? null : new Fence(bit(low, 10), high << 2, (int) (low >>> 32), bit(low, 11));
    }

    /** The process id is reserved for this command. */
    private static Command context(long low, long high) {
        boolean reserved = (low & 0x0000_00fd_ffff_fc00L) != 0 || high != 0;
        return reserved ? null : new ForgetContext(bit(low, 33), field(low, 40, DeviceDirectory.ID_BITS));
    }

    private static boolean bit(long word, int number) {
        return (word >>> number & 1) != 0;
    }

    private static int field(long word, int shift, int bits) {
        return (int) (word >>> shift) & ((1 << bits) - 1);
    }

    private static int guest(long low) {
        return field(low, 44, 16);
    }

    private static long page(long high) {
        return high >>> 10 << 12;
    }
}
