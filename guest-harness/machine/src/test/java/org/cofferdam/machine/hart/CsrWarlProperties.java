package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What each register makes of what is written to it, against a list read from the manual and written down apart. */
class CsrWarlProperties {

    private static final long ALL = -1;
    private static final long COUNTERS = 0xffff_ffffL;

    /** A register whose writable bits are independent of each other and of all else. */
    private record Plain(int number, String name, long reset, long writable) {}

    private static final Plain[] PLAIN = {
        new Plain(0x105, "stvec", 0, ~2L),
        new Plain(0x106, "scounteren", 0, COUNTERS),
        new Plain(0x140, "sscratch", 0, ALL),
        new Plain(0x141, "sepc", 0, ~1L),
        new Plain(0x142, "scause", 0, ALL),
        new Plain(0x143, "stval", 0, ALL),
        new Plain(0x14d, "stimecmp", 0, ALL),
        new Plain(0x205, "vstvec", 0, ~2L),
        new Plain(0x240, "vsscratch", 0, ALL),
        new Plain(0x241, "vsepc", 0, ~1L),
        new Plain(0x242, "vscause", 0, ALL),
        new Plain(0x243, "vstval", 0, ALL),
        new Plain(0x24d, "vstimecmp", 0, ALL),
        new Plain(0x301, "misa", 0x8000_0000_0014_11afL, 0),
        new Plain(0x302, "medeleg", 0, 0xf8_b7fe),
        new Plain(0x303, "mideleg", 0x1444, 0x2222),
        new Plain(0x304, "mie", 0, 0x3eee),
        new Plain(0x305, "mtvec", 0, ~2L),
        new Plain(0x306, "mcounteren", 0, COUNTERS),
        new Plain(0x320, "mcountinhibit", 0, 0x7fd),
        new Plain(0x340, "mscratch", 0, ALL),
        new Plain(0x341, "mepc", 0, ~1L),
        new Plain(0x342, "mcause", 0, ALL),
        new Plain(0x343, "mtval", 0, ALL),
        new Plain(0x34a, "mtinst", 0, ALL),
        new Plain(0x34b, "mtval2", 0, ALL),
        new Plain(0x600, "hstatus", 2L << 32, 0x70_03c0),
        new Plain(0x602, "hedeleg", 0, 0x8_b1ff),
        new Plain(0x603, "hideleg", 0, 0x444),
        new Plain(0x604, "hie", 0, 0x1444),
        new Plain(0x605, "htimedelta", 0, ALL),
        new Plain(0x606, "hcounteren", 0, COUNTERS),
        new Plain(0x607, "hgeie", 0, 0),
        new Plain(0x643, "htval", 0, ALL),
        new Plain(0x645, "hvip", 0, 0x444),
        new Plain(0x64a, "htinst", 0, ALL),
        new Plain(0x001, "fflags", 0, 0x1f),
        new Plain(0x002, "frm", 0, 7),
        new Plain(0x003, "fcsr", 0, 0xff),
        new Plain(0xe12, "hgeip", 0, 0),
        new Plain(0xf11, "mvendorid", 0, 0),
        new Plain(0xf12, "marchid", 0, 0),
        new Plain(0xf13, "mimpid", 0, 0),
        new Plain(0xf15, "mconfigptr", 0, 0),
    };

    private final Hart hart = new TestMachine().hart;

    @Provide
    Arbitrary<Plain> plain() {
        return Arbitraries.of(PLAIN);
    }

    @Property
    void aRegisterKeepsItsWritableBitsAndNoOthers(@ForAll("plain") Plain row, @ForAll long first, @ForAll long second) {
        Csrs csrs = new TestMachine().hart.csrs;
        assertEquals(row.reset, csrs.read(row.number), row.name);
        for (long wanted : new long[] {first, second}) {
            csrs.write(row.number, wanted);
            assertEquals((row.reset & ~row.writable) | (wanted & row.writable), csrs.read(row.number), row.name);
        }
    }

    @Example
    void everyRegisterIsInThisListOrHasATestOfItsOwn() {
        Map<Integer, String> expected = new TreeMap<>(Map.of(
                0x100,
                "sstatus",
                0x104,
                "sie",
                0x144,
                "sip",
                0x180,
                "satp",
                0x200,
                "vsstatus",
                0x204,
                "vsie",
                0x244,
                "vsip",
                0x280,
                "vsatp",
                0x300,
                "mstatus",
                0x344,
                "mip"));
        expected.putAll(Map.of(
                0x60a,
                "henvcfg",
                0x644,
                "hip",
                0x680,
                "hgatp",
                0xb00,
                "mcycle",
                0xb02,
                "minstret",
                0xc00,
                "cycle",
                0xc01,
                "time",
                0xc02,
                "instret",
                0xf14,
                "mhartid",
                0x3a0,
                "pmpcfg0"));
        expected.put(0x3a2, "pmpcfg2");
        for (int i = 0; i < 4; i++) {
            expected.put(0x10c + i, "sstateen" + i);
            expected.put(0x30c + i, "mstateen" + i);
            expected.put(0x60c + i, "hstateen" + i);
        }
        expected.put(0x10a, "senvcfg");
        expected.put(0x30a, "menvcfg");
        for (int i = 0; i < 16; i++) {
            expected.put(0x3b0 + i, "pmpaddr" + i);
        }
        for (int i = 3; i < 32; i++) {
            expected.put(0x320 + i, "mhpmevent" + i);
            expected.put(0xb00 + i, "mhpmcounter" + i);
            expected.put(0xc00 + i, "hpmcounter" + i);
            expected.put(0xda0, "scountovf");
        }
        String[] triggers = {"tselect", "tdata1", "tdata2", "tdata3", "tinfo"};
        for (int i = 0; i < triggers.length; i++) {
            expected.put(0x7a0 + i, triggers[i]);
        }
        for (Plain row : PLAIN) {
            expected.put(row.number, row.name);
        }
        Map<Integer, String> actual = new TreeMap<>();
        hart.csrs.table().forEach(row -> actual.put(row.number(), row.name()));
        assertEquals(expected, actual);
    }

    @Property
    void machineStatusHoldsLegalModesAndDerivesItsSummary(@ForAll long wanted) {
        hart.csrs.write(0x300, wanted);
        long fields = 0x0000_00c0_007e_79aaL; // MPV GVA TSR TW TVM MXR SUM MPRV FS MPP SPP MPIE SPIE MIE SIE
        long expected = (wanted & fields) | 0xaL << 32;
        if ((wanted >>> 11 & 3) == 2) {
            expected &= ~(3L << 11);
        }
        if ((wanted >>> 13 & 3) == 3) {
            expected |= 1L << 63;
        }
        assertEquals(expected, hart.csrs.read(0x300));
        assertEquals(expected & 0x8000_0003_000c_6122L, hart.csrs.read(0x100), "sstatus is a view of it");
    }

    @Property
    void supervisorStatusLeavesTheMachinesFieldsAlone(@ForAll long before, @ForAll long wanted) {
        hart.csrs.write(0x300, before);
        long machineFields = hart.csrs.read(0x300) & ~0x8000_0000_000c_6122L;
        hart.csrs.write(0x100, wanted);
        assertEquals(machineFields, hart.csrs.read(0x300) & ~0x8000_0000_000c_6122L);
        assertEquals(wanted & 0xc_6122L, hart.csrs.read(0x300) & 0xc_6122L);
    }

    @Property
    void guestStatusIsItsOwn(@ForAll long wanted, @ForAll long machine) {
        hart.csrs.write(0x200, wanted);
        hart.csrs.write(0x300, machine);
        long summary = (wanted >>> 13 & 3) == 3 ? 1L << 63 : 0;
        assertEquals((wanted & 0xc_6122L) | 2L << 32 | summary, hart.csrs.read(0x200));
    }

    @Property
    void anUnsupportedModeLeavesSatpAsItWas(@ForAll long before, @ForAll long wanted) {
        for (int number : new int[] {0x180, 0x280}) {
            Hart hart = new TestMachine().hart;
            (number == 0x180 ? Mode.HS : Mode.VS).enter(hart);
            hart.csrs.exchange(0x180, before);
            hart.csrs.exchange(0x180, wanted);
            assertEquals(supported(wanted) ? wanted : supported(before) ? before : 0, hart.csrs.read(number));
        }
    }

    @Property
    void anUnsupportedModeLeavesThatOfVsatpAsItWas(@ForAll("roots") long before, @ForAll long wanted) {
        hart.csrs.write(0x280, before);
        hart.csrs.write(0x280, wanted);
        long mode = 0xfL << 60;
        assertEquals(supported(wanted) ? wanted : (wanted & ~mode) | (before & mode), hart.csrs.read(0x280));
    }

    @Property
    void hgatpHas14BitsOfVmidARootOf16KibAndItsOldModeIfTheNewOneIsUnknown(@ForAll long before, @ForAll long wanted) {
        Csrs csrs = new TestMachine().hart.csrs;
        csrs.write(0x680, before);
        csrs.write(0x680, wanted);
        long mode = supported(wanted) ? wanted >>> 60 : supported(before) ? before >>> 60 : 0;
        assertEquals(mode << 60 | (wanted & 0x03ff_ffff_ffff_fffcL), csrs.read(0x680));
    }

    @Property
    void everySupportedModeIsTriedSometimes(@ForAll("roots") long wanted) {
        Csrs csrs = new TestMachine().hart.csrs;
        csrs.write(0x180, wanted);
        assertEquals(wanted, csrs.read(0x180));
    }

    @Provide
    Arbitrary<Long> roots() {
        return Arbitraries.of(0L, 8L, 9L, 10L)
                .flatMap(mode -> Arbitraries.longs().map(rest -> mode << 60 | (rest & 0x0fff_ffff_ffff_ffffL)));
    }

    private static boolean supported(long root) {
        return switch ((int) (root >>> 60)) {
            case 0, 8, 9, 10 -> true;
            default -> false;
        };
    }

    @Property
    void stateEnablesOfGuestsAreWithinThoseOfTheMachine(@ForAll long machine, @ForAll long wanted, @ForAll long later) {
        for (int i = 0; i < 4; i++) {
            long fields = (i == 0 ? 3L : 2L) << 62;
            hart.csrs.write(0x60c + i, 0);
            hart.csrs.write(0x30c + i, ALL);
            hart.csrs.write(0x60c + i, 0);
            hart.csrs.write(0x30c + i, machine);
            assertEquals(machine & fields, hart.csrs.read(0x30c + i));
            hart.csrs.write(0x60c + i, wanted);
            assertEquals(wanted & machine & fields, hart.csrs.read(0x60c + i));
            hart.csrs.write(0x30c + i, later);
            assertEquals(wanted & machine & later & fields, hart.csrs.read(0x60c + i));
            hart.csrs.write(0x10c + i, wanted);
            assertEquals(0, hart.csrs.read(0x10c + i));
        }
    }

    private static long environment(long wanted, long fields) {
        return (wanted >>> 4 & 3) == 2 ? wanted & fields & ~0x30L : wanted & fields;
    }

    @Property
    void environmentsHoldTheirFieldsAndNoReservedInvalidation(@ForAll long wanted) {
        hart.csrs.write(0x30a, wanted);
        assertEquals(environment(wanted, 0xe000_0000_0000_00f1L), hart.csrs.read(0x30a));
        hart.csrs.write(0x10a, wanted);
        assertEquals(environment(wanted, 0xf1), hart.csrs.read(0x10a));
    }

    @Property
    void theGuestsEnvironmentHasOfTheLastThreeFieldsWhatTheMachinesHas(
            @ForAll long machine, @ForAll long wanted, @ForAll long later) {
        long granted = 0xe000_0000_0000_0000L;
        hart.csrs.write(0x30a, ALL);
        hart.csrs.write(0x60a, 0);
        hart.csrs.write(0x30a, machine);
        hart.csrs.write(0x60a, wanted);
        assertEquals(environment(wanted, 0xf1 | (machine & granted)), hart.csrs.read(0x60a));
        hart.csrs.write(0x30a, later);
        assertEquals(environment(wanted, 0xf1 | (machine & later & granted)), hart.csrs.read(0x60a));
    }

    @Property
    void interruptRegistersAreViewsOfTheMachinesOnes(
            @ForAll long delegated, @ForAll long toGuest, @ForAll long enabled, @ForAll long pending) {
        Csrs csrs = new TestMachine().hart.csrs;
        csrs.write(0x303, delegated);
        csrs.write(0x603, toGuest);
        csrs.write(0x304, enabled);
        csrs.write(0x344, pending);
        csrs.write(0x645, pending >>> 14);
        long hvip = pending >>> 14 & 0x444;
        long mip = (pending & 0x2222) | hvip;
        assertEquals(mip, csrs.read(0x344));
        assertEquals(hvip, csrs.read(0x645));
        assertEquals(hvip, csrs.read(0x644));
        assertEquals(mip & delegated & 0x2222, csrs.read(0x144));
        assertEquals(enabled & delegated & 0x2222, csrs.read(0x104));
        assertEquals(enabled & 0x1444, csrs.read(0x604));
        assertEquals((hvip & toGuest) >>> 1, csrs.read(0x244));
        assertEquals((enabled & toGuest & 0x444) >>> 1, csrs.read(0x204));
    }

    @Property
    void aSupervisorMayChangeOnlyItsSoftwareAndOverflowInterrupts(@ForAll long wanted) {
        Csrs csrs = new TestMachine().hart.csrs;
        csrs.write(0x303, 0x2222);
        csrs.write(0x344, 0x222);
        csrs.write(0x144, wanted);
        assertEquals(0x220 | (wanted & 0x2002), csrs.read(0x344));
        csrs.write(0x303, 0);
        csrs.write(0x144, ~wanted);
        assertEquals(0x220 | (wanted & 0x2002), csrs.read(0x344));
    }

    @Property
    void aGuestMayChangeOnlyItsSoftwareInterrupt(@ForAll long wanted, @ForAll long toGuest) {
        Csrs csrs = new TestMachine().hart.csrs;
        csrs.write(0x603, toGuest);
        csrs.write(0x645, 0x440);
        csrs.write(0x244, wanted);
        assertEquals(0x440 | ((wanted & 2) << 1 & toGuest), csrs.read(0x645));
        csrs.write(0x204, wanted);
        assertEquals(wanted << 1 & toGuest & 0x444, csrs.read(0x304));
    }

    @Example
    void theTimerPendingBitIsSoftwaresUntilTheComparatorHasIt() {
        Csrs csrs = hart.csrs;
        csrs.write(0x14d, ALL);
        csrs.write(0x344, 0x20);
        assertEquals(0x20, csrs.read(0x344));
        csrs.write(0x30a, 1L << 63);
        assertEquals(0, csrs.read(0x344));
        csrs.write(0x344, 0x20);
        assertEquals(0, csrs.read(0x344));
        csrs.write(0x14d, 0);
        assertEquals(0x20, csrs.read(0x344));
        csrs.write(0x14d, ALL);
        csrs.write(0x344, 0);
        csrs.write(0x30a, 0);
        assertEquals(0x20, csrs.read(0x344), "it was the comparator's when it was written last");
    }

    @Example
    void aReadModifyWriteOfMipDoesNotLatchAnExternalInterrupt() {
        hart.interrupts.setLine(9, true);
        assertEquals(0x200, hart.csrs.set(0x344, 2, true));
        hart.interrupts.setLine(9, false);
        assertEquals(2, hart.csrs.read(0x344));
    }

    @Example
    void eachHartKnowsItsNumber() {
        assertEquals(0, hart.csrs.read(0xf14));
        hart.csrs.write(0xf14, 5);
        assertEquals(0, hart.csrs.read(0xf14));
        assertTrue(hart.csrs.table().stream().anyMatch(row -> row.number() == 0xf14 && row.readOnly()));
    }
}
