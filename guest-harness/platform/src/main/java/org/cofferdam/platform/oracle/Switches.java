package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Temporal separation, register by register: what a virtual hart finds when it comes to a hart is what it had when it left, but for
 * what the call or fault in which it left has given it; one that begins finds nothing of others'. A call that does not switch
 * changes no more than that either.
 */
final class Switches {
    private static final int LOAD_FAULT = 21;
    private static final int VIRTUAL_INSTRUCTION = 22;
    private static final int STORE_FAULT = 23;
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final long NOBODY = -1;

    /** Values with which a virtual hart begins, where that is not zero. */
    private static final Map<String, Long> BEGINNING =
            Map.of("vsstatus", 2L << 32, "vstimecmp", -1L, "scounteren", 0b111L);

    /** What is a partition's, or the same for all: it is as it was at the first entry. */
    private static final List<String> CONFIGURED = List.of(
            "htimedelta",
            "hedeleg",
            "hideleg",
            "hcounteren",
            "henvcfg",
            "hstateen0",
            "hstateen1",
            "hstateen2",
            "hstateen3",
            "hgeie");

    private final Surroundings system;
    private final GuestRegisters registers;
    private final BitSet ofTrap = new BitSet();
    private final BitSet ofAnswer = new BitSet();
    private final BitSet configured = new BitSet();
    private final long[] beginning;
    /** By virtual hart, what it left; absent if it has not been on a hart since it began. */
    private final SortedMap<Long, Left> left = new TreeMap<>();
    /** By hart, whose registers it holds: a key, or {@link #NOBODY}. */
    private final long[] on;

    private final long[][] before;
    private Changes may = Changes.NONE;

    /**
     * What a call or fault may give the virtual hart that made it.
     *
     * @param places registers
     * @param one whether one x or f register beside them: the target of a load
     */
    private record Changes(BitSet places, boolean one) {
        static final Changes NONE = new Changes(new BitSet(), false);
    }

    /** The registers that a virtual hart left, and what it may have been given since. */
    private static final class Left {
        final long[] values;
        final Changes may;

        Left(long[] values, Changes may) {
            this.values = values;
            this.may = may;
        }
    }

    Switches(Surroundings system) {
        this.system = system;
        registers = new GuestRegisters(system.harts().getFirst());
        on = new long[system.harts().size()];
        before = new long[on.length][];
        Arrays.fill(on, NOBODY);
        beginning = new long[registers.read(system.harts().getFirst()).length];
        BEGINNING.forEach((name, value) -> beginning[registers.place(name)] = value);
        ofTrap.set(GuestRegisters.PC);
        set(ofTrap, "vsstatus", "vsepc", "vscause", "vstval");
        ofAnswer.set(GuestRegisters.PC);
        ofAnswer.set(A0);
        ofAnswer.set(A1);
        for (String name : CONFIGURED) {
            if (registers.place(name) >= 0) {
                configured.set(registers.place(name));
            }
        }
    }

    private static long key(int partition, int virtual) {
        return (long) partition << Integer.SIZE | virtual;
    }

    private static String name(long key) {
        return "virtual hart %d of partition %d".formatted((int) key, key >> Integer.SIZE);
    }

    private void set(BitSet places, String... names) {
        for (String name : names) {
            places.set(registers.place(name));
        }
    }

    /** The core is about to be called on a hart. */
    void before(Call call) {
        before(call.hart(), mayChange(call));
    }

    private Changes mayChange(Call call) {
        if (call.calls()) {
            BitSet places = (BitSet) ofAnswer.clone();
            set(places, SbiCalls.changes(call));
            return new Changes(places, false);
        }
        if (call.cause() < 0) {
            return Changes.NONE;
        }
        boolean loads =
                call.cause() == LOAD_FAULT || call.cause() == STORE_FAULT || call.cause() == VIRTUAL_INSTRUCTION;
        return new Changes(ofTrap, loads);
    }

    private void before(int hart, Changes changes) {
        before[hart] = on[hart] == NOBODY ? null : registers.read(system.harts().get(hart));
        may = changes;
    }

    /** The core is about to be told what a monitor answered. */
    void beforeAnswer(int hart) {
        before(hart, new Changes(ofTrap, true));
    }

    /** A partition begins anew: what its virtual harts had is gone. */
    void forget(int partition) {
        left.subMap(key(partition, 0), key(partition + 1, 0)).clear();
    }

    /** A virtual hart that was stopped is started by another. */
    void begin(int partition, long virtual) {
        left.remove(key(partition, (int) virtual));
    }

    /** What there is to object to, now that the core has been called on a hart. */
    List<String> after(int hart) {
        long[] now = registers.read(system.harts().get(hart));
        int partition = system.inspection().partitionOn(hart);
        long was = on[hart];
        if (was != NOBODY && partition == was >> Integer.SIZE) {
            Left same = new Left(before[hart], may);
            List<String> stays = differences(name(was), same, now, null);
            if (stays.isEmpty()) {
                return stays;
            }
            if (harts(partition) == 1) {
                return stays;
            }
        }
        if (was != NOBODY) {
            left.put(was, new Left(before[hart], may));
        }
        on[hart] = NOBODY;
        return partition < 0 ? List.of() : entered(hart, partition, now, was);
    }

    private int harts(int partition) {
        return system.control().query(partition).orElseThrow().virtualHarts();
    }

    /** Which of a partition's virtual harts it is: the one whose registers they are. */
    private List<String> entered(int hart, int partition, long[] now, long was) {
        List<String> nearest = List.of();
        for (int virtual = 0; virtual < harts(partition); virtual++) {
            long key = key(partition, virtual);
            if (isElsewhere(key)) {
                continue;
            }
            List<String> differences = left.containsKey(key)
                    ? differences(name(key), left.get(key), now, outgoing(was, hart))
                    : fresh(key, now, was, hart);
            if (differences.isEmpty()) {
                on[hart] = key;
                left.remove(key);
                return differences;
            }
            nearest = nearest.isEmpty() || differences.size() < nearest.size() ? differences : nearest;
        }
        return nearest.isEmpty()
                ? List.of("partition " + partition + " is on hart " + hart + " with no virtual hart")
                : nearest;
    }

    private boolean isElsewhere(long key) {
        for (long other : on) {
            if (other == key) {
                return true;
            }
        }
        return false;
    }

    private long[] outgoing(long was, int hart) {
        return was == NOBODY ? null : before[hart];
    }

    private List<String> fresh(long key, long[] now, long was, int hart) {
        List<String> differences = new ArrayList<>();
        long[] outgoing = outgoing(was, hart);
        for (int place = 1; place < now.length; place++) {
            boolean given = place == A0 || place == A1 || place == GuestRegisters.PC || configured.get(place);
            if (!given && now[place] != beginning[place]) {
                differences.add("%s begins with 0x%x in %s%s"
                        .formatted(name(key), now[place], registers.name(place), whose(place, now, outgoing)));
            }
        }
        if (now[A0] != (int) key) {
            differences.add("%s begins with 0x%x in a0, which is not its number".formatted(name(key), now[A0]));
        }
        return differences;
    }

    private List<String> differences(String who, Left had, long[] now, long[] outgoing) {
        boolean givesOne = had.may.one;
        List<String> differences = new ArrayList<>();
        for (int place = 1; place < now.length; place++) {
            if (now[place] != had.values[place] && !had.may.places.get(place)) {
                if (givesOne && place < GuestRegisters.PC) {
                    givesOne = false;
                } else {
                    differences.add("%s had 0x%x in %s, and has 0x%x%s"
                            .formatted(
                                    who,
                                    had.values[place],
                                    registers.name(place),
                                    now[place],
                                    whose(place, now, outgoing)));
                }
            }
        }
        return differences;
    }

    private static String whose(int place, long[] now, long[] outgoing) {
        return outgoing != null && outgoing[place] == now[place] ? ": what was there before the switch" : "";
    }
}
