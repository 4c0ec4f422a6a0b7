package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Physical memory protection against the manual's rules, looked at byte by byte. */
class PmpProperties {

    private static final long BASE = TestMachine.BASE;

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;

    private final long[] addresses = new long[16];
    private final int[] configurations = new int[16];

    private void set(Random random) {
        for (int i = 0; i < 16; i++) {
            addresses[i] = switch (random.nextInt(4)) {
                case 0 -> (BASE >>> 2) + random.nextInt(0x800);
                case 1 -> (BASE >>> 2) + 0x400L * random.nextInt(8);
                case 2 -> (BASE >>> 2) + ((1L << random.nextInt(14)) - 1);
                default -> random.nextLong() >>> 10;
            };
            configurations[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(32);
            hart.csrs.write(0x3b0 + i, addresses[i]);
            if ((configurations[i] & 3) == 2) {
                configurations[i] &= ~2; // W without R is reserved
            }
        }
        write();
    }

    private void write() {
        for (int half = 0; half < 2; half++) {
            long packed = 0;
            for (int i = 7; i >= 0; i--) {
                packed = packed << 8 | configurations[8 * half + i];
            }
            hart.csrs.write(0x3a0 + 2 * half, packed);
            assertEquals(packed, hart.csrs.read(0x3a0 + 2 * half));
        }
    }

    /** The entry that matches a byte, or -1. */
    private int matching(long address) {
        for (int i = 0; i < 16; i++) {
            boolean match =
                    switch (configurations[i] >> 3 & 3) {
                        case 1 -> address >>> 2 < addresses[i] && address >>> 2 >= (i == 0 ? 0 : addresses[i - 1]);
                        case 2 -> address >>> 2 == addresses[i];
                        case 3 -> {
                            int ones = Long.numberOfTrailingZeros(~addresses[i]) + 1;
                            yield address >>> 2 >>> ones == addresses[i] >>> ones;
                        }
                        default -> false;
                    };
            if (match) {
                return i;
            }
        }
        return -1;
    }

    private boolean allowed(long address, int length, int right, boolean machineMode) {
        int entry = matching(address);
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < length; i++) {
            int other = matching(address + i);
            lowest = Math.min(lowest, other < 0 ? Integer.MAX_VALUE : other);
        }
        if (lowest == Integer.MAX_VALUE) {
            return machineMode;
        }
        for (int i = 0; i < length; i++) {
            if (matching(address + i) != lowest) {
                return false;
            }
        }
        return (machineMode && (configurations[entry] & 0x80) == 0) || (configurations[entry] & right) != 0;
    }

    private static boolean succeeds(Runnable access, int cause, long address) {
        try {
            access.run();
            return true;
        } catch (Trap trap) {
            assertEquals(cause, trap.cause);
            assertEquals(address, trap.value);
            return false;
        }
    }

    @Property(tries = 300)
    void everyAlignedAccessIsJudgedByItsFirstMatchingEntry(@ForAll long seed) {
        Random random = new Random(seed);
        set(random);
        for (int i = 0; i < 200; i++) {
            boolean inMachineMode = random.nextInt(4) == 0;
            hart.enter(inMachineMode ? Privilege.MACHINE : Privilege.SUPERVISOR, false);
            int size = 1 << random.nextInt(4);
            long address = BASE + (random.nextInt(0x2000) & -size);
            String story = "0x%x+%d seed %d".formatted(address, size, seed);
            assertEquals(
                    allowed(address, size, 1, inMachineMode),
                    succeeds(() -> load(address, size), Cause.LOAD_ACCESS, address),
                    story);
            assertEquals(
                    allowed(address, size, 2, inMachineMode),
                    succeeds(() -> store(address, size), Cause.STORE_ACCESS, address),
                    story);
            long code = address & -2;
            assertEquals(
                    allowed(code, 2, 4, inMachineMode),
                    succeeds(() -> hart.memory.translateFetch(code), Cause.INSTRUCTION_ACCESS, code),
                    story);
        }
    }

    /** Also where other instructions of the page may be fetched, and have been executed before. */
    @Property(tries = 300)
    void everyInstructionIsJudgedForItself(@ForAll long seed) {
        Random random = new Random(seed);
        int count = 300;
        long[] places = new long[count + 1];
        boolean[] jumps = new boolean[count];
        places[0] = BASE;
        for (int i = 0; i < count; i++) {
            jumps[i] = random.nextInt(6) == 0;
            places[i + 1] = places[i] + (random.nextBoolean() ? 2 : 4);
        }
        int[] next = new int[count];
        for (int i = 0; i < count; i++) {
            next[i] = jumps[i] ? Math.min(count, i + 1 + random.nextInt(6)) : i + 1;
            boolean compressed = places[i + 1] - places[i] == 2;
            String jump = (compressed ? "c.j " : "jal zero, ") + (places[next[i]] - places[i]);
            machine.write(places[i], jumps[i] ? jump : compressed ? "c.addi t0, 1" : "addi t0, t0, 1");
        }
        long loop = BASE + 0x3000;
        machine.write(places[count], "c.j 0").write(loop, "c.j 0");
        hart.csrs.write(0x305, loop);
        hart.pc = BASE;
        machine.step(3L * count);
        set(random);
        for (int start = 0; start < count; start += 1 + random.nextInt(30)) {
            hart.enter(Privilege.SUPERVISOR, false);
            hart.csrs.write(0x342, 0);
            hart.pc = places[start];
            machine.step(count + 10);
            int at = start;
            while (at < count && refused(places[at], places[at + 1]) < 0) {
                at = next[at];
            }
            long refused = refused(places[at], places[at] + (at < count ? places[at + 1] - places[at] : 2));
            String story = "seed %d from 0x%x".formatted(seed, places[start]);
            assertEquals(refused < 0 ? 0 : Cause.INSTRUCTION_ACCESS, machine.mcause(), story);
            if (refused >= 0) {
                assertEquals(places[at], machine.mepc(), story);
                assertEquals(refused, machine.mtval(), story);
            }
        }
    }

    /** The first halfword that supervisors may not fetch, or -1. */
    private long refused(long from, long to) {
        for (long at = from; at < to; at += 2) {
            if (!allowed(at, 2, 4, false)) {
                return at;
            }
        }
        return -1;
    }

    private void load(long address, int size) {
        switch (size) {
            case 1 -> hart.memory.loadByte(address);
            case 2 -> hart.memory.loadHalf(address);
            case 4 -> hart.memory.loadWord(address);
            default -> hart.memory.loadDouble(address);
        }
    }

    private void store(long address, int size) {
        switch (size) {
            case 1 -> hart.memory.storeByte(address, 0);
            case 2 -> hart.memory.storeHalf(address, 0);
            case 4 -> hart.memory.storeWord(address, 0);
            default -> hart.memory.storeDouble(address, 0);
        }
    }

    @Example
    void everythingIsOpenAtReset() {
        Mode.U.enter(hart);
        hart.memory.storeDouble(BASE, 1);
        assertEquals(1, hart.memory.loadDouble(BASE));
    }

    @Example
    void withNoEntryMatchingOnlyMachineModeMayAccess() {
        hart.csrs.write(0x3a0, 0);
        hart.memory.loadDouble(BASE);
        Mode.HS.enter(hart);
        assertThrows(Trap.class, () -> hart.memory.loadDouble(BASE));
    }

    @Example
    void aLockedEntryBindsMachineModeAndCannotBeChanged() {
        hart.csrs.write(0x3b3, (BASE >>> 2) + 0x1ff);
        hart.csrs.write(0x3a0, 0x98L << 24);
        assertThrows(Trap.class, () -> hart.memory.loadDouble(BASE));
        hart.csrs.write(0x3a0, 0);
        hart.csrs.write(0x3b3, 0);
        assertEquals(0x98L << 24, hart.csrs.read(0x3a0));
        assertThrows(Trap.class, () -> hart.memory.loadDouble(BASE));
    }

    @Example
    void theLowerBoundOfALockedRangeIsLockedToo() {
        hart.csrs.write(0x3b0, 0x100);
        hart.csrs.write(0x3b1, 0x200);
        hart.csrs.write(0x3a0, 0x8900);
        hart.csrs.write(0x3b0, 0x150);
        assertEquals(0x100, hart.csrs.read(0x3b0));
    }

    @Example
    void tablesMustBeReadable() {
        machine.memory.storeDouble(BASE + 0x1000 + 2 * 8, BASE >>> 2 | 0xcf);
        hart.csrs.write(0x180, 8L << 60 | (BASE + 0x1000) >>> 12);
        hart.csrs.write(0x3b0, (BASE + 0x1000) >>> 2 | 0x1ff);
        hart.csrs.write(0x3b1, -1);
        hart.csrs.write(0x3a0, 0x1f1c); // the table's page: execute only; the rest: everything
        Mode.HS.enter(hart);
        Trap trap = assertThrows(Trap.class, () -> hart.memory.storeDouble(BASE, 1));
        assertEquals(Cause.STORE_ACCESS, trap.cause);
    }
}
