package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.microkernel.hardware.Csr;

/** Judges what harts and the IOMMU come to remember while guests and devices run: only what a walk may find. */
final class Fills {
    private final Surroundings system;
    private final Ledger ledger;
    /** Answers that are good as long as nothing changes but frames: by cache, cell and rights. */
    private final Map<Long, List<String>> known = new LinkedHashMap<>();

    /** What a walk depends on, and what the invariants about it do. */
    private static final List<Symbol> WALKED = List.of(
            Vocabulary.ROOT,
            Vocabulary.HGATP,
            Vocabulary.TAG,
            Vocabulary.USED,
            Vocabulary.PHASE_OF,
            Vocabulary.DIRECTORY,
            Vocabulary.CONTEXT);

    private Facts whole = Facts.NONE;
    private Facts context = Facts.NONE;
    private int version;

    Fills(Surroundings system, Ledger ledger) {
        this.system = system;
        this.ledger = ledger;
    }

    /** What there is to object to in an entry of a hart's cache or, one number higher, the IOMMU's. */
    List<String> objections(int cache, TlbEntry entry) {
        renew();
        boolean ofHart = cache < system.harts().size();
        if (ofHart) {
            int vmid = Observation.vmid(system.harts().get(cache).csrs.read(Csr.HGATP));
            if (vmid != entry.vmid()) {
                return List.of("it remembers under VMID %d, and hgatp has %d".formatted(entry.vmid(), vmid));
            }
        }
        int rights = Remembered.rights(entry);
        int last = -1;
        int end = Remembered.end(system, entry);
        for (int frame = Remembered.first(system, entry); frame < end; frame++) {
            int cell = ledger.cell(frame);
            if (cell != last) {
                last = cell;
                List<String> objections = objections(cache, entry, cell, rights);
                if (!objections.isEmpty()) {
                    return objections.stream()
                            .map(text -> text.replace("%s", "the frame"))
                            .toList();
                }
            }
        }
        return List.of();
    }

    /** Forgets answers if something has changed that they depend on. */
    private void renew() {
        if (!ledger.context().equals(whole) || ledger.version() != version) {
            whole = ledger.context();
            Facts.Collection walked = new Facts.Collection();
            WALKED.forEach(symbol -> walked.all(symbol, whole));
            Facts next = walked.facts();
            if (!next.equals(context) || ledger.version() != version) {
                known.clear();
            }
            context = next;
            version = ledger.version();
        }
    }

    private List<String> objections(int cache, TlbEntry entry, int cell, int rights) {
        long key = ((long) cell << 3 | rights) << 20 | (long) cache << 16 | entry.vmid();
        List<String> objections = known.get(key);
        if (objections == null) {
            objections = judge(cache, entry, ledger.facts(cell), rights);
            known.put(key, objections);
        }
        return objections;
    }

    private List<String> judge(int cache, TlbEntry entry, Facts facts, int rights) {
        boolean ofHart = cache < system.harts().size();
        int partition = Directory.partition(entry.vmid());
        List<Act> acts = new ArrayList<>();
        if (!ofHart && context.value(Vocabulary.CONTEXT, device(partition), partition) == 0) {
            acts.add(new Act("machine.readDirectory", "done", device(partition), partition));
        }
        Facts.Collection now = new Facts.Collection().all(facts);
        for (int right = 0; right < 3; right++) {
            if ((rights >>> right & 1) != 0 && ofHart) {
                acts.add(new Act("machine.walk", "done", cache, 0, right));
                now.holds(Vocabulary.TLB, cache, entry.vmid(), right);
            } else if ((rights >>> right & 1) != 0) {
                acts.add(new Act("machine.ioWalk", "done", device(partition), partition, 0, right));
                now.holds(Vocabulary.IOTLB, partition, right);
            }
        }
        Question.Group group = new Question.Group(facts, now.facts(), Facts.NONE, Question.Bytes.UNKNOWN);
        List<Question.Group> groups = List.of(group);
        Map<Sort, SortedSet<Integer>> chosen = ledger.judge().points(acts, Facts.NONE, groups, ledger.points(), false);
        Facts.Collection before = new Facts.Collection().all(context);
        ledger.points().add(chosen, before);
        Question question = new Question(acts, Facts.NONE, before.facts(), context, groups, 1, chosen);
        return ledger.judge().answer(question).objections().stream()
                .map(objection -> objection.text()
                        + " [virtual 0x%x, guest-physical 0x%x, physical 0x%x, %s]"
                                .formatted(entry.page(), entry.guestPage(), entry.frame(), Pte.text(rights)))
                .toList();
    }

    /** A device that the directory lets translate by the partition's table; the first of all if there is none. */
    private int device(int partition) {
        for (long tuple : context.of(Vocabulary.DIRECTORY).keySet()) {
            if (Facts.element(tuple, 1) == partition) {
                return Facts.element(tuple, 0);
            }
        }
        return 0;
    }
}
