package org.cofferdam.machine.hart;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * The architectural translation cache: entries tagged by virtualization, VMID and ASID that stay until a fence names
 * them or newer ones take their place. Writing {@code satp}, {@code vsatp} or {@code hgatp} removes nothing, so a
 * missing fence shows, as it would in hardware. Set-associative, replaced in rotation, of bounded size. An IOMMU's is the
 * same, with a GSCID for the VMID and a PSCID for the ASID.
 */
public final class Tlb implements Stateful {

    private static final int SETS = 512;
    private static final int WAYS = 4;
    static final int[] SHIFTS = {12, 21, 30, 39, 48};

    private final TlbEntry[] entries = new TlbEntry[SETS * WAYS];

    /** Which of {@link #entries} are there. */
    private final BitSet present = new BitSet(SETS * WAYS);

    private final byte[] nextWay = new byte[SETS];
    private final Consumer<TlbEntry> removed;
    private TranslationWatcher watcher = TranslationWatcher.NONE;

    /** How many entries have each size, by index of {@link #SHIFTS}. */
    private final int[] population = new int[SHIFTS.length];

    /** @param removed told of each entry that has gone */
    public Tlb(Consumer<TlbEntry> removed) {
        this.removed = removed;
    }

    /** Has somebody told of all changes from now on, in place of whoever was told before. */
    public void watch(TranslationWatcher next) {
        watcher = next;
    }

    /** The entries that are present, in an order that depends only on what was done with the cache. */
    public List<TlbEntry> entries() {
        return Arrays.stream(entries).filter(Objects::nonNull).toList();
    }

    /** The entry for an address in the given spaces, or null. */
    public TlbEntry find(boolean virtualized, boolean translated, int vmid, int asid, long address) {
        for (int i = 0; i < SHIFTS.length; i++) {
            if (population[i] != 0) {
                int set = set(address, SHIFTS[i]);
                for (int way = set; way < set + WAYS; way++) {
                    TlbEntry entry = entries[way];
                    if (entry != null
                            && entry.shift() == SHIFTS[i]
                            && TlbEntry.sameBlock(entry.page(), address, SHIFTS[i])
                            && inSpaces(entry, virtualized, translated, vmid, asid)) {
                        return entry;
                    }
                }
            }
        }
        return null;
    }

    private static boolean inSpaces(TlbEntry entry, boolean virtualized, boolean translated, int vmid, int asid) {
        return entry.virtualized() == virtualized
                && entry.translated() == translated
                && entry.vmid() == vmid
                && (!translated || entry.global() || entry.asid() == asid);
    }

    /** Adds an entry in place of one for the same page and spaces, or of nothing, or of the set's next in rotation. */
    public void add(TlbEntry entry) {
        int set = set(entry.page(), entry.shift());
        int chosen = -1;
        for (int way = set; way < set + WAYS; way++) {
            TlbEntry present = entries[way];
            if (present != null && samePlace(present, entry)) {
                chosen = way;
                break;
            }
            if (present == null && chosen < 0) {
                chosen = way;
            }
        }
        if (chosen < 0) {
            int turn = nextWay[set / WAYS]++ & (WAYS - 1);
            chosen = set + turn;
        }
        remove(chosen);
        entries[chosen] = entry;
        present.set(chosen);
        population[(entry.shift() - 12) / 9]++;
        watcher.added(entry);
    }

    private static boolean samePlace(TlbEntry one, TlbEntry other) {
        return one.page() == other.page()
                && one.shift() == other.shift()
                && inSpaces(one, other.virtualized(), other.translated(), other.vmid(), other.asid());
    }

    private void remove(int index) {
        TlbEntry entry = entries[index];
        if (entry != null) {
            entries[index] = null;
            present.clear(index);
            population[(entry.shift() - 12) / 9]--;
            removed.accept(entry);
            watcher.removed(entry);
        }
    }

    /** Forgets everything, as at power-on. */
    public void clear() {
        removeIf(_ -> true);
        Arrays.fill(nextWay, (byte) 0);
    }

    private static int set(long address, int shift) {
        long page = address >>> shift;
        long mixed = page ^ (page >>> 9) ^ (page >>> 18);
        return (int) (mixed & (SETS - 1)) * WAYS;
    }

    private void removeIf(Predicate<TlbEntry> doomed) {
        for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
            if (doomed.test(entries[i])) {
                remove(i);
            }
        }
    }

    /**
     * A fence of first-stage translations: those of V=0, or those of one VMID.
     *
     * @param virtualized whether it is the guests' first stage
     * @param vmid the virtual machine; ignored if not virtualized
     * @param byAddress whether only the page of {@code address} is meant
     * @param bySpace whether only {@code asid} is meant, which leaves global translations alone
     */
    public void fenceFirstStage(
            boolean virtualized, int vmid, boolean byAddress, long address, boolean bySpace, int asid) {
        // A loop of its own: kernels fence single pages by the ten thousand.
        for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
            TlbEntry entry = entries[i];
            if ((!byAddress || TlbEntry.sameBlock(entry.page(), address, entry.firstShift()))
                    && entry.virtualized() == virtualized
                    && entry.translated()
                    && (!virtualized || entry.vmid() == vmid)
                    && (!bySpace || (!entry.global() && entry.asid() == asid))) {
                remove(i);
            }
        }
    }

    /** A fence of second-stage translations, of one guest-physical address or all, of one VMID or all. */
    public void fenceSecondStage(boolean byAddress, long guestAddress, boolean byMachine, int vmid) {
        removeIf(entry -> entry.virtualized()
                && (!byAddress || TlbEntry.sameBlock(entry.guestPage(), guestAddress, entry.secondShift()))
                && (!byMachine || entry.vmid() == vmid));
    }

    @Override
    public void save(StateWriter out) {
        out.raw(nextWay);
        out.word(entries().size());
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != null) {
                out.word(i);
                entries[i].save(out);
            }
        }
    }

    @Override
    public void restore(StateReader in) throws StateException {
        removeIf(_ -> true);
        in.raw(nextWay);
        int count = in.word(0, entries.length);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int index = in.word(next, entries.length - 1);
            TlbEntry entry = TlbEntry.restore(in);
            if (set(entry.page(), entry.shift()) != index / WAYS * WAYS) {
                throw in.refuse("a translation in the wrong place");
            }
            entries[index] = entry;
            present.set(index);
            population[(entry.shift() - 12) / 9]++;
            next = index + 1;
        }
    }
}
