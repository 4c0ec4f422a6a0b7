package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may access which register: all 4096 numbers from all modes, against the rules of the manual's text. */
class CsrAccessTest {

    private static final int ALLOWED = 0;
    private static final int ILLEGAL = 2;
    private static final int VIRTUAL = 22;

    private static final int TM = 2;
    private static final long STCE = 1L << 63;

    /** The fields that open and close registers. */
    private record Gates(
            int mcounteren,
            int hcounteren,
            int scounteren,
            boolean machineTimer,
            boolean guestTimer,
            boolean tvm,
            boolean vtvm,
            boolean fs,
            boolean guestFs) {

        void apply(Hart hart) {
            Csrs csrs = hart.csrs;
            openState(csrs, -1, -1);
            csrs.write(0x306, mcounteren);
            csrs.write(0x606, hcounteren);
            csrs.write(0x106, scounteren);
            csrs.write(0x30a, STCE);
            csrs.write(0x60a, guestTimer ? STCE : 0);
            csrs.write(0x30a, machineTimer ? STCE : 0);
            csrs.write(0x300, (tvm ? 1 << 20 : 0) | (fs ? 1 << 13 : 0));
            csrs.write(0x200, guestFs ? 1 << 13 : 0);
            csrs.write(0x600, vtvm ? 1 << 20 : 0);
        }
    }

    private static void openState(Csrs csrs, long belowMachine, long inGuests) {
        for (int i = 0; i < 4; i++) {
            csrs.write(0x30c + i, -1);
            csrs.write(0x60c + i, inGuests);
            csrs.write(0x30c + i, belowMachine);
        }
    }

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;
    private final Set<Integer> existing =
            hart.csrs.table().stream().map(Csr::number).collect(Collectors.toSet());

    @Test
    void everyRegisterAnswersEachModeAsTheManualSays() {
        for (int bits = 0; bits < 512; bits++) {
            Gates gates = new Gates(
                    -(bits & 1),
                    -(bits >> 1 & 1),
                    -(bits >> 2 & 1),
                    (bits & 8) != 0,
                    (bits & 16) != 0,
                    (bits & 32) != 0,
                    (bits & 64) != 0,
                    (bits & 128) != 0,
                    (bits & 256) != 0);
            gates.apply(hart);
            for (Mode mode : Mode.values()) {
                mode.enter(hart);
                for (int number = 0; number < 4096; number++) {
                    check(gates, mode, number, false);
                    check(gates, mode, number, true);
                }
                Mode.M.enter(hart);
            }
        }
    }

    @Test
    void countersOpenOneByOne() {
        for (int index = 0; index < 32; index++) {
            Gates gates = new Gates(1 << index, 1 << index, 1 << index, false, false, false, false, false, false);
            gates.apply(hart);
            for (Mode mode : Mode.values()) {
                mode.enter(hart);
                for (int number = 0xc00; number < 0xc20; number++) {
                    check(gates, mode, number, false);
                }
            }
        }
    }

    private void check(Gates gates, Mode mode, int number, boolean write) {
        int expected = existing.contains(number) ? verdict(gates, mode, number, write) : ILLEGAL;
        assertEquals(expected, attempt(number, write), () -> "%s %s 0x%x %s".formatted(mode, write, number, gates));
    }

    /** Writes nothing new: sets no bits, so that the gates stay as they are. */
    private int attempt(int number, boolean write) {
        try {
            hart.csrs.set(number, 0, write);
            return ALLOWED;
        } catch (Trap trap) {
            return trap.cause;
        }
    }

    private static int verdict(Gates gates, Mode mode, int number, boolean write) {
        if (write && number >= 0xc00) {
            return ILLEGAL;
        }
        return switch (mode) {
            case M -> floating(number) && !gates.fs ? ILLEGAL : ALLOWED;
            case HS -> inHypervisorMode(gates, number, gates.tvm) ? ALLOWED : ILLEGAL;
            case U -> inUserMode(gates, number) ? ALLOWED : ILLEGAL;
            case VS -> inGuest(gates, number, 1);
            case VU -> inGuest(gates, number, 0);
        };
    }

    private static boolean inHypervisorMode(Gates gates, int number, boolean tvm) {
        if ((number >> 8 & 3) == 3 || (floating(number) && !gates.fs)) {
            return false;
        }
        if (number == 0x180 || number == 0x680) {
            return !tvm;
        }
        if (number == 0x14d || number == 0x24d) {
            return gates.machineTimer && (gates.mcounteren & TM) != 0;
        }
        return !counter(number) || open(gates.mcounteren, number);
    }

    private static boolean inUserMode(Gates gates, int number) {
        return (number >> 8 & 3) == 0
                && inHypervisorMode(gates, number, false)
                && (!counter(number) || open(gates.scounteren, number));
    }

    /** "Specifically, a virtual-instruction exception is raised for the following cases". */
    private static int inGuest(Gates gates, int number, int level) {
        if (floating(number)) {
            return gates.fs && gates.guestFs ? ALLOWED : ILLEGAL;
        }
        if (!inHypervisorMode(gates, number, false)) {
            return ILLEGAL;
        }
        if ((number >> 8 & 3) > level) {
            return VIRTUAL;
        }
        if (counter(number)) {
            boolean readable = open(gates.hcounteren, number) && (level == 1 || open(gates.scounteren, number));
            return readable ? ALLOWED : VIRTUAL;
        }
        if (number == 0x180 && gates.vtvm) {
            return VIRTUAL;
        }
        if (number == 0x14d) {
            return gates.guestTimer && (gates.hcounteren & TM) != 0 ? ALLOWED : VIRTUAL;
        }
        return ALLOWED;
    }

    private static boolean floating(int number) {
        return number >= 1 && number <= 3;
    }

    private static boolean counter(int number) {
        return number >= 0xc00 && number < 0xc20;
    }

    private static boolean open(int enable, int number) {
        return (enable >>> (number & 31) & 1) != 0;
    }

    /** Smstateen; the numbers' own privileges are right already. */
    @Test
    void stateEnablesKeepStateFromTheLevelsBelow() {
        for (int bits = 0; bits < 16; bits++) {
            long belowMachine = (bits & 3L) << 62;
            long inGuests = (bits & 12L) << 60;
            openState(hart.csrs, belowMachine, inGuests);
            for (int number : new int[] {0x10a, 0x60a, 0x10c, 0x10d, 0x10f, 0x60c, 0x60e, 0x60f}) {
                long bit = (number & 0xff) == 0x0a ? 1L << 62 : 1L << 63;
                boolean supervisor = (belowMachine & bit) != 0;
                boolean guest = (belowMachine & inGuests & bit) != 0;
                boolean hypervisors = number >= 0x600;
                for (Mode mode : Mode.values()) {
                    mode.enter(hart);
                    int expected =
                            switch (mode) {
                                case M -> ALLOWED;
                                case HS -> supervisor ? ALLOWED : ILLEGAL;
                                case U -> ILLEGAL;
                                case VS -> !supervisor ? ILLEGAL : guest && !hypervisors ? ALLOWED : VIRTUAL;
                                case VU -> supervisor ? VIRTUAL : ILLEGAL;
                            };
                    int verdict = attempt(number, true);
                    assertEquals(
                            expected, verdict, () -> "%s 0x%x %x %x".formatted(mode, number, belowMachine, inGuests));
                }
            }
        }
    }

    @Test
    void aGuestsSupervisorRegistersAreTheVirtualOnes() {
        for (int number = 0x100; number < 0x200; number++) {
            if (!existing.contains(number) || !existing.contains(number + 0x100)) {
                continue;
            }
            TestMachine fresh = new TestMachine();
            new Gates(-1, -1, -1, true, true, false, false, true, true).apply(fresh.hart);
            fresh.hart.csrs.write(0x603, -1);
            long host = fresh.hart.csrs.read(number);
            Mode.VS.enter(fresh.hart);
            fresh.hart.csrs.exchange(number, 0x8000_0000_0000_6222L);
            long guest = fresh.hart.csrs.read(number + 0x100);
            assertEquals(guest, fresh.hart.csrs.set(number, 0, false), "0x%x".formatted(number));
            assertEquals(host, fresh.hart.csrs.read(number), "0x%x".formatted(number));
        }
    }

    @Test
    void registersWithoutATwinAreSharedWithGuests() {
        Mode.VS.enter(hart);
        hart.csrs.exchange(0x106, 7);
        assertEquals(7, hart.csrs.read(0x106));
    }
}
