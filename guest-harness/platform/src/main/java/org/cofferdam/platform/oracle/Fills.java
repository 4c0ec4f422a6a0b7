package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.microkernel.hardware.Csr;

/** Judges what harts and the IOMMU come to remember while guests and devices run: only what a walk may find. */
final class Fills {
    private final Surroundings system;
    private final Ledger ledger;
    /** Answers that are good as long as nothing changes but frames: by cache, cell and rights. */
    private final Map<Long, List<String>> known = new LinkedHashMap<>();

    private Facts context = Facts.NONE;

    Fills(Surroundings system, Ledger ledger) {
        this.system = system;
        this.ledger = ledger;
    }

    /** What there is to object to in an entry of a hart's cache or, one number higher, the IOMMU's. */
    List<String> objections(int cache, TlbEntry entry) {
        if (ledger.context() != context) {
            context = ledger.context();
            known.clear();
        }
        boolean ofHart = cache < system.harts().size();
        if (ofHart) {
            int vmid = Observation.vmid(system.harts().get(cache).csrs.read(Csr.HGATP));
            if (vmid != entry.vmid()) {
                return List.of("it remembers under VMID %d, and hgatp has %d".formatted(entry.vmid(), vmid));
            }
        }
        BitSet frames = new BitSet();
        Remembered.frames(system, entry, frames);
        int rights = Remembered.rights(entry);
        int last = -1;
        for (int frame = frames.nextSetBit(0); frame >= 0; frame = frames.nextSetBit(frame + 1)) {
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
        Question.Group group = new Question.Group(facts, now.facts(), Facts.NONE, null);
        Question question = new Question(acts, Facts.NONE, context, context, List.of(group));
        return ledger.judge().answer(question).objections().stream()
                .map(objection -> objection.text()
                        + " [virtual 0x%x, guest-physical 0x%x, physical 0x%x, %s]"
                                .formatted(entry.page(), entry.guestPage(), entry.frame(), Pte.text(rights)))
                .toList();
    }

    /** A device that the IOMMU remembers as the partition's; the first if there is none. */
    private int device(int partition) {
        for (long tuple : context.of(Vocabulary.CONTEXT).keySet()) {
            if (Facts.element(tuple, 1) == partition) {
                return Facts.element(tuple, 0);
            }
        }
        return 0;
    }
}
