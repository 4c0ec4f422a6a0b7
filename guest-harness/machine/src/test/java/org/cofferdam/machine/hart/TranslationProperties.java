package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.machine.hart.NaiveTranslation.Outcome;
import org.cofferdam.machine.hart.NaiveTranslation.Question;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;

/** The walkers, caches and tables of the hart against {@link NaiveTranslation} on {@link RandomTables}. */
class TranslationProperties {

    private static final int QUESTIONS = 200;

    private final PhysicalMemory memory = new PhysicalMemory(RandomTables.BASE, RandomTables.SIZE);

    /** The same tables for the other opinion, which sets A and D in its own. */
    private final PhysicalMemory twin = new PhysicalMemory(RandomTables.BASE, RandomTables.SIZE);

    private final Hart hart;
    private final Tlb tlb = new Tlb(_ -> {});
    private final AddressTranslation translation;

    TranslationProperties() {
        Bus bus = new Bus();
        bus.attach(memory);
        hart = new Hart(0, bus, Engine.standard().codeCache(bus));
        translation = new AddressTranslation(hart, bus, tlb);
    }

    /** Makes new tables the ones in force; one instance of this class serves many tries, so all is fenced. */
    private NaiveTranslation set(RandomTables tables) {
        memory.clear(RandomTables.BASE, RandomTables.SIZE);
        tables.fill();
        byte[] contents = new byte[(int) RandomTables.SIZE];
        memory.read(RandomTables.BASE, contents, 0, contents.length);
        twin.write(RandomTables.BASE, contents, 0, contents.length);
        NaiveTranslation.Environment environment = tables.environment();
        hart.csrs.write(0x30a, (environment.updates() ? 1L << 61 : 0) | (environment.types() ? 1L << 62 : 0));
        hart.csrs.write(0x60a, (environment.guestUpdates() ? 1L << 61 : 0) | (environment.guestTypes() ? 1L << 62 : 0));
        hart.enter(Privilege.MACHINE, false);
        hart.memory.fence(false, 0, false, 0);
        hart.memory.fenceGuestPhysical(false, 0, false, 0);
        tlb.fenceFirstStage(false, 0, false, 0, false, 0);
        tlb.fenceSecondStage(false, 0, false, 0);
        long satp = tables.satp();
        long vsatp = tables.vsatp();
        long hgatp = tables.hgatp();
        hart.csrs.write(0x180, satp);
        hart.csrs.write(0x280, vsatp);
        hart.csrs.write(0x680, hgatp);
        return new NaiveTranslation(twin, environment, satp, vsatp, hgatp);
    }

    private void sameTables() {
        assertEquals(-1, memory.contents().mismatch(twin.contents()), "A or D of a table");
    }

    private static Regime regime(Question q) {
        Privilege privilege = q.user() ? Privilege.USER : Privilege.SUPERVISOR;
        return new Regime(q.virtualized(), privilege, q.sum(), q.mxr(), q.guestMxr());
    }

    private static Access access(NaiveTranslation.Kind kind) {
        return switch (kind) {
            case LOAD -> Access.LOAD;
            case STORE -> Access.STORE;
            case FETCH -> Access.FETCH;
            case EXECUTABLE_LOAD -> Access.LOAD_EXECUTABLE;
        };
    }

    private Outcome ask(Question q) {
        try {
            return Outcome.at(translation.translate(regime(q), access(q.kind()), q.address(), q.address()));
        } catch (Trap trap) {
            assertEquals(q.address(), trap.value);
            assertEquals(q.virtualized(), trap.guestVirtual);
            return new Outcome(0, trap.cause, trap.guestPhysical, trap.pseudoInstruction);
        }
    }

    @Property(tries = 2000)
    void everyAccessGoesWhereTheManualSays(@ForAll long seed) {
        RandomTables tables = new RandomTables(seed, memory);
        NaiveTranslation naive = set(tables);
        for (int i = 0; i < QUESTIONS; i++) {
            Question q = tables.question();
            assertEquals(naive.translate(q), ask(q), q::toString);
        }
        sameTables();
    }

    /** Loads, stores and fetches through the hart's own fast tables, in the mode that makes the question. */
    @Property(tries = 500)
    void theFastPathsAgree(@ForAll long seed) {
        RandomTables tables = new RandomTables(seed, memory);
        NaiveTranslation naive = set(tables);
        for (int i = 0; i < QUESTIONS; i++) {
            Question q = tables.question();
            if ((q.address() & 0xfff) == 0xfff || (q.address() & 1) != 0) {
                continue; // an access of two bytes that stays in the page
            }
            Outcome expected = naive.translate(q);
            boolean answered = expected.cause() < 0 && memory.contains(expected.physical(), 2);
            hart.csrs.write(0x300, (q.sum() ? 1 << 18 : 0) | (q.mxr() ? 1 << 19 : 0));
            hart.csrs.write(0x200, (q.sum() ? 1 << 18 : 0) | (q.guestMxr() ? 1 << 19 : 0));
            hart.csrs.write(0x600, q.user() ? 0 : 1 << 8);
            hart.enter(q.user() ? Privilege.USER : Privilege.SUPERVISOR, q.virtualized());
            int cause = answered ? -1 : expected.cause() < 0 ? access(q.kind()).accessFault : expected.cause();
            assertEquals(cause, attempt(q, expected.physical()), q::toString);
        }
        sameTables();
    }

    private int attempt(Question q, long physical) {
        try {
            switch (q.kind()) {
                case LOAD -> {
                    long loaded = hart.memory.loadHalf(q.address());
                    assertEquals(memory.loadHalf(physical), loaded);
                }
                case EXECUTABLE_LOAD -> {
                    short loaded = (short) hart.memory.guestLoad(q.address(), 2, true);
                    assertEquals(memory.loadHalf(physical), loaded);
                }
                case FETCH -> assertEquals(hart.memory.translateFetch(q.address()), physical);
                case STORE -> {
                    short before = twin.contains(physical, 2) ? twin.loadHalf(physical) : 0;
                    hart.memory.storeHalf(q.address(), 0x1234);
                    assertEquals(0x1234, memory.loadHalf(physical));
                    memory.storeHalf(physical, before); // it may have been part of a table
                }
            }
            return -1;
        } catch (Trap trap) {
            return trap.cause;
        }
    }

    private static MemorySegment untouched(long seed) {
        PhysicalMemory memory = new PhysicalMemory(RandomTables.BASE, RandomTables.SIZE);
        new RandomTables(seed, memory).fill();
        return memory.contents();
    }

    @Example
    void theTablesAreGoodEnoughToReachEveryOutcome() {
        Map<NaiveTranslation.Kind, TreeSet<Integer>> seen = new EnumMap<>(NaiveTranslation.Kind.class);
        boolean bigPages = false;
        boolean ranges = false;
        boolean marks = false;
        boolean unmarkable = false;
        for (long seed = 0; seed < 200; seed++) {
            RandomTables tables = new RandomTables(seed, memory);
            NaiveTranslation naive = set(tables);
            for (int i = 0; i < QUESTIONS; i++) {
                Question q = tables.question();
                Outcome outcome = naive.translate(q);
                seen.computeIfAbsent(q.kind(), _ -> new TreeSet<>()).add(outcome.cause());
                unmarkable |= outcome.pseudoInstruction() == 0x3020;
                ask(q);
            }
            ranges |= naive.ranges > 0;
            marks |= memory.contents().mismatch(untouched(seed)) >= 0;
            bigPages |= tlb.entries().stream().anyMatch(entry -> entry.virtualized() && entry.shift() == 21);
        }
        assertTrue(bigPages && ranges && marks && unmarkable);
        assertEquals(
                "{LOAD=[-1, 5, 13, 21], STORE=[-1, 7, 15, 23], FETCH=[-1, 1, 12, 20], EXECUTABLE_LOAD=[-1, 5, 13, 21]}",
                seen.toString());
    }
}
