package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.hardware.Csr;

/**
 * The running system in the words of the specification: what the core has written down about frames and partitions, what the tables
 * in memory say, what harts, the IOMMU and its directory hold. It is kept up to date by what has been written or has changed since
 * it was last looked at.
 */
final class Observation {
    /** In the course of so many plain looks the core's records of all frames are read again. */
    private static final int LOOKS = 256;
    /** Fewest frames at a plain look. */
    private static final int LEAST = 64;

    private final Surroundings system;
    private final BitSet touched = new BitSet();
    private final TablePages pages;
    private final FrameRecords records;
    private final Mappings[] mappings;
    private final GuestTables[] tables;
    private final List<Remembered> harts = new ArrayList<>();
    private final Remembered devices;
    private final Directory directory;
    private int next;

    /**
     * Begins to observe a system.
     *
     * @param fills    judges what harts come to remember while guests run, by hart; the last is the IOMMU's
     * @param watching whether it will be kept up to date, or is one look and no more
     */
    Observation(Surroundings system, Function<Integer, Remembered.Fills> fills, boolean watching) {
        this.system = system;
        pages = new TablePages(system.memory(), watching);
        records = new FrameRecords(system, touched);
        mappings = new Mappings[system.partitions()];
        tables = new GuestTables[system.partitions()];
        for (int partition = 0; partition < mappings.length; partition++) {
            mappings[partition] = new Mappings(system.memory().base(), system.frames(), touched);
        }
        for (Hart hart : system.harts()) {
            harts.add(new Remembered(hart.memory::cachedTranslations, fills.apply(hart.id)));
        }
        devices = new Remembered(
                () -> system.iommu().map(iommu -> iommu.cachedTranslations()).orElse(List.of()),
                fills.apply(system.harts().size()));
        directory = new Directory(system);
        refresh(true);
    }

    /** Has changes of translation caches reported from now on. */
    void attach() {
        for (int hart = 0; hart < harts.size(); hart++) {
            system.harts().get(hart).memory.watchTranslations(harts.get(hart));
        }
        system.iommu().ifPresent(iommu -> iommu.watchTranslations(devices));
    }

    /**
     * Looks again at what may have changed.
     *
     * @param all whether at all of the core's records of frames, or only at some, as every plain trap does
     */
    void refresh(boolean all) {
        refresh();
        if (all) {
            records.reread(0, system.frames());
        } else {
            int end = Math.min(next + Math.max(LEAST, system.frames() / LOOKS), system.frames());
            records.reread(next, end);
            next = end == system.frames() ? 0 : end;
        }
    }

    /** Looks again at tables alone; whether any has been written. */
    boolean refresh() {
        for (int partition = 0; partition < tables.length; partition++) {
            long hgatp = system.inspection().tables(partition);
            if (tables[partition] != null && !tables[partition].isOf(hgatp)) {
                tables[partition].close();
                tables[partition] = null;
            }
        }
        boolean written = pages.reread();
        for (int partition = 0; partition < tables.length; partition++) {
            long hgatp = system.inspection().tables(partition);
            if (hgatp != 0 && tables[partition] == null) {
                tables[partition] = new GuestTables(system.memory(), pages, mappings[partition], hgatp);
            }
        }
        return written;
    }

    /** Marks all frames that somebody remembers as touched. */
    void touchRemembered() {
        List<TlbEntry> entries = new ArrayList<>(devices.now());
        harts.forEach(hart -> entries.addAll(hart.now()));
        entries.forEach(entry -> touched.set(Remembered.first(system, entry), Remembered.end(system, entry)));
    }

    /** In what this, kept up to date, differs from a look at everything anew. */
    List<String> differences() {
        Observation anew = new Observation(system, _ -> _ -> {}, false);
        List<String> differences = new ArrayList<>();
        for (int partition = 0; partition < mappings.length; partition++) {
            if (!mappings[partition].agrees(anew.mappings[partition])) {
                differences.add(
                        "the tables of partition " + partition + " have changed, and nobody has written to them");
            }
        }
        if (!records.agrees(anew.records)) {
            differences.add("the core has written down something else about frames, in no call that could");
        }
        return differences;
    }

    /** Frames of which something else may be so than before; whoever has seen to them clears them. */
    BitSet touched() {
        return touched;
    }

    /** Whether the frame is part of somebody's tables, as they lie in memory. */
    boolean isTable(int frame) {
        return pages.isTable(frame);
    }

    FrameRecords records() {
        return records;
    }

    /** A partition's tables, or null if there is no such partition. */
    GuestTables tables(int partition) {
        return tables[partition];
    }

    /** A call of the core begins. */
    void mark() {
        harts.forEach(Remembered::mark);
        devices.mark();
    }

    /** It is over. */
    void release() {
        harts.forEach(Remembered::release);
        devices.release();
    }

    /** What there is to object to in tables and directory that the specification has no word for. */
    List<String> oddities() {
        List<String> oddities = new ArrayList<>(directory.oddities());
        for (int partition = 0; partition < tables.length; partition++) {
            if (tables[partition] != null) {
                for (String oddity : tables[partition].oddities()) {
                    oddities.add("in the tables of partition " + partition + ": " + oddity);
                }
                for (long page : mappings[partition].elsewhere().keySet()) {
                    if (directory.device(page) < 0) {
                        oddities.add("partition %d has 0x%x mapped, which is neither memory nor a device's registers"
                                .formatted(partition, page));
                    }
                }
            }
        }
        return oddities;
    }

    /**
     * What is so of a frame, apart from what is remembered of it.
     *
     * @param none what this and other frames begin with
     */
    CommonFacts frame(int frame, CommonFacts none) {
        CommonFacts facts = none.value(Vocabulary.OWN, records.owner(frame));
        if (records.use(frame) == FrameRecords.Use.TABLE) {
            facts = facts.holds(Vocabulary.TABLE);
        }
        if (records.use(frame) == FrameRecords.Use.REGION) {
            facts = facts.holds(Vocabulary.REGION);
        }
        for (int partition = 0; partition < mappings.length; partition++) {
            int rights = mappings[partition].rights(frame);
            facts = rights(rights, Vocabulary.MAPPED, facts, partition + FrameRecords.FIRST);
        }
        return facts;
    }

    /** Adds each of some rights as the last place of a tuple. */
    static CommonFacts rights(int rights, Relation relation, CommonFacts facts, int... tuple) {
        CommonFacts more = facts;
        for (int right = 0; right < 3; right++) {
            if ((rights >>> right & 1) != 0) {
                int[] whole = Arrays.copyOf(tuple, tuple.length + 1);
                whole[tuple.length] = right;
                more = more.holds(relation, whole);
            }
        }
        return more;
    }

    /**
     * What is remembered of frames, by frame.
     *
     * @param before whether when the present call of the core began, or now
     * @param none   what they begin with
     */
    SortedMap<Integer, CommonFacts> remembered(BitSet frames, boolean before, CommonFacts none) {
        SortedMap<Integer, CommonFacts> facts = new TreeMap<>();
        if (!frames.isEmpty()) {
            for (int hart = 0; hart < harts.size(); hart++) {
                for (TlbEntry entry :
                        before ? harts.get(hart).before() : harts.get(hart).now()) {
                    remember(entry, frames, facts, none, Vocabulary.TLB, hart, entry.vmid());
                }
            }
            for (TlbEntry entry : before ? devices.before() : devices.now()) {
                remember(entry, frames, facts, none, Vocabulary.IOTLB, Directory.partition(entry.vmid()));
            }
        }
        return facts;
    }

    private void remember(
            TlbEntry entry,
            BitSet frames,
            SortedMap<Integer, CommonFacts> facts,
            CommonFacts none,
            Relation relation,
            int... tuple) {
        int rights = Remembered.rights(entry);
        int end = Remembered.end(system, entry);
        int first = frames.nextSetBit(Remembered.first(system, entry));
        for (int frame = first; frame >= 0 && frame < end; frame = frames.nextSetBit(frame + 1)) {
            facts.put(frame, rights(rights, relation, facts.getOrDefault(frame, none), tuple));
        }
    }

    /** What is so of partitions, harts and devices. */
    Facts context() {
        Facts.Collection facts = new Facts.Collection();
        for (int partition = 0; partition < tables.length; partition++) {
            facts.value(Vocabulary.PHASE_OF, phase(partition), partition + FrameRecords.FIRST);
            for (long page : mappings[partition].elsewhere().keySet()) {
                if (directory.device(page) >= 0) {
                    facts.holds(Vocabulary.DRIVES, partition + FrameRecords.FIRST, directory.device(page));
                }
            }
        }
        for (Hart hart : system.harts()) {
            long hgatp = hart.csrs.read(Csr.HGATP);
            facts.value(Vocabulary.ROOT, owner(hgatp), hart.id);
            facts.value(Vocabulary.HGATP, vmid(hgatp), hart.id);
            int on = system.inspection().partitionOn(hart.id);
            facts.value(Vocabulary.ON, on < 0 ? FrameRecords.NOBODY : on + FrameRecords.FIRST, hart.id);
        }
        directory.add(facts, this::owner);
        return facts.facts();
    }

    /** What the IOMMU remembers of the device directory. */
    Facts cachedContexts() {
        Facts.Collection facts = new Facts.Collection();
        directory.add(facts, this::owner);
        return facts.facts();
    }

    /** The VMID in hgatp. */
    static int vmid(long hgatp) {
        return (int) (hgatp >>> 44) & 0x3FFF;
    }

    /** Whose tables a register value selects; {@link FrameRecords#SYSTEM} if they are no partition's. */
    private int owner(long hgatp) {
        if (hgatp >>> 60 == 0) {
            return FrameRecords.NOBODY;
        }
        for (int partition = 0; partition < tables.length; partition++) {
            if (tables[partition] != null && tables[partition].isOf(hgatp)) {
                return partition + FrameRecords.FIRST;
            }
        }
        return FrameRecords.SYSTEM;
    }

    private int phase(int partition) {
        return system.control()
                .query(partition)
                .map(PartitionInfo::state)
                .map(state -> switch (state) {
                    case CREATED -> Vocabulary.CREATED;
                    case RUNNING -> Vocabulary.RUNNING;
                    case PAUSED -> Vocabulary.PAUSED;
                    case STOPPED -> Vocabulary.STOPPED;
                    case DESTROYING -> Vocabulary.DESTROYING;
                })
                .orElse(Vocabulary.ABSENT)
                .element();
    }
}
