package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever watches a translation cache knows at any time what it holds. */
class TranslationWatcherTest {
    private final List<TlbEntry> present = new ArrayList<>();
    private final Tlb tlb = new Tlb(_ -> {});

    private static TlbEntry entry(int vmid, long page) {
        int flags = PageTableEntry.BARE;
        return new TlbEntry(true, false, vmid, 0, false, page, page, page, 12, Long.SIZE, 12, flags, flags);
    }

    @Test
    void whatComesAndGoesIsTold() {
        tlb.watch(new TranslationWatcher() {
            @Override
            public void added(TlbEntry entry) {
                present.add(entry);
            }

            @Override
            public void removed(TlbEntry entry) {
                present.remove(entry);
            }
        });
        // More pages of one set than it has ways, so that some take the places of others.
        for (int i = 0; i < 8; i++) {
            tlb.add(entry(1 + i % 2, i * 0x1_0000_0000L));
            assertEquals(tlb.entries().size(), present.size());
        }
        tlb.fenceSecondStage(false, 0, true, 1);
        assertEquals(
                List.of(), present.stream().filter(entry -> entry.vmid() == 1).toList());
        assertEquals(tlb.entries().size(), present.size());
        tlb.clear();
        assertEquals(List.of(), present);
    }
}
